using Store.Tests.Catalog;
using Store.Tests.Loyalty;

namespace Store.Tests.Checkout;

/// <summary>What shops complain of most about the systems they have, each story told whole: it does not happen here. The numbers are those of the list of complaints.</summary>
public sealed class ComplaintTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const int TillsAtOnce = 8;

    /// <summary>"Points stay after a refund, or are taken twice. Free points by buy-and-return."</summary>
    [Fact]
    public async Task C8_points_of_goods_that_come_back_go_once_and_nobody_wins_points_by_buying_and_returning()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var memberId = await LoyaltyGivens.GivenMember(store);
        var (goods, cheap) = (await till.Product(33.33m), await till.Product(10m));

        // The points that a purchase brings are spent at once; then its goods come back.
        var bought = SaleId(await till.Sell([Till.Line(goods, 3, 33.33m)], [Till.Cash(99.99m)], new { memberId }));
        Assert.Equal(99, await store.Points(memberId));
        var paidWithPoints = SaleId(await till.Sell([Till.Line(cheap, 1, 10m)], [Till.Paid("Points", 0.99m), Till.Cash(9.01m)], new { memberId }));
        Assert.Equal(9, await store.Points(memberId));

        // Of tills that take the same pieces back at once each piece is taken once; a till that got no answer asks again and takes none twice.
        var returnUuid = Guid.NewGuid();
        var again = await Task.WhenAll(Enumerable.Range(0, TillsAtOnce).Select(_ => till.Return(bought, [Till.Back(1, 1)], [Till.Cash(33.33m)], returnUuid)));
        Assert.Single(again.Select(SaleId).Distinct());
        Assert.Equal(9 - 33, await store.Points(memberId));
        var rest = await Task.WhenAll(Enumerable.Range(0, TillsAtOnce).Select(_ => till.Return(bought, [Till.Back(1, 1)], [Till.Cash(33.33m)])));
        Assert.Equal(2, rest.Count(reply => reply.Status == 200));
        Assert.Equal(9 - 99, await store.Points(memberId));

        // What they have spent they owe: no more is paid with points until later purchases have won it back.
        Assert.Equal((422, "points.short"), Told(await till.Sell([Till.Line(cheap, 1, 10m)], [Till.Paid("Points", 0.01m), Till.Cash(9.99m)], new { memberId })));
        (await till.Return(paidWithPoints, [Till.Back(1, 1)], [Till.Paid("Points", 0.99m), Till.Cash(9.01m)])).Ok();
        Assert.Equal(0, await store.Points(memberId));

        await store.DispatchEvents();
        Assert.Empty(await store.PointsBreaks());
    }

    /// <summary>"Gift card or coupon spent twice."</summary>
    [Fact]
    public async Task C9_of_tills_that_spend_one_gift_card_or_one_coupon_at_once_one_does()
    {
        var till = await store.GivenTill();
        var tills = await Task.WhenAll(Enumerable.Range(0, TillsAtOnce).Select(_ => store.GivenTillIn(till.StoreId)));
        var goods = await till.Product(100m);

        // A gift card of 150 buys one of these.
        var (product, card) = (await till.ValueProduct(150m, "GiftCard"), (await store.GivenGiftCards())[0]);
        (await till.Sell([new { productId = product.ProductId, quantity = 1, unitPrice = 150m, cardCode = card }], [Till.Cash(150m)])).Ok();
        var byCard = await Task.WhenAll(tills.Select(each => each.Sell([Till.Line(goods, 1, 100m)], [Till.Paid("GiftCard", 100m, card)])));
        var bought = SaleId(Assert.Single(byCard, reply => reply.Status == 200));
        Assert.All(byCard.Where(reply => reply.Status != 200), reply => Assert.Equal((422, "card.short"), Told(reply)));
        Assert.Equal(50m, await Balance(card));

        // A basket that keeps the rest keeps it from others, and not for ever.
        (await till.Owner.Post($"/api/loyalty/stores/{till.StoreId}/gift-card-holds", new { code = card, amount = 50m, saleUuid = Guid.NewGuid() })).Ok();
        Assert.Equal((422, "card.short"), Told(await till.Sell([Till.Line(goods, 1, 100m)], [Till.Paid("GiftCard", 50m, card), Till.Cash(50m)])));
        await store.Later(TimeSpan.FromHours(1));
        (await till.Sell([Till.Line(goods, 1, 100m)], [Till.Paid("GiftCard", 50m, card), Till.Cash(50m)])).Ok();
        Assert.Equal(0m, await Balance(card));

        // What it paid goes back onto it once.
        var back = await Task.WhenAll(Enumerable.Range(0, TillsAtOnce).Select(_ => till.Return(bought, [Till.Back(1, 1)], [Till.Paid("GiftCard", 100m)])));
        Assert.Single(back, reply => reply.Status == 200);
        Assert.Equal(100m, await Balance(card));

        // A coupon for one ticket takes its tenth off one; the others are told, and are not charged another price than they showed.
        var kind = await store.GivenCoupon(till.StoreId);
        var code = await kind.Code();
        var byCoupon = await Task.WhenAll(tills.Select(each => each.SellWith([Till.Line(goods, 1, 100m)], [code], 90m)));
        Assert.Single(byCoupon, reply => reply.Status == 200);
        Assert.All(byCoupon.Where(reply => reply.Status != 200), reply => Assert.Equal((422, "coupon.used"), Told(reply)));
        Assert.Equal("Used", await kind.State(code));

        await store.DispatchEvents();
        Assert.Empty(await store.Breaks(accounts: true));
    }

    /// <summary>"Refund of the wrong amount: the whole ticket's discount given back for one line, the list price instead of the price paid, tax off."</summary>
    [Fact]
    public async Task C11_a_refund_is_what_was_paid_for_the_goods_with_their_share_of_every_discount_and_their_tax()
    {
        var till = await store.GivenTill();
        var taxed = await store.GivenTaxCode(13m);
        var (tea, cup) = (await till.Product(33.35m, taxed), await till.Product(10m, taxed));
        var kind = await store.GivenCoupon(till.StoreId);

        // 110.05 less a tenth of each line by the coupon (10.01 and 1.00) is 99.04, less 10 off the ticket is 89.04.
        var sale = (await till.Sell(
            [Till.Line(tea, 3, 33.35m), Till.Line(cup, 1, 10m)], [Till.Paid("Card", 50m), Till.Cash(39.04m)],
            new { coupons = new[] { await kind.Code() }, discount = new { amount = 10m, reason = "抹零" }, total = 89.04m })).Ok();
        var saleId = sale.GetProperty("saleId").GetInt64();
        var paid = (await till.Owner.Get($"{till.Root}/sales/{saleId}")).Ok().GetProperty("lines").EnumerateArray().ToDictionary(line => line.GetProperty("lineNumber").GetInt32(), line => line.Amount("total"));
        Assert.Equal((89.04m, true, true), (paid.Values.Sum(), paid[1] < 90.04m, paid[2] < 9m));

        // Neither the list price, nor the price without its part of the ticket's discount, nor more than the line's own part goes back.
        foreach (var wrong in new[] { 10m, 9m, 0.01m })
            Assert.Equal((422, "refund.differs"), Told(await till.Return(saleId, [Till.Back(2, 1)], [Till.Cash(wrong)])));
        Assert.Equal(paid[2], await Quote(till, saleId, Till.Back(2, 1)));
        (await till.Return(saleId, [Till.Back(2, 1)], [Till.Cash(paid[2])])).Ok();

        // A price that has risen since changes nothing, and three steps of a third end at the cent.
        (await till.Owner.Put($"/api/catalog/products/{tea.ProductId}/price", new { storeId = till.StoreId, price = 40m, reason = "调价" })).Ok();
        var given = 0m;
        for (var piece = 0; piece < 3; piece++)
        {
            var due = await Quote(till, saleId, Till.Back(1, 1));
            var byCard = Math.Min(due, 50m - Math.Min(50m, given));
            given += due;
            (await till.Return(saleId, [Till.Back(1, 1)], [.. new[] { Till.Paid("Card", byCard), Till.Cash(due - byCard) }.Where((_, index) => index == 0 ? byCard > 0 : due > byCard)])).Ok();
        }

        Assert.Equal(paid[1], given);
        Assert.Equal((422, "return.too_many"), Told(await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(0.01m)])));
        Assert.Equal((0, 0, 0), Assert.Single(await store.Rows<(long, long, long)>("""
            SELECT SUM(TotalMinor), SUM(TaxMinor), SUM(NetMinor) FROM checkout.Sales WHERE SaleId = @saleId OR OriginalSaleId = @saleId
            """, new { saleId })));
    }

    private static long SaleId(StoreApp.Reply reply) => reply.Ok().GetProperty("saleId").GetInt64();

    private static (int Status, string? Code) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);

    private async Task<decimal> Balance(string card) => (await store.Owner(0).Post("/api/loyalty/gift-cards/look-up", new { code = card })).Ok().Amount("balance");

    private static async Task<decimal> Quote(Till till, long saleId, object line) =>
        (await till.Owner.Post($"{till.Root}/returns/quote", new { originalSaleId = saleId, lines = new[] { line } })).Ok().Amount("total");
}
