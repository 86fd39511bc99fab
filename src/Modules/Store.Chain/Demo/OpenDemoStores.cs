using Store.Chain.Stores;
using Store.Kernel.Modules;

namespace Store.Chain.Demo;

/// <summary>Three supermarkets in Shanghai.</summary>
internal sealed class OpenDemoStores(IMediator mediator) : IDemoPart
{
    public int Order => 10;

    public async Task Fill(CancellationToken cancellationToken)
    {
        foreach (var (code, name) in new[] { ("S01", "人民广场店"), ("S02", "徐家汇店"), ("S03", "五角场店") })
            await mediator.Send(new CreateStore.Command(code, name, "Asia/Shanghai", "CNY", PricesIncludeTax: true, AllowNegativeStock: true), cancellationToken);
    }
}
