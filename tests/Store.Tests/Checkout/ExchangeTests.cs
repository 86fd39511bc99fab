using FsCheck;
using FsCheck.Fluent;
using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

/// <summary>Goods that come back on the ticket that sells others, in whatever store and order: nothing is lost or given twice.</summary>
public sealed class ExchangeTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task The_worth_of_what_comes_back_pays_for_what_is_sold()
    {
        var till = await store.GivenTill();
        var (small, large) = (await till.Product(30m), await till.Product(50m));
        var saleId = await Sold(till, small, 2, 30m);

        var exchange = (await till.Sell([Till.Line(large, 1, 50m)], [Till.Cash(20m)], new { returns = new[] { Back(saleId, 1, 1) }, returnReason = "尺码不合", total = 20m })).Ok();

        Assert.Equal((20m, 0m), (exchange.Amount("total"), exchange.Amount("change")));
        var kept = (await till.Owner.Get($"{till.Root}/sales/{exchange.GetProperty("saleId").GetInt64()}")).Ok();
        Assert.Equal("Exchange", kept.GetProperty("kind").GetString());
        Assert.Equal([50m, -30m], kept.GetProperty("lines").EnumerateArray().Select(line => line.Amount("total")));
        Assert.Equal(1m, await Returnable(till, saleId));

        // Everything can still come back, by the tender that paid for it.
        (await till.Return(exchange.GetProperty("saleId").GetInt64(), [Till.Back(1, 1)], [Till.Cash(50m)])).Ok();
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(30m)])).Ok();
        Assert.Equal([0L], await store.Rows<long>("SELECT SUM(AmountMinor) FROM checkout.Payments WHERE ShiftId = @ShiftId", new { till.ShiftId }));
    }

    [Fact]
    public async Task When_more_comes_back_than_is_sold_the_rest_is_given_back_by_a_tender_that_paid()
    {
        var till = await store.GivenTill();
        var (coat, sock) = (await till.Product(300m), await till.Product(20m));
        var saleId = (await till.Sell([Till.Line(coat, 1, 300m)], [Till.Paid("Card", 100m), Till.Cash(200m)])).Ok().GetProperty("saleId").GetInt64();
        object more(string tender) => new { returns = new[] { Back(saleId, 1, 1) }, returnReason = "不合适", refunds = new[] { new { tender, amount = 280m } } };

        Assert.Equal("refund.tender", (await till.Sell([Till.Line(sock, 1, 20m)], [], more("Card"))).Code);
        Assert.Equal("refund.differs", (await till.Sell([Till.Line(sock, 1, 20m)], [], new { returns = new[] { Back(saleId, 1, 1) }, returnReason = "不合适" })).Code);
        var done = (await till.Sell([Till.Line(sock, 1, 20m)], [], new
        {
            returns = new[] { Back(saleId, 1, 1) }, returnReason = "不合适", refunds = new[] { new { tender = "Card", amount = 100m }, new { tender = "Cash", amount = 180m } },
        })).Ok();

        Assert.Equal(-280m, done.Amount("total"));
        Assert.Equal([("Card", 0L), ("Cash", 2000L)], await store.Rows<(string, long)>(
            "SELECT Tender, SUM(AmountMinor) FROM checkout.Payments WHERE ShiftId = @ShiftId GROUP BY Tender ORDER BY Tender", new { till.ShiftId }));
    }

    [Fact]
    public async Task The_rest_goes_back_by_the_tenders_that_the_store_allows_and_never_more_than_they_may_give()
    {
        var till = await store.GivenTill();
        var (coat, sock) = (await till.Product(300m), await till.Product(20m));
        var saleId = (await till.Sell([Till.Line(coat, 1, 300m)], [Till.Paid("Card", 100m), Till.Cash(200m)])).Ok().GetProperty("saleId").GetInt64();
        Task<StoreApp.Reply> Exchange(StoreApp.Client? by, params object[] refunds) => till.Sell(
            [Till.Line(sock, 1, 20m)], [], new { returns = new[] { Back(saleId, 1, 1) }, returnReason = "不合适", refunds }, by);

        await Set(till, 0, ("Card", "Card"), ("Card", "Wallet"), ("Cash", "Cash"), ("Wallet", "Wallet"));
        Assert.Equal((422, "refund.tender", 200m), await Refused(Exchange(null, Till.Cash(280m))));
        Assert.Equal((422, "refund.tender", 0m), await Refused(Exchange(null, Till.Paid("Card", 100m), Till.Paid("Wallet", 20m), Till.Cash(160m))));
        var cashier = store.Limited(till.StoreId, new() { ["checkout.refund-amount"] = 1000m }, "checkout.sell", "checkout.return");
        Assert.Equal("refund.unlinked", (await Exchange(cashier, Till.Paid("Wallet", 80m), Till.Cash(200m))).Code);
        await Set(till, 1, ("Card", "Card"), ("Card", "Cash"), ("Cash", "Cash"), ("Wallet", "Wallet"));
        var done = (await Exchange(cashier, Till.Cash(280m))).Ok();

        Assert.Equal([("Card", 2000L, null), ("Card", -2000L, saleId), ("Cash", -28000L, saleId)], (await store.Rows<(string, long, long?)>(
            "SELECT Tender, AmountMinor, RefundsSaleId FROM checkout.Payments WHERE SaleId = @exchangeId ORDER BY Tender, AmountMinor DESC", new { exchangeId = done.GetProperty("saleId").GetInt64() })));
    }

    private static async Task<(int, string?, decimal)> Refused(Task<StoreApp.Reply> asked)
    {
        var reply = await asked;
        return (reply.Status, reply.Code, reply.Json.Amount("refundable"));
    }

    private static async Task Set(Till till, int version, params (string PaidBy, string RefundBy)[] rules) =>
        (await till.Owner.Put($"{till.Root}/refund-rules", new { rules = rules.Select(rule => new { paidBy = rule.PaidBy, refundBy = rule.RefundBy }), version })).Ok();

    [Fact]
    public async Task Goods_of_another_store_come_back_here_and_keep_their_cost()
    {
        var (there, here) = (await store.GivenTill(), await store.GivenTill());
        var product = await there.Product(40m);
        (await store.Owner(there.StoreId).Post($"/api/inventory/stores/{there.StoreId}/receipts", new { documentUuid = Guid.NewGuid(), supplier = "供应商", number = "S1", lines = new[] { new { productId = product.ProductId, quantity = 10m, cost = 123.4m } } })).Ok();
        var saleId = await Sold(there, product, 1, 40m);

        var done = (await here.Return(saleId, [Till.Back(1, 1)], [Till.Cash(40m)])).Ok();

        Assert.Equal(-40m, done.Amount("total"));
        Assert.Equal([(1000L, 1234L)], await store.Rows<(long, long)>(
            "SELECT QuantityMilli, ValueMinor FROM inventory.StockMovements WHERE StoreId = @StoreId AND Kind = 'Return'", new { here.StoreId }));
        Assert.Equal([there.StoreId], await store.Rows<long>("SELECT StoreId FROM checkout.Sales WHERE SaleId = @saleId", new { saleId }));
        Assert.Equal("return.too_many", (await there.Return(saleId, [Till.Back(1, 1)], [Till.Cash(40m)])).Code);
    }

    [Fact]
    public async Task Of_two_tills_that_take_back_the_same_piece_at_once_one_is_refused()
    {
        var till = await store.GivenTill();
        var second = await store.GivenTillIn(till.StoreId);
        var product = await till.Product(30m);
        var saleId = await Sold(till, product, 1, 30m);
        object more() => new { returns = new[] { Back(saleId, 1, 1) }, returnReason = "换货" };

        var replies = await Task.WhenAll(
            till.Sell([Till.Line(product, 1, 30m)], [], more()), second.Sell([Till.Line(product, 1, 30m)], [], more()),
            till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(30m)]));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal("return.too_many", reply.Code));
    }

    [Fact]
    public async Task Taking_goods_back_in_an_exchange_needs_the_right_to_take_goods_back()
    {
        var till = await store.GivenTill();
        var product = await till.Product(30m);
        var saleId = await Sold(till, product, 1, 30m);

        var reply = await till.Sell([Till.Line(product, 1, 30m)], [], new { returns = new[] { Back(saleId, 1, 1) }, returnReason = "换货" }, store.SignedIn(till.StoreId, "checkout.sell"));

        Assert.Equal((403, "permission.missing"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Any_order_of_part_returns_and_exchanges_of_discounted_goods_ends_at_exactly_zero()
    {
        var till = await store.GivenTill();
        var taxCode = await store.GivenTaxCode(13m);
        var product = await till.Product(9.99m, taxCode);
        var cheap = await till.Product(0.01m);

        // Each step takes one to three pieces back, by a return or by an exchange against a cheap thing.
        var plans = Gen.ListOf(Gen.Choose(1, 3)).ToArbitrary();
        await Check(plans, async plan =>
        {
            const int Pieces = 7;
            var percent = (plan.Count % 30) + 1;
            var sale = (await till.Sell(
                [new { productId = product.ProductId, quantity = Pieces, unitPrice = 9.99m, discount = new { percent, reason = "议价" } }], [Till.Cash(100m)],
                new { discount = new { amount = 0.07m, reason = "抹零" } })).Ok();
            var saleId = sale.GetProperty("saleId").GetInt64();
            var left = Pieces;
            foreach (var (step, index) in plan.Append(Pieces).Select((step, index) => (Math.Min(step, Pieces), index)))
            {
                var pieces = Math.Min(step, left);
                if (pieces == 0)
                    break;
                left -= pieces;
                var due = (await till.Owner.Post($"{till.Root}/returns/quote", new { originalSaleId = saleId, lines = new[] { Till.Back(1, pieces) } })).Ok().Amount("total");
                if (index % 2 == 0)
                    (await till.Return(saleId, [Till.Back(1, pieces)], [Till.Cash(due)])).Ok();
                else
                    (await till.Sell([Till.Line(cheap, 1, 0.01m)], [], new { returns = new[] { Back(saleId, 1, pieces) }, returnReason = "换", refunds = new[] { new { tender = "Cash", amount = due - 0.01m } } })).Ok();
            }

            var sums = await store.Rows<Sums>("""
                SELECT SUM(TotalMinor) AS Total, SUM(TaxMinor) AS Tax, SUM(DiscountMinor) AS Discount, SUM(GrossMinor) AS Gross, SUM(CostMinor) AS Cost
                FROM   checkout.SaleLines WHERE SaleId = @saleId OR OriginalSaleId = @saleId
                """, new { saleId });
            Assert.Equal(new Sums(0, 0, 0, 0, 0), sums[0]);
        });
    }

    private static async Task Check<T>(Arbitrary<T> values, Func<T, Task> holds)
    {
        foreach (var value in values.Generator.Sample(12))
            await holds(value);
    }

    private sealed record Sums(long Total, long Tax, long Discount, long Gross, long Cost);

    private static object Back(long originalSaleId, int lineNumber, decimal quantity) => new { originalSaleId, lineNumber, quantity };

    private static async Task<long> Sold(Till till, GivenProduct product, decimal quantity, decimal price) =>
        (await till.Sell(product, quantity, price, quantity * price)).Ok().GetProperty("saleId").GetInt64();

    private static async Task<decimal> Returnable(Till till, long saleId) =>
        (await till.Owner.Get($"{till.Root}/sales/{saleId}/returnable")).Ok().GetProperty("lines")[0].Amount("returnable");
}
