using System.Text.Json;
using Store.Tests.Catalog;
using Store.Tests.Checkout;
using Store.Tests.Members;

namespace Store.Tests.Loyalty;

/// <summary>Money that goes out to members for points and stored value, and what who is forgotten gives up: drawer, ledgers and books agree.</summary>
public sealed class PaidOutTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Points_paid_out_at_a_till_come_out_of_its_drawer()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        (await till.Sell([Till.Line(await till.Product(3000m), 1, 3000m)], [Till.Cash(3000m)], new { memberId })).Ok();
        var root = $"/api/loyalty/stores/{till.StoreId}/members/{memberId}/points/cash-outs";

        var done = (await till.Owner.Post(root, new { points = 2000, reason = "积分提现", registerId = till.RegisterId })).Ok();
        Assert.Equal((20m, 1000L), (done.Amount("amount"), done.GetProperty("balance").GetInt64()));
        (await till.Owner.Post(root, new { points = 500, reason = "转账" })).Ok();
        Assert.Equal("register.not_found", (await till.Owner.Post(root, new { points = 100, reason = "x", registerId = 12345 })).Code);

        Assert.Equal(3080m, (await till.Shift()).Amount("expectedCash"));
        Assert.Equal(("CashOut", -20m, $"points of member {memberId}"), Told((await till.Owner.Get($"{till.Root}/shifts/{till.ShiftId}/cash-movements")).Ok().GetProperty("items")[0]));
        await store.DispatchEvents();
        Assert.Equal((2980_00L, 5_00L), (await till.Books("1001"), await till.Books("1221")));
        (await till.CloseShift(3080m)).Ok();
        Assert.Equal("shift.not_open", (await till.Owner.Post(root, new { points = 100, reason = "x", registerId = till.RegisterId })).Code);
        Assert.Equal(500, await store.Points(memberId));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks(accounts: true));
    }

    [Fact]
    public async Task Principal_is_paid_out_and_the_bonus_that_came_with_it_is_gone()
    {
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var (goods, topUp) = (await till.Product(60m), await till.ValueProduct(200m, "TopUp"));
        await store.GivenTopUpRule(till.StoreId, paidAtLeast: 200m, bonus: 40m, instalments: 2);
        (await till.Sell([Till.Line(topUp, 1, 200m)], [Till.Cash(200m)], new { memberId })).Ok();
        (await till.Sell([Till.Line(goods, 1, 60m)], [Till.Paid("StoredValue", 60m)], new { memberId })).Ok();
        Assert.Equal((140m, 20m), await store.Value(memberId));
        var root = $"/api/loyalty/stores/{till.StoreId}/members/{memberId}/value/pay-outs";

        var differs = await till.Owner.Post(root, new { amount = 150m, reason = "退储值" });
        Assert.Equal((422, "value.differs", 140m), (differs.Status, differs.Code, differs.Json.Amount("amount")));
        var paid = (await till.Owner.Post(root, new { amount = 140m, reason = "退储值", registerId = till.RegisterId })).Ok();

        Assert.Equal((140m, 20m), (paid.Amount("amount"), paid.Amount("bonus")));
        Assert.Equal((0m, 0m), await store.Value(memberId));
        Assert.Equal(0m, (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/value")).Ok().Amount("bonusToCome"));
        Assert.Equal(160m, (await till.Shift()).Amount("expectedCash"));
        Assert.Equal("value.differs", (await till.Owner.Post(root, new { amount = 140m, reason = "再退一次" })).Code);
        await store.DispatchEvents();
        Assert.Equal((60_00L, 0L, 0L), (await till.Books("1001"), await till.Books("1221"), await till.Books("2204")));
        Assert.Empty(await store.Breaks(accounts: true));
    }

    [Fact]
    public async Task Principal_that_another_store_had_sold_is_owed_to_the_one_that_pays_it_out_and_bonus_is_not()
    {
        var (sold, pays) = (await store.GivenTill(), await store.GivenTill());
        var memberId = await store.GivenMember();
        await store.GivenTopUpRule(sold.StoreId, paidAtLeast: 100m, bonus: 30m);
        (await sold.Sell([Till.Line(await sold.ValueProduct(100m, "TopUp"), 1, 100m)], [Till.Cash(100m)], new { memberId })).Ok();

        (await pays.Owner.Post($"/api/loyalty/stores/{pays.StoreId}/members/{memberId}/value/pay-outs", new { amount = 100m, reason = "退储值", registerId = pays.RegisterId })).Ok();

        var today = DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime);
        var pair = (await store.Owner(pays.StoreId).Get($"/api/loyalty/value-settlement?from={today.AddDays(-2):yyyy-MM-dd}&to={today.AddDays(2):yyyy-MM-dd}")).Ok().GetProperty("items").EnumerateArray().Single();
        Assert.Equal((sold.StoreId, pays.StoreId, 100m, 0m), (pair.GetProperty("issuerStoreId").GetInt64(), pair.GetProperty("storeId").GetInt64(), pair.Amount("due"), pair.Amount("bonus")));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks(accounts: true));
    }

    [Fact]
    public async Task Paying_out_takes_a_right_a_limit_a_pin_and_no_basket_that_holds_the_value()
    {
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        (await till.Sell([Till.Line(await till.ValueProduct(100m, "TopUp"), 1, 100m)], [Till.Cash(100m)], new { memberId })).Ok();
        var root = $"/api/loyalty/stores/{till.StoreId}/members/{memberId}/value/pay-outs";
        var body = new { amount = 100m, reason = "退储值" };

        Assert.Equal(403, (await store.SignedIn(till.StoreId, "loyalty.use-value").Post(root, body)).Status);
        Assert.Equal("approval_required", (await store.Limited(till.StoreId, new Dictionary<string, decimal> { ["checkout.refund-amount"] = 50m }, "loyalty.pay-out-value").Post(root, body)).Code);
        (await till.Owner.Post($"/api/loyalty/stores/{till.StoreId}/value-holds", new { memberId, amount = 10m })).Ok();
        Assert.Equal("value.held", (await till.Owner.Post(root, body)).Code);
        Assert.Equal((100m, 0m), await store.Value(memberId));
    }

    [Fact]
    public async Task Who_is_forgotten_gives_up_what_they_have_only_if_they_know_it_and_the_books_hold()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var (goods, topUp, pass) = (await till.Product(500m), await till.ValueProduct(100m, "TopUp"), await till.ValueProduct(30m, "Pass", uses: 3));
        await store.GivenTopUpRule(till.StoreId, paidAtLeast: 100m, bonus: 10m, instalments: 2);
        var plan = await store.GivenPlan(till, 20m, days: 30);
        (await till.Sell([Till.Line(goods, 1, 500m), Till.Line(topUp, 1, 100m), Till.Line(pass, 1, 30m), Till.Line(plan.Product, 1, 20m)], [Till.Cash(650m)], new { memberId })).Ok();
        var version = (await store.LevelOf(memberId)).Version;
        var root = $"/api/members/members/{memberId}/erase";

        var refused = await store.Owner(0).Post(root, new { version });
        Assert.Equal((422, "member.holds"), (refused.Status, refused.Code));
        Assert.Equal((500L, 100m, 5m, 5m, 3, 20m), (
            refused.Json.GetProperty("points").GetInt64(), refused.Json.Amount("principal"), refused.Json.Amount("bonus"), refused.Json.Amount("bonusToCome"), refused.Json.GetProperty("visits").GetInt32(),
            refused.Json.Amount("onMemberships")));
        Assert.Equal("Active", (await store.Owner(0).Get($"/api/members/members/{memberId}")).Ok().GetProperty("state").GetString());

        (await store.Owner(0).Post(root, new { version, givesUp = true })).Ok();
        Assert.Equal((0L, (0m, 0m)), (await store.Points(memberId), await store.Value(memberId)));
        await store.Later(TimeSpan.FromDays(40));
        await store.Sweep();
        await store.DispatchEvents();
        Assert.Equal((0L, 0L, 0L, 0L), (await till.Books("2204"), await till.Books("2206"), await till.Books("2207"), await till.Books("2208")));
        Assert.Equal((100_00L, 30_00L, 20_00L), (await till.Books("6301"), await till.Books("6012"), await till.Books("6011")));
        Assert.Empty(await store.Breaks(accounts: true));
    }

    [Fact]
    public async Task Verify_sees_balances_that_the_books_do_not_owe()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var card = await till.ValueProduct(50m, "GiftCard");
        (await till.Sell(
            [Till.Line(await till.Product(500m), 1, 500m), Till.Line(await till.ValueProduct(100m, "TopUp"), 1, 100m), new { productId = card.ProductId, quantity = 1, unitPrice = 50m, cardCode = (await store.GivenGiftCards())[0] }],
            [Till.Cash(650m)], new { memberId })).Ok();
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks(accounts: true));

        foreach (var change in new[]
        {
            "UPDATE loyalty.ValueBalances SET PrincipalMinor = PrincipalMinor + 1 WHERE MemberId = @memberId", "UPDATE loyalty.PointsAccounts SET Balance = Balance + 1 WHERE MemberId = @memberId",
            "UPDATE loyalty.GiftCards SET BalanceMinor = BalanceMinor + 1 WHERE IssuerStoreId = @StoreId",
        })
        {
            Assert.Contains("The accounts of stored value, gift cards and points are what is owed for them", await store.BrokenBy(change, new { memberId, till.StoreId }));
        }
    }

    private static (string?, decimal, string?) Told(JsonElement movement) => (movement.GetProperty("kind").GetString(), movement.Amount("amount"), movement.GetProperty("reason").GetString());
}
