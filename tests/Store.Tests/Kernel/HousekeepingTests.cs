using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Events;

namespace Store.Tests.Kernel;

public sealed class HousekeepingTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task What_was_kept_for_retries_goes_after_a_week_and_not_before()
    {
        await store.Owner(0).Post("/api/chain/stores", new
        {
            code = StoreApp.NewCode("S"), name = "店", timeZone = "Asia/Shanghai", currency = "CNY", pricesIncludeTax = true, allowNegativeStock = true,
        }, idempotencyKey: Guid.NewGuid().ToString());
        var housekeeping = store.Services.GetRequiredService<Housekeeping>();

        var early = await housekeeping.Clear(CancellationToken.None);
        store.Clock.Advance(TimeSpan.FromDays(8));
        var late = await housekeeping.Clear(CancellationToken.None);

        Assert.Equal((0, 1), (early, late));
        Assert.Empty(await store.Rows<string>("SELECT IdempotencyKey FROM kernel.IdempotencyKeys"));
    }
}
