using System.Text.Json;
using Store.Tests.Access;

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

    [Theory]
    [InlineData(9.5, 0, true)]
    [InlineData(0, 9, true)]
    [InlineData(6, 4, true)]
    [InlineData(5, 3, false)]
    public async Task A_discount_just_under_the_limit_counts_wherever_it_was_taken_off(decimal offTheLine, decimal offTheTicket, bool counts)
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var person = await store.GivenPerson("cashier", till.StoreId);
        var cashier = await store.WithSession(person);
        object? Off(decimal percent) => percent == 0 ? null : new { percent, amount = (decimal?)null, reason = "老顾客" };

        var total = 100m * (100 - offTheLine) / 100 * (100 - offTheTicket) / 100;
        (await till.Sell(
            [new { productId = product.ProductId, quantity = 1, unitPrice = 100m, discount = Off(offTheLine) }], [Till.Cash(total)], new { discount = Off(offTheTicket) }, by: cashier)).Ok();

        var scores = (await till.Owner.Get($"{till.Root}/watch/scores")).Ok().GetProperty("items").EnumerateArray().Select(score => (score.GetProperty("cashierId").GetInt64(), score.GetProperty("score").GetInt32()));
        Assert.Equal(counts ? [(person.UserId, 2)] : [], scores);
        var facts = (await till.Owner.Get($"{till.Root}/watch/shifts/{till.ShiftId}/cashiers/{person.UserId}")).Ok().GetProperty("items").EnumerateArray().Select(fact => (fact.GetProperty("kind").GetString(), fact.Amount("amount")));
        Assert.Equal(counts ? [("DiscountNearLimit", 100m - total)] : [], facts);
    }

    [Fact]
    public async Task A_discount_that_somebody_has_approved_is_not_just_under_the_limit()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var cashier = await store.WithSession(await store.GivenPerson("cashier", till.StoreId));
        var manager = await store.GivenPerson("manager", till.StoreId);
        await store.GivenPin(manager, "4711");
        var saleUuid = Guid.NewGuid();
        var body = new
        {
            saleUuid, registerId = till.RegisterId, payments = new[] { Till.Cash(80m) },
            lines = new[] { new { productId = product.ProductId, quantity = 1, unitPrice = 100m, discount = new { percent = 20m, amount = (decimal?)null, reason = "顾客投诉" } } },
        };

        var refused = await cashier.Post($"{till.Root}/sales", body);
        var approval = (await cashier.ApproveHere(
            till.StoreId, refused.Json.Amount("wanted"), new { userName = manager.UserName, pin = "4711" }, refused.Json.GetProperty("subject").GetString()!)).Ok();
        cashier.Http.DefaultRequestHeaders.Add("Approval", approval.GetProperty("approvalId").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture));
        (await cashier.Post($"{till.Root}/sales", body)).Ok();

        Assert.Empty((await till.Owner.Get($"{till.Root}/watch/scores")).Ok().GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_an_order_agreed_is_not_held_against_who_hands_the_goods_over()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var cashier = await store.WithSession(await store.GivenPerson("cashier", till.StoreId));
        var orderId = (await till.Owner.Post($"{till.Root}/orders", new
        {
            orderUuid = Guid.NewGuid(), kind = "Special", customerName = "王先生", discount = new { percent = 10m, amount = (decimal?)null, reason = "大宗" }, lines = new[] { Till.Line(product, 1, 100m) },
        })).Ok().GetProperty("orderId").GetInt64();
        (await till.Owner.Post($"{till.Root}/orders/{orderId}/payments", new { paymentUuid = Guid.NewGuid(), registerId = till.RegisterId, amount = 90m, payments = new[] { Till.Cash(90m) } })).Ok();
        (await cashier.Post($"{till.Root}/orders/{orderId}/pick-up", new { saleUuid = Guid.NewGuid(), registerId = till.RegisterId, payments = Array.Empty<object>() })).Ok();

        Assert.Empty((await till.Owner.Get($"{till.Root}/watch/scores")).Ok().GetProperty("items").EnumerateArray());
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
