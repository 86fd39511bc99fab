using System.Text.Json;

namespace Store.Tests.Checkout;

public sealed class WatchTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_score_is_the_sum_of_what_is_shown()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);
        var first = (await till.Sell(product, 2, 10m, cash: 20m)).Ok().GetProperty("saleId").GetInt64();
        (await till.Return(first, [Till.Back(1, 1)], [Till.Cash(10m)])).Ok();
        (await OpenDrawer(till)).Ok();
        (await OpenDrawer(till)).Ok();

        var score = Assert.Single((await till.Owner.Get($"{till.Root}/watch/scores")).Ok().GetProperty("items").EnumerateArray());

        var sum = score.GetProperty("sum").EnumerateArray().ToDictionary(part => part.GetProperty("kind").GetString()!, part => part.GetProperty("points").GetInt32());
        Assert.Equal([("NoSale", 2), ("OwnRefund", 3), ("RoundCashRefund", 1)], sum.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => (part.Key, part.Value)));
        Assert.Equal((6, false), (score.GetProperty("score").GetInt32(), score.GetProperty("alert").GetBoolean()));
        var facts = (await till.Owner.Get($"{till.Root}/watch/shifts/{till.ShiftId}/cashiers/{score.GetProperty("cashierId").GetInt64()}")).Ok().GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(4, facts.Count);
        Assert.Equal(2, facts.Count(fact => fact.GetProperty("saleId").ValueKind == JsonValueKind.Number));
    }

    [Fact]
    public async Task Whose_shift_stands_out_is_on_the_list_once_until_somebody_else_has_looked_into_it()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        for (var i = 0; i < 10; i++)
            (await OpenDrawer(till)).Ok();
        (await till.CloseShift(100m)).Ok();
        await store.DispatchEvents();
        await store.DispatchEvents();
        var manager = store.SignedIn(till.StoreId, "checkout.view-watch");

        var alert = Assert.Single((await manager.Get($"{till.Root}/watch/alerts")).Ok().GetProperty("items").EnumerateArray());
        var path = $"{till.Root}/watch/alerts/{alert.GetProperty("alertId").GetInt64()}/acknowledge";

        Assert.Equal(10, alert.GetProperty("score").GetInt32());
        Assert.Equal(400, (await manager.Post(path, new { note = "" })).Status);
        Assert.Equal((422, "alert.about_you"), Coded(await till.Owner.Post(path, new { note = "没事" })));
        var replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => manager.Post(path, new { note = "换零钱，已核对录像" })));
        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "alert.acknowledged"), Coded(reply)));
        Assert.Empty((await manager.Get($"{till.Root}/watch/alerts")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal("换零钱，已核对录像", (await manager.Get($"{till.Root}/watch/alerts?state=Acknowledged")).Ok().GetProperty("items")[0].GetProperty("note").GetString());
    }

    [Fact]
    public async Task A_refund_on_somebody_elses_sale_is_no_own_refund()
    {
        var till = await store.GivenTill();
        var cashier = store.SignedIn(till.StoreId, "checkout.sell");
        var product = await till.Product(9.99m);
        var sale = (await till.Sell([Till.Line(product, 1, 9.99m)], [Till.Cash(9.99m)], by: cashier)).Ok().GetProperty("saleId").GetInt64();
        (await till.Return(sale, [Till.Back(1, 1)], [Till.Cash(9.99m)])).Ok();

        Assert.Empty((await till.Owner.Get($"{till.Root}/watch/scores")).Ok().GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_copy_of_a_receipt_and_then_its_cash_refund_weigh_most_and_an_overridden_price_counts()
    {
        var till = await store.GivenTill();
        var product = await till.Product(9.99m);
        var sale = (await till.Sell(product, 1, 9.99m, cash: 9.99m)).Ok().GetProperty("saleId").GetInt64();
        for (var i = 0; i < 2; i++)
            (await till.Owner.Post($"{till.Root}/sales/{sale}/reprints", new { printUuid = Guid.NewGuid(), kind = "Receipt", format = "Text", width = 58, language = "en" })).Ok();
        (await till.Return(sale, [Till.Back(1, 1)], [Till.Cash(9.99m)])).Ok();
        (await till.Sell([new { productId = product.ProductId, quantity = 1, unitPrice = 9m, priceReason = "包装破损" }], [Till.Cash(9m)])).Ok();

        var score = Assert.Single((await till.Owner.Get($"{till.Root}/watch/scores")).Ok().GetProperty("items").EnumerateArray());

        var sum = score.GetProperty("sum").EnumerateArray().ToDictionary(part => part.GetProperty("kind").GetString()!, part => part.GetProperty("points").GetInt32());
        Assert.Equal([("CopyThenCashRefund", 5), ("OwnRefund", 3), ("PriceOverride", 1)], sum.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => (part.Key, part.Value)));
    }

    [Fact]
    public async Task Cashiers_do_not_see_it()
    {
        var till = await store.GivenTill();
        var cashier = store.SignedIn(till.StoreId, "checkout.sell", "checkout.view-sales", "checkout.manage-shifts");

        foreach (var path in new[] { "scores", "alerts", $"shifts/{till.ShiftId}/cashiers/1" })
            Assert.Equal(403, (await cashier.Get($"{till.Root}/watch/{path}")).Status);
    }

    private static Task<StoreApp.Reply> OpenDrawer(Till till) =>
        till.Owner.Post($"{till.Root}/registers/{till.RegisterId}/drawer-openings", new { openingUuid = Guid.NewGuid(), reasonCode = "change", note = (string?)null });

    private static (int, string?) Coded(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
