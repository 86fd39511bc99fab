using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Inventory;
using Store.Inventory.Stock;
using Store.Kernel.Access;
using Store.Kernel.Database;
using Store.Kernel.Http;
using Store.Tests.Catalog;
using static Store.Tests.Inventory.InventoryGivens;

namespace Store.Tests.Inventory;

/// <summary>What the till asks of the stock with every sale.</summary>
public sealed class MoveStockTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Goods_leave_at_moving_average_and_the_last_ones_take_the_whole_value()
    {
        var storeId = await store.GivenStore();

        var values = await store.MoveStock(storeId, [Received(1, 1, 1.20m), Received(1, 2, 0.80m), Sold(1, 1), Sold(1, 1), Sold(1, 1)]);

        Assert.Equal([1.20m, 0.80m, -0.67m, -0.67m, -0.66m], values.Select(value => value.ToDecimal()));
        Assert.Equal((0m, 0m), await store.StockOf(storeId, 1));
    }

    [Fact]
    public async Task Returns_come_in_at_the_value_the_sale_took_out()
    {
        var storeId = await store.GivenStore();

        await store.MoveStock(storeId, [Received(1, 10, 10m), Sold(1, 2), Received(1, 10, 30m), Returned(1, 2, 2m)]);

        Assert.Equal((20m, 40m), await store.StockOf(storeId, 1));
    }

    [Fact]
    public async Task Returns_of_unknown_value_come_in_at_moving_average()
    {
        var storeId = await store.GivenStore();

        var values = await store.MoveStock(storeId, [Received(1, 4, 10m), Returned(1, 2, null)]);

        Assert.Equal(5m, values[1].ToDecimal());
        Assert.Equal((6m, 15m), await store.StockOf(storeId, 1));
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
        Assert.Equal(-3.00m, Assert.Single(await Revaluations(storeId)).ToDecimal());
        Assert.Contains(await store.Rows<string>("SELECT Payload FROM kernel.OutboxMessages WHERE Kind = 'Inventory.StockRevalued'"),
            payload => payload.Contains($"\"storeId\":{storeId},", StringComparison.Ordinal) && payload.Contains("\"value\":-3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_purchase_that_does_not_fill_the_gap_revalues_what_is_still_missing()
    {
        var storeId = await store.GivenStore();

        await store.MoveStock(storeId, [Sold(1, 5), Received(1, 2, 6.00m)]);

        Assert.Equal((-3m, -9.00m), await store.StockOf(storeId, 1));
        Assert.Equal(-15.00m, Assert.Single(await Revaluations(storeId)).ToDecimal());
    }

    [Fact]
    public async Task Small_unit_costs_are_kept()
    {
        var storeId = await store.GivenStore();

        var values = await store.MoveStock(storeId, [Received(1, 3000, 1.00m), Sold(1, 3000), Sold(1, 3000)]);

        Assert.Equal([1.00m, -1.00m, -1.00m], values.Select(value => value.ToDecimal()));
    }

    [Fact]
    public async Task Of_twenty_tills_that_sell_the_last_piece_one_succeeds()
    {
        var storeId = await store.GivenStore(allowNegativeStock: false);
        await store.MoveStock(storeId, [Received(1, 1, 5.00m)]);

        var refusals = await Parallel(20, () => store.MoveStock(storeId, [Sold(1, 1)]));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.All(refusals.OfType<Exception>(), refusal => Assert.Equal("stock.insufficient", Assert.IsType<RuleBroken>(refusal).Code));
        Assert.Equal((0m, 0m), await store.StockOf(storeId, 1));
    }

    [Fact]
    public async Task Tills_that_sell_a_new_product_at_once_all_succeed_where_stock_may_go_below_zero()
    {
        var storeId = await store.GivenStore(allowNegativeStock: true);

        var refusals = await Parallel(20, () => store.MoveStock(storeId, [Sold(2, 1), Sold(1, 1), Sold(2, 1)]));

        Assert.All(refusals, Assert.Null);
        Assert.Equal((-20m, 0m), await store.StockOf(storeId, 1));
        Assert.Equal((-40m, 0m), await store.StockOf(storeId, 2));
    }

    [Fact]
    public async Task A_refusal_says_what_is_there_and_what_is_wanted_and_moves_nothing()
    {
        var storeId = await store.GivenStore(allowNegativeStock: false);
        await store.MoveStock(storeId, [Received(1, 5, 5m), Received(2, 5, 5m)]);

        var refusal = await Assert.ThrowsAsync<RuleBroken>(() => store.MoveStock(storeId, [Sold(1, 1), Sold(2, 3), Sold(2, 3)]));

        Assert.Equal("stock.insufficient", refusal.Code);
        Assert.Equal((2L, 5m, 6m), (refusal.Facts["productId"], refusal.Facts["onHand"], refusal.Facts["wanted"]));
        Assert.Equal((5m, 5m), await store.StockOf(storeId, 1));
        Assert.Equal(2, (await store.Rows<long>("SELECT MovementId FROM inventory.StockMovements WHERE StoreId = @storeId", new { storeId })).Count);
    }

    [Theory]
    [InlineData(false, null, false, false)]
    [InlineData(false, true, false, true)]
    [InlineData(true, null, false, true)]
    [InlineData(true, false, false, false)]
    [InlineData(true, false, true, true)]
    public async Task The_products_own_policy_goes_before_the_stores_and_history_before_both(bool storeAllows, bool? productAllows, bool history, bool sold)
    {
        var storeId = await store.GivenStore(allowNegativeStock: storeAllows);
        var product = await store.GivenProduct(storeId);
        (await store.LetGoNegative(storeId, product.ProductId, productAllows)).Ok();

        var refusal = await Record.ExceptionAsync(() => store.MoveStock(storeId, [Sold(product.ProductId, 1)], history));

        Assert.Equal(sold, refusal is null);
    }

    [Fact]
    public async Task Goods_that_come_in_may_leave_stock_below_zero_whatever_the_policy()
    {
        var storeId = await store.GivenStore(allowNegativeStock: false);
        await store.MoveStock(storeId, [Sold(1, 5)], mayGoNegative: true);

        await store.MoveStock(storeId, [Returned(1, 1, 0m)]);

        Assert.Equal((-4m, 0m), await store.StockOf(storeId, 1));
    }

    [Fact]
    public async Task Thousands_of_moves_of_dozens_of_documents_land_as_sums()
    {
        var storeId = await store.GivenStore();
        var moves = Enumerable.Range(0, 6000).Select(i => i % 3 == 0 ? Received(1 + (i % 2500), 3, 3.30m) : Sold(1 + (i % 2500), 1)).ToList();

        var values = await store.MoveStock(storeId, moves);

        Assert.Equal(moves.Count, values.Count);
        Assert.Empty(await store.Broken("movements", storeId));
        Assert.Equal(2500, (await store.Rows<long>("SELECT ProductId FROM inventory.Stock WHERE StoreId = @storeId", new { storeId })).Count);
    }

    [Fact]
    public async Task A_sale_of_ten_lines_costs_three_statements()
    {
        var storeId = await store.GivenStore();
        await store.MoveStock(storeId, [.. Enumerable.Range(1, 10).Select(productId => Received(productId, 10, 10m))]);
        var counter = new StatementCounter();

        await store.InScope(async services =>
        {
            await using var db = new Db(services.GetRequiredService<DatabaseEngine>(), services.GetRequiredService<Caller>(), [counter]);
            var ledger = ActivatorUtilities.CreateInstance<StockLedger>(services, db);
            return await db.Transact(() => ledger.Book(storeId, [.. Enumerable.Range(1, 10).Select(productId => new LedgerMove(
                StockMoveKind.Sale, productId, -Quantity.One, NewDocument(), new DateOnly(2026, 11, 21), store.Clock.GetUtcNow().UtcDateTime))], false, CancellationToken.None), CancellationToken.None);
        });

        Assert.Equal(3, counter.Statements.Count);
    }

    [Fact]
    public async Task Figures_beyond_what_can_be_kept_are_refused()
    {
        var storeId = await store.GivenStore();
        await store.MoveStock(storeId, [Received(1, 0.001m, 1_000_000_000m)]);

        var refusal = await Assert.ThrowsAsync<RuleBroken>(() => store.MoveStock(storeId, [Sold(1, 1_000_000m)]));

        Assert.Equal("stock.too_large", refusal.Code);
    }

    private Task<IReadOnlyList<Money>> Revaluations(long storeId) =>
        store.Rows<Money>("SELECT ValueMinor FROM inventory.StockMovements WHERE StoreId = @storeId AND Kind = 'Revalue' AND QuantityMilli = 0", new { storeId });

    private static Task<Exception?[]> Parallel(int times, Func<Task> work) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(_ => Task.Run(() => Record.ExceptionAsync(work))));

    private sealed class StatementCounter : IStatementObserver
    {
        public List<string> Statements { get; } = [];

        public void Executing(string statement) => Statements.Add(statement);
    }
}
