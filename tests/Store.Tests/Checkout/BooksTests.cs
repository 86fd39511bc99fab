using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Database;
using Store.Kernel.Verification;
using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

public sealed class BooksTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task After_sales_returns_and_a_short_drawer_everything_holds_and_the_trial_balance_is_zero()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        var (milk, rice) = (await till.Product(6.60m, await store.GivenTaxCode(9m)), await till.Product(49.90m, await store.GivenTaxCode(13m)));
        (await till.Owner.Post($"/api/inventory/stores/{till.StoreId}/receipts", new
        {
            documentUuid = Guid.NewGuid(), lines = new[] { new { productId = milk.ProductId, quantity = 50m, cost = 199.99m }, new { productId = rice.ProductId, quantity = 3m, cost = 100m } },
        })).Ok();
        var saleId = (await till.Sell([Till.Line(milk, 7, 6.60m), Till.Line(rice, 2, 49.90m)], [Till.Paid("Wallet", 46m, "W"), Till.Cash(100m)])).Ok().GetProperty("saleId").GetInt64();
        (await till.Return(saleId, [Till.Back(1, 3)], [Till.Cash(19.80m)])).Ok();
        (await till.CloseShift(100m)).Ok();

        await store.DispatchEvents();

        var trial = (await till.Owner.Get($"/api/finance/trial-balance?storeId={till.StoreId}")).Ok();
        Assert.Equal(0m, trial.Amount("difference"));
        Assert.True(trial.Amount("debit") > 0m);
        Assert.Empty(await Breaks());
    }

    [Theory]
    [InlineData("UPDATE checkout.Sales SET TotalMinor = TotalMinor + 1 WHERE SaleId = @saleId", "sum of its lines")]
    [InlineData("UPDATE checkout.Payments SET AmountMinor = AmountMinor - 1 WHERE SaleId = @saleId", "payments cover it")]
    [InlineData("DELETE FROM checkout.Sales WHERE SaleId = @saleId", "without a gap")]
    [InlineData("UPDATE checkout.SaleLines SET DiscountMinor = DiscountMinor + 1 WHERE SaleId = @saleId", "stored discounts")]
    [InlineData("UPDATE checkout.SaleLines SET ReturnedMilli = 1000 WHERE SaleId = @saleId", "Returned goods")]
    [InlineData("UPDATE checkout.SaleLines SET CostMinor = CostMinor + 1 WHERE SaleId = @saleId", "hash chain")]
    [InlineData("DELETE FROM checkout.Sales WHERE SaleId = @saleId", "hash chain")]
    [InlineData("UPDATE checkout.Shifts SET ExpectedMinor = ExpectedMinor + 1 WHERE ShiftId = (SELECT ShiftId FROM checkout.Sales WHERE SaleId = @saleId)", "expected cash")]
    [InlineData("UPDATE inventory.Stock SET QuantityMilli = QuantityMilli + 1 WHERE ProductId IN (SELECT ProductId FROM checkout.SaleLines WHERE SaleId = @saleId)", "movements")]
    [InlineData("UPDATE checkout.Sales SET NetMinor = NetMinor + 1, TaxMinor = TaxMinor - 1 WHERE SaleId = @saleId", "Revenue and tax")]
    public async Task Verify_names_what_somebody_has_changed_by_hand(string change, string invariant)
    {
        var till = await store.GivenTill();
        var saleId = (await till.Sell(await till.Product(10m), 2, 10m, cash: 20m)).Ok().GetProperty("saleId").GetInt64();
        await till.CloseShift(120m);
        await store.DispatchEvents();

        var names = new List<string>();
        await Assert.ThrowsAsync<NothingStays>(() => store.InScope(services =>
        {
            var db = services.GetRequiredService<Db>();
            return db.Transact<int>(async () =>
            {
                await db.Execute(change, new { saleId }, CancellationToken.None);
                foreach (var one in services.GetServices<IInvariant>())
                {
                    if ((await one.Breaks(CancellationToken.None)).Count > 0)
                        names.Add(one.Name);
                }

                throw new NothingStays();
            }, CancellationToken.None);
        }));

        Assert.Contains(names, name => name.Contains(invariant, StringComparison.Ordinal));
    }

    private Task<List<string>> Breaks() => store.InScope(async services =>
    {
        var breaks = new List<string>();
        foreach (var invariant in services.GetServices<IInvariant>())
            breaks.AddRange(await invariant.Breaks(CancellationToken.None));
        return breaks;
    });

    private sealed class NothingStays : Exception;
}
