using Microsoft.Extensions.DependencyInjection;
using Store.Inventory.Demo;
using Store.Tests.Catalog;
using Store.Tests.Finance;

namespace Store.Tests.Inventory;

/// <summary>The opening stock of the demo chain.</summary>
public sealed class DemoShelvesTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Every_store_opens_with_stock_some_of_it_low_and_some_below_zero()
    {
        var stores = new[] { await store.GivenStore(), await store.GivenStore() };
        for (var i = 0; i < 45; i++)
            await store.GivenProduct(0, price: 10m);

        await store.InScope(async services =>
        {
            await ActivatorUtilities.CreateInstance<FillDemoShelves>(services).Fill(CancellationToken.None);
            return true;
        }, stores);
        await store.Settle();

        foreach (var storeId in stores)
        {
            var quantities = await store.Rows<Quantity>("SELECT QuantityMilli FROM inventory.Stock WHERE StoreId = @storeId", new { storeId });
            Assert.Equal(45, quantities.Count);
            Assert.Single(quantities, quantity => quantity.ToDecimal() == -2);
            Assert.Single(quantities, quantity => quantity.ToDecimal() == 3);
            Assert.Equal([7m], (await store.Rows<long>("""
                SELECT ValueMinor / (QuantityMilli / 1000) FROM inventory.Stock WHERE StoreId = @storeId AND QuantityMilli > 0
                """, new { storeId })).Distinct().Select(minor => minor / 100m));
        }

        Assert.Empty(await store.Breaks("stock"));
    }
}
