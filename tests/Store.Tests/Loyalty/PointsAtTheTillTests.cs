using System.Text.Json;
using Store.Tests.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Loyalty;

/// <summary>Points of real sales, from the till to the receipt and the books.</summary>
public sealed class PointsAtTheTillTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Points_are_earned_pay_and_go_back_and_the_receipt_says_so()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var goods = await till.Product(100m);

        var first = (await till.Sell([Till.Line(goods, 2, 100m)], [Till.Cash(200m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal((0, 200, 0, 200), await Points(till, first));

        var second = (await till.Sell([Till.Line(goods, 1, 100m)], [Till.Paid("Points", 1m), Till.Cash(99m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal((200, 99, 100, 199), await Points(till, second));
        Assert.Contains("积分余额", (await till.Owner.Get($"{till.Root}/sales/{second}/receipt.html?language=zh-Hans")).Text, StringComparison.Ordinal);

        (await till.Return(second, [new { lineNumber = 1, quantity = 1 }], [Till.Paid("Points", 1m), Till.Cash(99m)])).Ok();
        Assert.Equal(200, await Balance(memberId));
        (await till.Return(first, [new { lineNumber = 1, quantity = 2 }], [Till.Cash(200m)])).Ok();
        Assert.Equal(0, await Balance(memberId));

        Assert.Equal((422, "points.short"), Told(await till.Sell([Till.Line(goods, 1, 100m)], [Till.Paid("Points", 100m)], new { memberId })));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Nothing_is_earned_on_value_that_is_sold_on_what_points_pay_and_by_excluded_groups()
    {
        var group = (await store.Owner(0).Post("/api/members/groups", new { name = StoreApp.NewCode("群"), hiddenFromCashiers = false })).Ok().GetProperty("groupId").GetInt64();
        await store.GivenProgram(excludedGroupIds: [group]);
        var till = await store.GivenTill();
        var (goods, topUp, card, pass) = (await till.Product(100m), await till.ValueProduct(100m, "TopUp"), await till.ValueProduct(50m, "GiftCard"), await till.ValueProduct(30m, "Pass", uses: 3));
        var plan = await store.GivenPlan(till, 20m, days: 30);
        var (memberId, staff) = (await store.GivenMember(), await store.GivenMember());
        (await store.Owner(0).Put($"/api/members/members/{staff}/groups", new { groupIds = new[] { group }, version = 1 })).Ok();
        (await till.Sell([Till.Line(goods, 20, 100m)], [Till.Cash(2000m)], new { memberId })).Ok();

        var sale = (await till.Sell(
            [
                Till.Line(goods, 1, 100m), Till.Line(topUp, 1, 100m), new { productId = card.ProductId, quantity = 1, unitPrice = 50m, cardCode = (await store.GivenGiftCards())[0] },
                Till.Line(pass, 1, 30m), Till.Line(plan.Product, 1, 20m),
            ],
            [Till.Paid("Points", 20m), Till.Cash(280m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal((2000, 80, 2000, 80), await Points(till, sale));

        // What was topped up is money: what it pays for earns as any other does.
        (await till.Sell([Till.Line(goods, 1, 100m)], [Till.Paid("StoredValue", 100m)], new { memberId })).Ok();
        Assert.Equal(180, await Balance(memberId));
        (await till.Sell([Till.Line(goods, 1, 100m)], [Till.Cash(100m)], new { memberId, groupIds = new[] { group } })).Ok();
        (await till.Sell([Till.Line(goods, 1, 100m)], [Till.Cash(100m)], new { memberId = staff })).Ok();
        Assert.Equal((180, 0), (await Balance(memberId), await Balance(staff)));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 100)]
    public async Task What_bonus_pays_earns_as_the_program_says_in_an_exchange_too(bool earnsOnBonus, long earned)
    {
        await store.GivenProgram(earnsOnBonus: earnsOnBonus);
        var till = await store.GivenTill();
        await store.GivenTopUpRule(till.StoreId, paidAtLeast: 100m, bonus: 100m);
        var (goods, other, topUp, memberId) = (await till.Product(200m), await till.Product(200m), await till.ValueProduct(100m, "TopUp"), await store.GivenMember());
        (await till.Sell([Till.Line(topUp, 1, 100m)], [Till.Cash(100m)], new { memberId })).Ok();

        var sale = (await till.Sell([Till.Line(goods, 1, 200m)], [Till.Paid("StoredValue", 200m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal(earned, await Balance(memberId));

        var next = (await till.Sell([Till.Line(other, 1, 200m)], [], new
        {
            memberId, returns = new[] { new { originalSaleId = sale, lineNumber = 1, quantity = 1 } }, returnReason = "不合适",
        })).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal(earned, await Balance(memberId));

        (await till.Return(next, [Till.Back(1, 1)], [Till.Paid("StoredValue", 200m)])).Ok();
        Assert.Equal(0, await Balance(memberId));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_rule_for_a_tender_gives_nothing_on_the_bonus_that_earns_nothing()
    {
        await store.GivenProgram(earnsOnBonus: false);
        var till = await store.GivenTill();
        await store.GivenTopUpRule(till.StoreId, paidAtLeast: 100m, bonus: 100m);
        (await store.Owner(0).Post("/api/loyalty/points/rules", new { name = "储值双倍", factor = 2, tender = "StoredValue", storeIds = new[] { till.StoreId }, addsUp = true, active = true })).Ok();
        var (goods, topUp, memberId) = (await till.Product(300m), await till.ValueProduct(100m, "TopUp"), await store.GivenMember());
        (await till.Sell([Till.Line(topUp, 1, 100m)], [Till.Cash(100m)], new { memberId })).Ok();

        // 100 in cash earn once, 100 of principal twice, 100 of bonus not at all.
        (await till.Sell([Till.Line(goods, 1, 300m)], [Till.Paid("StoredValue", 200m), Till.Cash(100m)], new { memberId })).Ok();

        Assert.Equal(300, await Balance(memberId));
    }

    [Fact]
    public async Task On_one_day_no_more_points_pay_for_a_member_than_the_program_allows_and_what_came_back_that_day_pays_again()
    {
        await store.GivenProgram(maxPointsPerDay: 3000);
        var till = await store.GivenTill();
        var (goods, memberId) = (await till.Product(20m), await store.GivenMember());
        (await till.Sell([Till.Line(goods, 500, 20m)], [Till.Cash(10_000m)], new { memberId })).Ok();
        Assert.Equal((10_000, 3000), await Left());

        var sale = (await Pay(20m)).Ok().GetProperty("saleId").GetInt64();
        var refused = await Pay(10.01m);
        Assert.Equal((422, "points.too_many_today"), Told(refused));
        Assert.Equal(1000, refused.Json.GetProperty("maximum").GetInt64());
        Assert.Equal((8000, 1000), await Left());
        (await till.Return(sale, [Till.Back(1, 1)], [Till.Paid("Points", 20m)])).Ok();
        sale = (await Pay(20m)).Ok().GetProperty("saleId").GetInt64();
        (await Pay(10m)).Ok();
        Assert.Equal((422, "points.too_many_today"), Told(await Pay(0.01m)));
        Assert.Equal((7010, 0), await Left());
        var nowhere = (await till.Owner.Get($"/api/loyalty/members/{memberId}/points")).Ok();
        Assert.Equal(JsonValueKind.Null, nowhere.GetProperty("leftToday").ValueKind);

        await store.Later(TimeSpan.FromDays(1));
        Assert.Equal((7010, 3000), await Left());
        (await till.Return(sale, [Till.Back(1, 1)], [Till.Paid("Points", 20m)])).Ok();
        Assert.Equal((422, "points.too_many_today"), Told(await Pay(20m, twice: true)));
        (await Pay(20m)).Ok();

        async Task<(long, long)> Left()
        {
            var points = (await till.Owner.Get($"/api/loyalty/members/{memberId}/points?storeId={till.StoreId}")).Ok();
            return (points.GetProperty("available").GetInt64(), points.GetProperty("leftToday").GetInt64());
        }

        Task<StoreApp.Reply> Pay(decimal points, bool twice = false) => till.Sell(
            [Till.Line(goods, twice ? 2 : 1, 20m)], [Till.Paid("Points", twice ? 2 * points : points), .. points < 20m ? [Till.Cash(20m - points)] : Array.Empty<object>()], new { memberId });
    }

    [Fact]
    public async Task Points_that_are_spent_when_their_goods_come_back_are_owed_and_won_back_by_the_next_sales()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var goods = await till.Product(100m);
        async Task<long> Buy(int pieces, params object[] payments) => (await till.Sell([Till.Line(goods, pieces, 100m)], payments, new { memberId })).Ok().GetProperty("saleId").GetInt64();
        var first = await Buy(5, Till.Cash(500m));
        await Buy(1, Till.Paid("Points", 5m), Till.Cash(95m));

        var back = (await till.Return(first, [Till.Back(1, 5)], [Till.Cash(500m)])).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal((95, -500, 0, -405), await Points(till, back));
        Assert.Equal((422, "points.short"), Told(await till.Sell([Till.Line(goods, 1, 100m)], [Till.Paid("Points", 0.01m), Till.Cash(99.99m)], new { memberId })));
        Assert.Equal((-405, 300, 0, -105), await Points(till, await Buy(3, Till.Cash(300m))));
        Assert.Equal((-105, 200, 0, 95), await Points(till, await Buy(2, Till.Cash(200m))));
        await Buy(1, Till.Paid("Points", 0.95m), Till.Cash(99.05m));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    /// <summary>Whatever was bought, paid by three tenders, and in however many parts and by whichever tenders it comes back: points and stored value are in the end what they were before.</summary>
    [Fact]
    public async Task Any_order_of_partial_returns_by_mixed_tenders_ends_where_it_began()
    {
        await store.GivenProgram(pointsPerUnit: 0.7m, payRate: 30);
        var till = await store.GivenTill();
        var random = new Random(20261130);
        var goods = new List<GivenProduct>();
        foreach (var price in new[] { 3.33m, 19.99m, 107.01m })
            goods.Add(await till.Product(price));
        decimal[] prices = [3.33m, 19.99m, 107.01m];
        for (var round = 0; round < 8; round++)
        {
            var memberId = await store.GivenMember();
            await store.TopUp(till.StoreId, memberId, 500m);
            (await till.Sell([Till.Line(goods[2], 100, 107.01m)], [Till.Cash(10_701m)], new { memberId })).Ok();
            var before = await Balance(memberId);
            var quantities = Enumerable.Range(0, 3).Select(_ => random.Next(1, 5)).ToArray();
            var total = quantities.Select((quantity, index) => quantity * prices[index]).Sum();
            var (points, stored) = (decimal.Round(total * random.Next(1, 40) / 100, 2), decimal.Round(total * random.Next(1, 40) / 100, 2));
            var sale = (await till.Sell(
                [.. quantities.Select((quantity, index) => Till.Line(goods[index], quantity, prices[index]))],
                [Till.Paid("Points", points), Till.Paid("StoredValue", stored), Till.Cash(total - points - stored)], new { memberId })).Ok().GetProperty("saleId").GetInt64();

            var pieces = quantities.SelectMany((quantity, index) => Enumerable.Repeat(index + 1, quantity)).ToArray();
            random.Shuffle(pieces);
            for (var at = 0; at < pieces.Length;)
            {
                var some = pieces.Skip(at).Take(random.Next(1, 4)).GroupBy(line => line).Select(line => Till.Back(line.Key, line.Count())).ToArray();
                at += some.Sum(line => (int)(decimal)line.GetType().GetProperty("quantity")!.GetValue(line)!);
                var quote = (await till.Owner.Post($"{till.Root}/returns/quote", new { originalSaleId = sale, lines = some })).Ok();
                var (left, refunds) = (quote.Amount("total"), new List<object>());
                foreach (var tender in quote.GetProperty("byTender").EnumerateArray().OrderBy(_ => random.Next()).ToList())
                {
                    var part = Math.Min(left, tender.Amount("refundable"));
                    left -= part;
                    if (part > 0)
                        refunds.Add(Till.Paid(tender.GetProperty("name").GetString()!, part));
                }

                var asPoints = refunds.Select(refund => JsonSerializer.SerializeToElement(refund)).Where(refund => refund.GetProperty("tender").GetString() == "Points").Sum(refund => refund.GetProperty("amount").GetDecimal());
                var told = (await till.Owner.Post($"{till.Root}/returns/quote", new { originalSaleId = sale, lines = some, points = asPoints })).Ok().GetProperty("points");
                var (_, earned, used, _) = await Points(till, (await till.Return(sale, some, [.. refunds])).Ok().GetProperty("saleId").GetInt64());
                Assert.Equal((-earned, -used), (told.GetProperty("taken").GetInt64(), told.GetProperty("given").GetInt64()));
            }

            Assert.Equal((before, (500m, 0m)), (await Balance(memberId), await store.Value(memberId)));
            Assert.Equal([(0L, 0L)], await store.Rows<(long, long)>("SELECT SUM(Earned), SUM(Used) FROM loyalty.TicketLinePoints WHERE SaleId = @sale OR OriginalSaleId = @sale", new { sale }));
        }

        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    private async Task<long> Balance(long memberId) => (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/points")).Ok().GetProperty("balance").GetInt64();

    private static async Task<(long, long, long, long)> Points(Till till, long saleId)
    {
        var points = (await till.Owner.Get($"{till.Root}/sales/{saleId}/receipt")).Ok().GetProperty("points");
        return (points.GetProperty("pointsBefore").GetInt64(), points.GetProperty("pointsEarned").GetInt64(), points.GetProperty("pointsUsed").GetInt64(), points.GetProperty("pointsAfter").GetInt64());
    }

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
