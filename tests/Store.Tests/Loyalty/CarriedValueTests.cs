using FsCheck.Fluent;
using Store.Tests.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Loyalty;

/// <summary>Goods that were paid out of a balance are exchanged: what stays comes from that balance, without its code or PIN.</summary>
public sealed class CarriedValueTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task The_money_of_a_gift_card_stays_with_the_exchange_and_goes_back_onto_the_card_in_the_end()
    {
        var till = await store.GivenTill();
        var (small, large) = (await till.Product(30m), await till.Product(50m));
        var code = await store.GivenGiftCard(till.StoreId, 30m);
        var sale = (await till.Sell([Till.Line(small, 1, 30m)], [Till.Paid("GiftCard", 30m, code)])).Ok().GetProperty("saleId").GetInt64();

        var exchange = (await Exchange(till, sale, large, 50m, [Till.Cash(20m)])).Ok();
        var second = exchange.GetProperty("saleId").GetInt64();
        Assert.Equal(0m, await Balance(code));
        var third = (await Exchange(till, second, small, 30m, [], [new { tender = "GiftCard", amount = 20m }])).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal(20m, await Balance(code));
        Assert.Equal(0, (await till.Owner.Get($"{till.Root}/sales/{second}/returnable")).Ok().GetProperty("lines")[0].GetProperty("returnable").GetInt32());

        (await till.Return(third, [Till.Back(1, 1)], [Till.Paid("GiftCard", 10m), Till.Cash(20m)])).Ok();
        Assert.Equal(30m, await Balance(code));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Two_cards_of_one_sale_each_keep_their_own()
    {
        var till = await store.GivenTill();
        var goods = await till.Product(50m);
        var (one, other) = (await store.GivenGiftCard(till.StoreId, 20m), await store.GivenGiftCard(till.StoreId, 40m));
        var sale = (await till.Sell([Till.Line(goods, 1, 50m)], [Till.Paid("GiftCard", 20m, one), Till.Paid("GiftCard", 30m, other)])).Ok().GetProperty("saleId").GetInt64();

        var next = (await Exchange(till, sale, goods, 50m, [])).Ok().GetProperty("saleId").GetInt64();
        (await till.Return(next, [Till.Back(1, 1)], [Till.Paid("GiftCard", 20m, one), Till.Paid("GiftCard", 30m, other)])).Ok();

        Assert.Equal((20m, 40m), (await Balance(one), await Balance(other)));
        Assert.Empty(await store.Breaks());
    }

    [Theory]
    [InlineData(true, "card.blocked")]
    [InlineData(false, "card.expired")]
    public async Task A_card_that_is_blocked_or_expired_carries_nothing_over(bool blocked, string problem)
    {
        var till = await store.GivenTill();
        var goods = await till.Product(30m);
        var code = await store.GivenGiftCard(till.StoreId, 30m, validDays: 10);
        var sale = (await till.Sell([Till.Line(goods, 1, 30m)], [Till.Paid("GiftCard", 30m, code)])).Ok().GetProperty("saleId").GetInt64();
        if (blocked)
        {
            var cardId = (await store.Rows<long>("SELECT CardId FROM loyalty.GiftCardEntries WHERE SaleId = @sale", new { sale }))[0];
            (await store.Owner(0).Put($"/api/loyalty/gift-cards/{cardId}/blocked", new { blocked = true, reason = "挂失" })).Ok();
        }
        else
        {
            await store.Later(TimeSpan.FromDays(11));
        }

        Assert.Equal((422, problem), Told(await Exchange(till, sale, goods, 30m, [])));
        Assert.Equal(1, (await till.Owner.Get($"{till.Root}/sales/{sale}/returnable")).Ok().GetProperty("lines")[0].GetProperty("returnable").GetInt32());
    }

    [Fact]
    public async Task Stored_value_stays_in_its_mix_whoever_exchanges_and_asks_for_no_pin_again()
    {
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        await store.GivenTopUpRule(till.StoreId, 30m, 10m);
        await store.TopUp(till.StoreId, memberId, 30m);
        var goods = await till.Product(40m);
        var sale = (await till.Sell([Till.Line(goods, 1, 40m)], [Till.Paid("StoredValue", 40m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();

        var next = (await Exchange(till, sale, goods, 40m, [])).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal((0m, 0m), await store.Value(memberId));
        (await till.Return(next, [Till.Back(1, 1)], [Till.Paid("StoredValue", 40m)])).Ok();

        Assert.Equal((30m, 10m), await store.Value(memberId));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Points_stay_with_the_exchange_of_the_member_who_paid_with_them()
    {
        await store.GivenProgram(minPoints: 100);
        var till = await store.GivenTill();
        var (memberId, other) = (await store.GivenMember(), await store.GivenMember());
        var goods = await till.Product(10m);
        (await store.Owner(till.StoreId).Post($"/api/loyalty/stores/{till.StoreId}/members/{memberId}/points/adjustments", new { points = 1000, reason = "开卡" })).Ok();
        var sale = (await till.Sell([Till.Line(goods, 1, 10m)], [Till.Paid("Points", 10m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        await store.GivenProgram(minPoints: 5000);

        Assert.Equal((422, "points.other_member"), Told(await Exchange(till, sale, goods, 10m, [], memberId: other)));
        var next = (await Exchange(till, sale, goods, 10m, [], memberId: memberId)).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal(0, await store.Points(memberId));
        (await till.Return(next, [Till.Back(1, 1)], [Till.Paid("Points", 10m)])).Ok();
        Assert.Equal(1000, await store.Points(memberId));
    }

    /// <summary>Any chain of exchanges: what the card holds and what sales have kept of it is always what was put on it, and when all goods are back, all of it is on the card.</summary>
    [Fact]
    public async Task Any_chain_of_exchanges_adds_up_to_what_was_on_the_card()
    {
        var till = await store.GivenTill();
        var prices = new[] { 12.34m, 30m, 57.89m, 99.99m };
        var goods = await Task.WhenAll(prices.Select(price => till.Product(price)));
        foreach (var plan in Gen.Sample(Gen.ArrayOf(Gen.Choose(0, 3).Zip(Gen.Choose(1, 9_999))), 6, 5))
            await Live(till, goods, prices, plan);
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    private async Task Live(Till till, GivenProduct[] goods, decimal[] prices, IReadOnlyList<(int Which, int Much)> plan)
    {
        const decimal Loaded = 40m;
        var code = await store.GivenGiftCard(till.StoreId, Loaded);
        var sale = (await till.Sell([Till.Line(goods[1], 1, prices[1])], [Till.Paid("GiftCard", 20m, code), Till.Paid("Card", 10m)])).Ok().GetProperty("saleId").GetInt64();
        var worth = prices[1];
        foreach (var (which, much) in plan)
        {
            var next = prices[which];
            var onCard = await Balance(code);
            var more = Math.Max(0m, next - worth);
            var byGiftCard = Math.Min(more, Math.Min(onCard, much / 100m));
            object[] payments = [.. new[] { (Tender: "GiftCard", Amount: byGiftCard, Code: (string?)code), ("Card", more - byGiftCard, null) }.Where(payment => payment.Amount > 0).Select(payment => Till.Paid(payment.Tender, payment.Amount, payment.Code))];
            sale = (await Exchange(till, sale, goods[which], next, payments, await Refunds(till, sale, Math.Max(0m, worth - next)))).Ok().GetProperty("saleId").GetInt64();
            worth = next;
            Assert.Equal(Loaded, await Balance(code) + await Kept(code));
        }

        (await till.Return(sale, [Till.Back(1, 1)], await Refunds(till, sale, worth))).Ok();
        Assert.Equal((Loaded, 0m), (await Balance(code), await Kept(code)));
    }

    /// <summary>What goes back by the tenders that can give it, the gift card first.</summary>
    private static async Task<object[]> Refunds(Till till, long saleId, decimal due)
    {
        var refunds = new List<object>();
        var quote = (await till.Owner.Post($"{till.Root}/returns/quote", new { originalSaleId = saleId, lines = new[] { Till.Back(1, 1) } })).Ok();
        foreach (var tender in quote.GetProperty("byTender").EnumerateArray().OrderByDescending(tender => tender.GetProperty("name").GetString(), StringComparer.Ordinal))
        {
            var part = Math.Min(due, tender.Amount("refundable"));
            due -= part;
            if (part > 0)
                refunds.Add(new { tender = tender.GetProperty("name").GetString(), amount = part });
        }

        Assert.Equal(0m, due);
        return [.. refunds];
    }

    /// <summary>What sales have kept of a card, by the payments that say its end.</summary>
    private async Task<decimal> Kept(string code)
    {
        var cardId = (await store.Rows<long>("SELECT CardId FROM loyalty.GiftCards WHERE CodeEnd = @end ORDER BY CardId DESC", new { end = code[^4..] }))[0];
        return -(await store.Rows<long>("SELECT COALESCE(SUM(AmountMinor), 0) FROM loyalty.GiftCardEntries WHERE CardId = @cardId AND Kind IN ('Spent', 'Refunded')", new { cardId }))[0] / 100m;
    }

    private async Task<decimal> Balance(string code) => (await store.Owner(0).Post("/api/loyalty/gift-cards/look-up", new { code })).Ok().Amount("balance");

    private static Task<StoreApp.Reply> Exchange(Till till, long saleId, GivenProduct goods, decimal price, object[] payments, object[]? refunds = null, long? memberId = null) => till.Sell(
        [Till.Line(goods, 1, price)], payments, new { returns = new[] { new { originalSaleId = saleId, lineNumber = 1, quantity = 1 } }, returnReason = "不合适", refunds, memberId });

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
