using Store.Kernel.Http;
using static Store.Tests.Inventory.InventoryGivens;

namespace Store.Tests.Inventory;

public sealed class MoveStockTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Goods_leave_at_moving_average_and_the_last_ones_take_the_whole_value()
    {
        var storeId = await store.GivenStore();

        var values = await store.MoveStock(storeId, [Received(1, 2, 1.00m), Received(1, 1, 1.00m), Sold(1, 1), Sold(1, 1), Sold(1, 1)]);

        Assert.Equal([1.00m, 1.00m, -0.67m, -0.67m, -0.66m], values.Select(value => value.ToDecimal()));
        Assert.Equal((0m, 0m), await store.StockOf(storeId, 1));
    }

    [Fact]
    public async Task Of_twenty_tills_that_sell_the_last_piece_one_succeeds()
    {
        var storeId = await store.GivenStore(allowNegativeStock: false);
        await store.MoveStock(storeId, [Received(1, 1, 5.00m)]);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Record.ExceptionAsync(() => store.MoveStock(storeId, [Sold(1, 1)])))));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.All(refusals.OfType<Exception>(), refusal => Assert.Equal("stock.insufficient", Assert.IsType<RuleBroken>(refusal).Code));
        Assert.Equal((0m, 0m), await store.StockOf(storeId, 1));
    }

    [Fact]
    public async Task A_purchase_after_goods_were_sold_too_early_puts_their_cost_right()
    {
        var storeId = await store.GivenStore();
        await store.MoveStock(storeId, [Received(1, 1, 2.00m), Sold(1, 4)]);
        Assert.Equal((-3m, -6.00m), await store.StockOf(storeId, 1));

        var values = await store.MoveStock(storeId, [Received(1, 10, 30.00m)]);

        Assert.Equal([30.00m], values.Select(value => value.ToDecimal()));
        Assert.Equal((7m, 21.00m), await store.StockOf(storeId, 1));
        Assert.Equal(-3.00m, (await store.Rows<Money>("SELECT ValueMinor FROM inventory.StockMovements WHERE StoreId = @storeId AND Kind = 'Revalue'", new { storeId })).Single().ToDecimal());
    }
}
