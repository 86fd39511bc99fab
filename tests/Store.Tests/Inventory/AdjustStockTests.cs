using Store.Contracts.Inventory;
using Store.Tests.Catalog;

namespace Store.Tests.Inventory;

public sealed class AdjustStockTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_loss_goes_out_at_moving_average_and_keeps_its_reason()
    {
        var storeId = await store.GivenStore();
        var product = (await store.GivenProduct(storeId)).ProductId;
        (await store.Owner(storeId).Receive(storeId, Guid.NewGuid(), (product, 10, 25m))).Ok();

        var reply = await store.SignedIn(storeId, "inventory.adjust").Adjust(storeId, Guid.NewGuid(), (product, -2));

        Assert.Equal(-5m, reply.Ok().GetProperty("value").GetDecimal());
        Assert.Equal((8m, 20m), await store.StockOf(storeId, product));
        Assert.Equal(["破损"], await store.Rows<string>("SELECT Reason FROM inventory.StockMovements WHERE StoreId = @storeId AND Kind = 'Adjust'", new { storeId }));
        Assert.Single(await store.Rows<string>(
            "SELECT Payload FROM kernel.OutboxMessages WHERE Kind = 'Inventory.StockAdjusted' AND Payload LIKE @Pattern", new { Pattern = $"%\"storeId\":{storeId},%\"value\":-5%" }));
    }

    [Fact]
    public async Task The_same_document_again_is_answered_as_the_first_time_and_moves_nothing()
    {
        var storeId = await store.GivenStore();
        var product = (await store.GivenProduct(storeId)).ProductId;
        var documentUuid = Guid.NewGuid();

        var first = await store.Owner(storeId).Adjust(storeId, documentUuid, (product, 4));
        var again = await store.Owner(storeId).Adjust(storeId, documentUuid, (product, 4));

        Assert.Equal(first.Ok().GetRawText(), again.Ok().GetRawText());
        Assert.Equal((4m, 0m), await store.StockOf(storeId, product));
    }

    [Fact]
    public async Task More_than_is_there_is_refused_where_stock_may_not_go_below_zero()
    {
        var storeId = await store.GivenStore(allowNegativeStock: false);
        var product = (await store.GivenProduct(storeId)).ProductId;
        (await store.Owner(storeId).Receive(storeId, Guid.NewGuid(), (product, 1.5m, 3m))).Ok();

        var refused = await store.Owner(storeId).Adjust(storeId, Guid.NewGuid(), (product, -2));

        Assert.Equal((422, "stock.insufficient"), (refused.Status, refused.Code));
        Assert.Equal((product, 1.5m, 2m), (refused.Json.GetProperty("productId").GetInt64(), refused.Json.GetProperty("onHand").GetDecimal(), refused.Json.GetProperty("wanted").GetDecimal()));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("破损", 0)]
    [InlineData("破损", 1_000_001)]
    [InlineData("破损", -1_000_001)]
    public async Task Bad_input_is_refused(string reason, int quantity)
    {
        var storeId = await store.GivenStore();

        var reply = await store.Owner(storeId).Post($"/api/inventory/stores/{storeId}/adjustments", new { documentUuid = Guid.NewGuid(), reason, lines = new[] { new { productId = 1, quantity } } });

        Assert.Equal(400, reply.Status);
    }

    [Fact]
    public async Task Nobody_adjusts_without_the_permission_there()
    {
        var storeId = await store.GivenStore();

        Assert.Equal(401, (await store.Anonymous().Adjust(storeId, Guid.NewGuid(), (1, 1))).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "inventory.receive").Adjust(storeId, Guid.NewGuid(), (1, 1))).Status);
        Assert.Equal(403, (await store.SignedIn(await store.GivenStore(), "inventory.adjust").Adjust(storeId, Guid.NewGuid(), (1, 1))).Status);
    }

    [Fact]
    public async Task Adjustments_of_another_system_are_taken_over_once_each_on_its_own_day()
    {
        var storeId = await store.GivenStore(allowNegativeStock: false);
        var day = new DateOnly(2026, 3, 1);
        var adjustments = Enumerable.Range(0, 300).Select(i => new AdjustmentToRecord(
            Guid.NewGuid(), day.AddDays(i % 30), day.AddDays(i % 30).ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc), new string('长', 250),
            [new AdjustmentLine(1 + (i % 40), Quantity.FromDecimal(-1)), new AdjustmentLine(1 + (i % 7), Quantity.FromDecimal(2))])).ToList();

        var first = await store.Ask(new RecordAdjustments(storeId, [.. adjustments.Take(200), adjustments[0]]));
        var second = await store.Ask(new RecordAdjustments(storeId, adjustments));
        var third = await store.Ask(new RecordAdjustments(storeId, adjustments));

        Assert.Equal((400, 200, 0), (first, second, third));
        Assert.Empty(await store.Broken("movements", storeId));
        Assert.Equal(30, (await store.Rows<DateOnly>("SELECT DISTINCT BusinessDate FROM inventory.StockMovements WHERE StoreId = @storeId", new { storeId })).Count);
        Assert.Equal(300, (await store.Rows<long>(
            "SELECT EventId FROM kernel.OutboxMessages WHERE Kind = 'Inventory.StockAdjusted' AND Payload LIKE @Pattern", new { Pattern = $"%\"storeId\":{storeId},%" })).Count);
    }
}
