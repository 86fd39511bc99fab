using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Database;
using Store.Kernel.Verification;

namespace Store.Tests.Checkout;

public sealed class ChainTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Theory]
    [InlineData("UPDATE checkout.SaleLines SET UnitPriceMinor = UnitPriceMinor + 1 WHERE SaleId = @second", 2, "not what was recorded")]
    [InlineData("UPDATE checkout.Sales SET CashierId = CashierId + 1 WHERE SaleId = @second", 2, "not what was recorded")]
    [InlineData("UPDATE checkout.Payments SET Tender = CASE WHEN PaymentNumber = 1 THEN 'Cash' ELSE 'Wallet' END WHERE SaleId = @second", 2, "not what was recorded")]
    [InlineData("DELETE FROM checkout.Payments WHERE SaleId = @second AND PaymentNumber = 2", 2, "not what was recorded")]
    [InlineData("DELETE FROM checkout.Sales WHERE SaleId = @second", 3, "does not follow")]
    [InlineData("DELETE FROM checkout.Sales WHERE SaleId = @third", 3, "is not there")]
    [InlineData("UPDATE checkout.Sales SET Hash = NULL, PreviousHash = NULL WHERE SaleId = @second", 2, "has no hash")]
    [InlineData("UPDATE checkout.Sales SET Hash = NULL, PreviousHash = NULL WHERE SaleId <= @second", 3, "does not follow")]
    public async Task Verify_names_the_first_sale_that_is_not_what_was_recorded(string change, int receipt, string why)
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);
        var sales = new List<long>();
        for (var i = 0; i < 3; i++)
            sales.Add((await till.Sell([Till.Line(product, 2, 10m), Till.Line(product, 1, 10m)], [Till.Paid("Wallet", 12m, "W1"), Till.Cash(18m)])).Ok().GetProperty("saleId").GetInt64());
        Assert.Empty(await Breaks(till));

        var broken = await Breaks(till, change, new { second = sales[1], third = sales[2] });

        var named = Assert.Single(broken);
        Assert.Contains($"receipt {receipt}", named, StringComparison.Ordinal);
        Assert.Contains(why, named, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chain_holds_over_parallel_sales_returns_and_sales_from_before_it()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);
        var first = (await till.Sell(product, 2, 10m, cash: 20m)).Ok().GetProperty("saleId").GetInt64();
        await Change("UPDATE checkout.Sales SET Hash = NULL, PreviousHash = NULL WHERE SaleId = @first", new { first });
        await Change("UPDATE checkout.Registers SET LastHash = NULL WHERE RegisterId = @RegisterId", new { till.RegisterId });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => till.Sell(product, 1, 10m, cash: 10m)));
        (await till.Return(first, [Till.Back(1, 1)], [Till.Cash(10m)])).Ok();

        Assert.Empty(await Breaks(till));
        Assert.Equal(9, Assert.Single(await store.Rows<long>("SELECT COUNT(*) FROM checkout.Sales WHERE RegisterId = @RegisterId AND Hash IS NOT NULL", till)));
    }

    private Task<int> Change(string change, object parameters) => store.InScope(services =>
    {
        var db = services.GetRequiredService<Db>();
        return db.Transact(() => db.Execute(change, parameters, CancellationToken.None), CancellationToken.None);
    });

    /// <summary>What verify says of the register, after a change that does not stay.</summary>
    private async Task<List<string>> Breaks(Till till, string? change = null, object? parameters = null)
    {
        var broken = new List<string>();
        await Assert.ThrowsAsync<NothingStays>(() => store.InScope(services =>
        {
            var db = services.GetRequiredService<Db>();
            return db.Transact<int>(async () =>
            {
                if (change is not null)
                    await db.Execute(change, parameters, CancellationToken.None);
                var chain = services.GetServices<IInvariant>().Single(one => one.Name.Contains("register's sales is unbroken", StringComparison.Ordinal));
                broken.AddRange((await chain.Breaks(CancellationToken.None)).Where(row => row.Contains($"({till.RegisterId})", StringComparison.Ordinal)));
                throw new NothingStays();
            }, CancellationToken.None);
        }));
        return broken;
    }

    private sealed class NothingStays : Exception;
}
