using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

public sealed class ReturnTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_return_gives_back_what_was_paid_and_takes_the_goods_in()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m, await store.GivenTaxCode(13m));
        var saleId = await Sold(till, product, 3, 10m);

        var reply = (await till.Return(saleId, [Till.Back(1, 2)], [Till.Cash(20m)])).Ok();

        Assert.Equal((-20m, -2.30m), (reply.Amount("total"), reply.Amount("tax")));
        Assert.Equal(2, reply.GetProperty("receiptNumber").GetInt64());
        Assert.Equal(-1000, Assert.Single(await store.Rows<long>("SELECT QuantityMilli FROM inventory.Stock WHERE ProductId = @ProductId", product)));
    }

    [Fact]
    public async Task Three_returns_of_a_third_each_end_at_exactly_zero()
    {
        var till = await store.GivenTill();
        var product = await till.Product(3.33m, await store.GivenTaxCode(13m));
        var saleId = await Sold(till, product, 3, 3.33m);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            var due = await Quote(till, saleId, 1);
            (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(due)])).Ok();
        }

        var sums = await store.Rows<(long, long, long)>("""
            SELECT SUM(TotalMinor), SUM(TaxMinor), SUM(CostMinor) FROM checkout.Sales WHERE SaleId = @saleId OR OriginalSaleId = @saleId
            """, new { saleId });
        Assert.Equal((0, 0, 0), Assert.Single(sums));
        Assert.Equal("return.too_many", (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(3.33m)])).Code);
    }

    [Fact]
    public async Task More_than_was_sold_never_comes_back_however_many_try_at_once()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);
        var saleId = await Sold(till, product, 3, 10m);

        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(10m)])));

        Assert.Equal(3, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((422, "return.too_many"), (reply.Status, reply.Code)));
    }

    [Fact]
    public async Task The_same_return_sent_again_is_answered_as_the_first_time()
    {
        var till = await store.GivenTill();
        var saleId = await Sold(till, await till.Product(10m), 3, 10m);
        var saleUuid = Guid.NewGuid();

        var first = await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(10m)], saleUuid);
        var again = await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(10m)], saleUuid);

        Assert.Equal(first.Ok().ToString(), again.Ok().ToString());
    }

    [Fact]
    public async Task Money_goes_back_by_the_tender_that_paid_and_never_more_than_it_paid()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);
        var saleId = (await till.Sell([Till.Line(product, 2, 10m)], [Till.Paid("Card", 15m, "A1"), Till.Cash(5m)])).Ok().GetProperty("saleId").GetInt64();

        var tooMuchCash = await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(10m)]);
        var wrongSum = await till.Return(saleId, [Till.Back(1, 1)], [Till.Paid("Card", 9m)]);
        var right = await till.Return(saleId, [Till.Back(1, 1)], [Till.Paid("Card", 10m, "R1")]);
        var cardIsUsedUp = await till.Return(saleId, [Till.Back(1, 1)], [Till.Paid("Card", 10m)]);

        Assert.Equal("refund.tender", tooMuchCash.Code);
        Assert.Equal("refund.differs", wrongSum.Code);
        Assert.Equal(200, right.Status);
        Assert.Equal("refund.tender", cardIsUsedUp.Code);
    }

    [Fact]
    public async Task A_sale_of_another_store_or_a_return_cannot_be_returned()
    {
        var till = await store.GivenTill();
        var other = await store.GivenTill();
        var saleId = await Sold(till, await till.Product(10m), 1, 10m);
        var returnId = (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(10m)])).Ok().GetProperty("saleId").GetInt64();

        var clerk = store.Limited(other.StoreId, new Dictionary<string, decimal> { ["checkout.refund-amount"] = 1000m }, "checkout.return");
        Assert.Equal((404, "sale.not_found"), await StatusOf(other.Return(saleId, [Till.Back(1, 1)], [Till.Cash(10m)], by: clerk)));
        Assert.Equal((404, "sale.not_found"), await StatusOf(till.Return(returnId, [Till.Back(1, 1)], [Till.Cash(10m)])));
    }

    [Fact]
    public async Task One_line_named_twice_is_bad_input()
    {
        var till = await store.GivenTill();
        var saleId = await Sold(till, await till.Product(10m), 2, 10m);

        Assert.Equal((400, "invalid"), await StatusOf(till.Return(saleId, [Till.Back(1, 1), Till.Back(1, 1)], [Till.Cash(20m)])));
    }

    private static async Task<long> Sold(Till till, Catalog.GivenProduct product, decimal quantity, decimal price) =>
        (await till.Sell(product, quantity, price, cash: 1000m)).Ok().GetProperty("saleId").GetInt64();

    private static async Task<decimal> Quote(Till till, long saleId, decimal quantity) =>
        (await till.Owner.Post($"{till.Root}/returns/quote", new { originalSaleId = saleId, lines = new[] { Till.Back(1, quantity) } })).Ok().Amount("total");

    private static async Task<(int, string?)> StatusOf(Task<StoreApp.Reply> sent) => await sent is var reply ? (reply.Status, reply.Code) : default;
}
