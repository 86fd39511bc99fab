using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

public sealed class SaleTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_cash_sale_takes_what_is_due_gives_change_and_moves_the_stock()
    {
        var till = await store.GivenTill();
        var cola = await till.Product(3.50m);

        var sale = (await till.Sell(cola, quantity: 3, unitPrice: 3.50m, cash: 20m)).Ok();

        Assert.Equal((10.50m, 20m, 9.50m), (sale.Amount("total"), sale.Amount("paid"), sale.Amount("change")));
        Assert.Equal(1, sale.GetProperty("receiptNumber").GetInt64());
        Assert.Equal(-3000, Assert.Single(await store.Rows<long>("SELECT QuantityMilli FROM inventory.Stock WHERE ProductId = @ProductId", cola)));
        Assert.Equal(1050, Assert.Single(await store.Rows<long>("SELECT AmountMinor FROM checkout.Payments WHERE SaleId = @saleId", new { saleId = sale.GetProperty("saleId").GetInt64() })));
    }

    [Theory]
    [InlineData(true, 9.99, 1.15, 8.84, 9.99)]
    [InlineData(false, 9.99, 1.30, 9.99, 11.29)]
    public async Task Tax_is_in_the_price_or_on_top_as_the_store_has_it(bool included, decimal price, decimal tax, decimal net, decimal total)
    {
        var till = await store.GivenTill(pricesIncludeTax: included);
        var product = await till.Product(price, await store.GivenTaxCode(13m));

        var sale = (await till.Sell(product, 1, price, cash: 100m)).Ok();

        Assert.Equal((tax, net, total), (sale.Amount("tax"), sale.Amount("net"), sale.Amount("total")));
    }

    [Fact]
    public async Task Weighed_goods_are_rounded_once_on_the_line()
    {
        var till = await store.GivenTill();
        var apples = await till.Product(12.90m);

        // 0.333 kg at 12.90 is 4.2957.
        Assert.Equal(4.30m, (await till.Sell(apples, 0.333m, 12.90m, cash: 5m)).Ok().Amount("total"));
    }

    [Fact]
    public async Task The_price_of_each_line_keeps_its_version()
    {
        var till = await store.GivenTill();
        var product = await till.Product(2m);

        await till.Sell(product, 1, 2m, cash: 2m);

        Assert.Equal(product.PriceId, Assert.Single(await store.Rows<long>("SELECT PriceId FROM checkout.SaleLines WHERE ProductId = @ProductId", product)));
    }

    [Fact]
    public async Task Several_tenders_pay_one_sale_and_only_cash_gives_change()
    {
        var till = await store.GivenTill();
        var product = await till.Product(30m);

        var sale = (await till.Sell([Till.Line(product, 1, 30m)], [Till.Paid("Card", 10m, "A1"), Till.Paid("Wallet", 15m, "W1"), Till.Cash(10m)])).Ok();

        Assert.Equal(5m, sale.Amount("change"));
        Assert.Equal([1000, 1500, 500], await store.Rows<long>(
            "SELECT AmountMinor FROM checkout.Payments WHERE SaleId = @saleId ORDER BY PaymentNumber", new { saleId = sale.GetProperty("saleId").GetInt64() }));
    }

    [Fact]
    public async Task A_price_other_than_the_one_shown_is_refused_with_both_figures()
    {
        var till = await store.GivenTill();
        var product = await till.Product(3.50m);

        var reply = await till.Sell(product, 1, unitPrice: 3.20m, cash: 5m);

        Assert.Equal((422, "price.differs"), (reply.Status, reply.Code));
        Assert.Equal((3.20m, 3.50m), (reply.Json.Amount("shown"), reply.Json.Amount("actual")));
    }

    [Theory]
    [InlineData("Cash", 9.99, "payment.short")]
    [InlineData("Card", 10.01, "payment.over")]
    public async Task Money_that_does_not_fit_is_refused(string tender, decimal amount, string code)
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);

        var reply = await till.Sell([Till.Line(product, 1, 10m)], [Till.Paid(tender, amount)]);

        Assert.Equal((422, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_refused_sale_leaves_nothing_behind_and_takes_no_number()
    {
        var till = await store.GivenTill(allowNegativeStock: false);
        var product = await till.Product(10m);

        var refused = await till.Sell(product, 1, 10m, cash: 10m);

        Assert.Equal((422, "stock.insufficient"), (refused.Status, refused.Code));
        Assert.Empty(await store.Rows<long>("SELECT SaleId FROM checkout.Sales WHERE RegisterId = @RegisterId", till));
        Assert.Empty(await store.Rows<long>("SELECT MovementId FROM inventory.StockMovements WHERE ProductId = @ProductId", product));
        Assert.Equal(0, Assert.Single(await store.Rows<long>("SELECT LastReceiptNumber FROM checkout.Registers WHERE RegisterId = @RegisterId", till)));
    }

    [Fact]
    public async Task The_same_sale_sent_again_is_answered_as_the_first_time_and_sold_once()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);
        var saleUuid = Guid.NewGuid();

        var first = await till.Sell(product, 1, 10m, cash: 20m, saleUuid);
        var again = await till.Sell(product, 1, 10m, cash: 20m, saleUuid);

        Assert.Equal(first.Ok().ToString(), again.Ok().ToString());
        Assert.Equal(-1000, Assert.Single(await store.Rows<long>("SELECT QuantityMilli FROM inventory.Stock WHERE ProductId = @ProductId", product)));
    }

    [Fact]
    public async Task Twenty_copies_of_one_sale_at_once_make_one_sale()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);
        var saleUuid = Guid.NewGuid();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => till.Sell(product, 1, 10m, cash: 10m, saleUuid)));

        Assert.Single(replies.Select(reply => reply.Ok().ToString()).Distinct());
        Assert.Single(await store.Rows<long>("SELECT SaleId FROM checkout.Sales WHERE RegisterId = @RegisterId", till));
    }

    [Fact]
    public async Task Receipt_numbers_have_no_gaps_and_no_doubles_when_many_sell_at_once()
    {
        var till = await store.GivenTill();
        var product = await till.Product(1m);

        // Every third is refused; a refused one must not use a number up.
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => till.Sell(product, 1, unitPrice: i % 3 == 0 ? 2m : 1m, cash: 5m)));

        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), await store.Rows<long>(
            "SELECT ReceiptNumber FROM checkout.Sales WHERE RegisterId = @RegisterId ORDER BY ReceiptNumber", till));
    }

    [Fact]
    public async Task Two_tills_never_sell_the_last_piece_twice_where_stock_may_not_go_below_zero()
    {
        var first = await store.GivenTill(allowNegativeStock: false);
        var second = await store.GivenTillIn(first.StoreId);
        var product = await first.Product(10m);
        (await first.Owner.Post($"/api/inventory/stores/{first.StoreId}/receipts", new
        {
            documentUuid = Guid.NewGuid(), lines = new[] { new { productId = product.ProductId, quantity = 5m, cost = 30m } },
        })).Ok();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? first : second).Sell(product, 1, 10m, cash: 10m)));

        Assert.Equal(5, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal("stock.insufficient", reply.Code));
    }

    [Fact]
    public async Task Nobody_sells_without_a_shift_without_the_right_or_in_another_store()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);
        var line = new[] { Till.Line(product, 1, 10m) };
        var payment = new[] { Till.Cash(10m) };

        Assert.Equal(401, (await till.Sell(line, payment, by: store.Anonymous())).Status);
        Assert.Equal(403, (await till.Sell(line, payment, by: store.SignedIn(till.StoreId, "catalog.view"))).Status);
        Assert.Equal(403, (await till.Sell(line, payment, by: store.SignedIn(await store.GivenStore(), "checkout.sell"))).Status);
        await till.CloseShift(100m);
        Assert.Equal("shift.not_open", (await till.Sell(line, payment)).Code);
    }

    [Theory]
    [InlineData("""{"saleUuid":"00000000-0000-0000-0000-000000000000","registerId":1,"lines":[{"productId":1,"quantity":1,"unitPrice":1}],"payments":[]}""")]
    [InlineData("""{"saleUuid":"6f1c9f5e-0000-4000-8000-000000000001","registerId":1,"lines":[],"payments":[]}""")]
    [InlineData("""{"saleUuid":"6f1c9f5e-0000-4000-8000-000000000001","registerId":1,"lines":[null],"payments":[]}""")]
    [InlineData("""{"saleUuid":"6f1c9f5e-0000-4000-8000-000000000001","registerId":1,"payments":[]}""")]
    [InlineData("""{"saleUuid":"6f1c9f5e-0000-4000-8000-000000000001","registerId":1,"lines":[{"productId":1,"quantity":-1,"unitPrice":1}],"payments":[]}""")]
    [InlineData("""{"saleUuid":"6f1c9f5e-0000-4000-8000-000000000001","registerId":1,"lines":[{"productId":1,"quantity":1.2345,"unitPrice":1}],"payments":[]}""")]
    [InlineData("""{"saleUuid":"6f1c9f5e-0000-4000-8000-000000000001","registerId":1,"lines":[{"productId":1,"quantity":1,"unitPrice":1.005}],"payments":[]}""")]
    [InlineData("""{"saleUuid":"6f1c9f5e-0000-4000-8000-000000000001","registerId":1,"lines":[{"productId":1,"quantity":1,"unitPrice":1e30}],"payments":[]}""")]
    [InlineData("""{"saleUuid":"6f1c9f5e-0000-4000-8000-000000000001","registerId":1,"lines":[{"productId":1,"quantity":1,"unitPrice":"1"}],"payments":[]}""")]
    [InlineData("""{"saleUuid":"6f1c9f5e-0000-4000-8000-000000000001","registerId":1,"lines":[{"productId":1,"quantity":1,"unitPrice":1}],"payments":[{"tender":"Shells","amount":1}]}""")]
    [InlineData("""{"saleUuid":"6f1c9f5e-0000-4000-8000-000000000001","registerId":1,"lines":[{"productId":1,"quantity":1,"unitPrice":1}],"payments":[{"tender":"Cash","amount":0}]}""")]
    [InlineData("""{"saleUuid":"no uuid","registerId":1,"lines":[],"payments":[]}""")]
    [InlineData("not json")]
    public async Task Bad_input_is_refused_as_such(string body)
    {
        var storeId = await store.GivenStore();
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/checkout/stores/{storeId}/sales") { Content = new StringContent(body, null, "application/json") };

        var reply = await store.Owner(storeId).Send(request);

        Assert.Equal((400, "invalid"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Goods_without_a_price_in_the_store_are_not_for_sale()
    {
        var till = await store.GivenTill();
        var elsewhere = await store.GivenProduct(await store.GivenStore(), price: 5m);

        Assert.Equal("product.not_for_sale", (await till.Sell(elsewhere, 1, 5m, cash: 5m)).Code);
    }
}
