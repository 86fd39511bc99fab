using Store.Catalog.Products;
using Store.Catalog.TaxCodes;
using Store.Contracts.Catalog;
using Store.Kernel.Modules;

namespace Store.Catalog.Demo;

/// <summary>The goods of a Chinese supermarket, brought in by the import that people use.</summary>
internal sealed class StockTheShelves(IMediator mediator) : IDemoPart
{
    private const string File = "demo-products.csv";

    public int Order => 30;

    public async Task Fill(CancellationToken cancellationToken)
    {
        foreach (var (code, name, percent) in new[] { ("V13", "增值税 13%", 13m), ("V9", "增值税 9%", 9m), ("V0", "免税", 0m) })
            await mediator.Send(new CreateTaxCode.Command(code, name, TaxRate.FromPercent(percent)), cancellationToken);

        await using var goods = typeof(StockTheShelves).Assembly.GetManifestResourceStream(File)!;
        var import = await mediator.Send(new ImportProducts(File, goods), cancellationToken);
        if (import.Error is not null || import.Rejections is not [])
            throw new InvalidOperationException($"The demo goods did not all come in: {import.Error} {string.Join("; ", import.Rejections)}");
        await mediator.Send(
            new CreateProduct.Command("900001", "年度会员", null, null, "份", null, "V0", null, Money.FromDecimal(199m), Flags: [nameof(ItemFlags.Value)]), cancellationToken);
    }
}
