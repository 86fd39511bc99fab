using System.Text.Json;
using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

/// <summary>What cashiers do to prices by hand: discounts, overrides, and how far they may go.</summary>
public sealed class DiscountTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_percentage_off_a_line_and_an_amount_off_the_ticket_are_spread_to_the_cent_and_kept()
    {
        var till = await store.GivenTill();
        var (tea, cup) = (await till.Product(9.99m), await till.Product(20m));

        var sale = (await till.Sell(
            [Discounted(tea, 3, 9.99m, percent: 10m), Till.Line(cup, 1, 20m)], [Till.Cash(100m)],
            new { discount = new { amount = 5m, reason = "老顾客" } })).Ok();

        // 29.97 less 10 % is 26.97; 46.97 less 5.00 is 41.97.
        Assert.Equal((41.97m, 58.03m), (sale.Amount("total"), sale.Amount("change")));
        var kept = await Sale(till, sale);
        Assert.Equal(8m, kept.Amount("discount"));
        Assert.Equal([24.10m, 17.87m], kept.GetProperty("lines").EnumerateArray().Select(line => line.Amount("total")));
        Assert.Equal([("Line", 3.00m), ("Ticket", 2.87m)], DiscountsOf(kept, 0));
        Assert.Equal([("Ticket", 2.13m)], DiscountsOf(kept, 1));
    }

    [Fact]
    public async Task What_a_basket_is_said_to_cost_is_what_the_sale_charges()
    {
        var till = await store.GivenTill();
        var taxCode = await store.GivenTaxCode(13m);
        var product = await till.Product(3.33m, taxCode);
        var ticket = new { lines = new[] { Discounted(product, 7, 3.33m, percent: 12.5m) }, discount = new { percent = 3m, reason = "活动" } };

        var asked = (await till.PriceOf(ticket)).Ok();
        var sold = (await till.Sell([.. ticket.lines], [Till.Paid("Card", asked.Amount("total"))], new { ticket.discount, total = asked.Amount("total") })).Ok();

        Assert.Equal(asked.Amount("total"), sold.Amount("total"));
        Assert.Equal(asked.Amount("tax"), sold.Amount("tax"));
        var refused = await till.Sell([.. ticket.lines], [Till.Paid("Card", asked.Amount("total") - 0.01m)], new { ticket.discount, total = asked.Amount("total") - 0.01m });
        Assert.Equal((422, "total.differs"), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData(10, 0, 200)]
    [InlineData(10.01, 0, 403)]
    [InlineData(6, 5, 403)]
    [InlineData(5, 5, 200)]
    public async Task A_discount_goes_as_far_as_the_cashiers_limit_line_and_ticket_together(decimal onLine, decimal onTicket, int status)
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var cashier = store.Limited(till.StoreId, new Dictionary<string, decimal> { ["checkout.discount-percent"] = 10m }, "checkout.sell");

        var reply = await till.Sell(
            [Discounted(product, 1, 100m, onLine)], [Till.Cash(100m)], onTicket == 0 ? new { } : new { discount = new { percent = onTicket, reason = "议价" } }, cashier);

        Assert.Equal(status, reply.Status);
        if (status == 403)
        {
            Assert.Equal("approval_required", reply.Code);
            Assert.Equal("checkout.discount-percent", reply.Json.GetProperty("limit").GetString());
            Assert.Empty(await store.Rows<long>("SELECT SaleId FROM checkout.Sales WHERE StoreId = @StoreId", new { till.StoreId }));
        }
    }

    [Fact]
    public async Task A_small_lines_rounding_is_not_taken_for_a_greater_discount()
    {
        var till = await store.GivenTill();
        var sweet = await till.Product(0.05m);
        var cashier = store.Limited(till.StoreId, new Dictionary<string, decimal> { ["checkout.discount-percent"] = 10m }, "checkout.sell");

        Assert.Equal(0.04m, (await till.Sell([Discounted(sweet, 1, 0.05m, 10m)], [Till.Cash(0.05m)], new { }, cashier)).Ok().Amount("total"));
    }

    [Fact]
    public async Task An_overridden_price_keeps_the_old_one_and_the_reason()
    {
        var till = await store.GivenTill();
        var product = await till.Product(50m);

        var sale = (await till.Sell([new { productId = product.ProductId, quantity = 2, unitPrice = 45m, priceReason = "包装破损" }], [Till.Cash(90m)], new { })).Ok();

        var line = (await Sale(till, sale)).GetProperty("lines")[0];
        Assert.Equal((45m, 50m, 50m, "包装破损", 90m), (line.Amount("unitPrice"), line.Amount("priceBefore"), line.Amount("listPrice"), line.GetProperty("priceReason").GetString(), line.Amount("total")));
    }

    [Theory]
    [InlineData(47.5, 200)]
    [InlineData(47.49, 403)]
    [InlineData(52.5, 200)]
    [InlineData(52.51, 403)]
    public async Task A_price_is_overridden_up_or_down_as_far_as_the_limit(decimal price, int status)
    {
        var till = await store.GivenTill();
        var product = await till.Product(50m);
        var cashier = store.Limited(till.StoreId, new Dictionary<string, decimal> { ["checkout.price-cut-percent"] = 5m }, "checkout.sell");

        var reply = await till.Sell([new { productId = product.ProductId, quantity = 1, unitPrice = price, priceReason = "议价" }], [Till.Cash(100m)], new { }, cashier);

        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task Without_a_reason_another_price_than_the_products_is_refused()
    {
        var till = await store.GivenTill();
        var product = await till.Product(50m);

        var reply = await till.Sell([Till.Line(product, 1, 45m)], [Till.Cash(45m)]);

        Assert.Equal((422, "price.differs"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("""{ "percent": 10, "amount": 1, "reason": "x" }""", 400)]
    [InlineData("""{ "reason": "x" }""", 400)]
    [InlineData("""{ "percent": 101, "reason": "x" }""", 400)]
    [InlineData("""{ "percent": 10, "reason": "" }""", 400)]
    [InlineData("""{ "percent": 10.001, "reason": "x" }""", 400)]
    [InlineData("""{ "amount": 10.01, "reason": "x" }""", 422)]
    public async Task A_discount_that_makes_no_sense_is_refused_and_nothing_is_sold(string discount, int status)
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);

        var reply = await till.Sell([Till.Line(product, 1, 10m)], [Till.Cash(10m)], new { discount = JsonDocument.Parse(discount).RootElement });

        Assert.Equal(status, reply.Status);
        Assert.Empty(await store.Rows<long>("SELECT SaleId FROM checkout.Sales WHERE StoreId = @StoreId", new { till.StoreId }));
    }

    [Fact]
    public async Task A_seller_is_named_on_the_line_and_has_to_work_in_the_store()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);

        var reply = await till.Sell([new { productId = product.ProductId, quantity = 1, unitPrice = 10m, sellerId = 1 }], [Till.Cash(10m)], new { });

        Assert.Equal((404, "seller.not_found"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task An_exempt_customer_pays_the_price_without_its_tax_and_both_add_up_to_the_shelf_price()
    {
        var till = await store.GivenTill();
        var product = await till.Product(113m, await store.GivenTaxCode(13m));
        var exemption = new { number = "E-2026-001", reason = "外交" };

        var sale = (await till.Sell([Till.Line(product, 1, 113m)], [Till.Cash(113m)], new { exemption })).Ok();

        Assert.Equal((100m, 0m, 100m, 13m), (sale.Amount("net"), sale.Amount("tax"), sale.Amount("total"), sale.Amount("change")));
        Assert.Equal([1300L], await store.Rows<long>("SELECT ExemptTaxMinor FROM checkout.SaleLines WHERE SaleId = @saleId", new { saleId = sale.GetProperty("saleId").GetInt64() }));
        var cashier = store.SignedIn(till.StoreId, "checkout.sell");
        Assert.Equal((403, "permission.missing"), await StatusOf(till.Sell([Till.Line(product, 1, 113m)], [Till.Cash(113m)], new { exemption }, cashier)));
    }

    private static async Task<(int Status, string? Code)> StatusOf(Task<StoreApp.Reply> reply) => ((await reply).Status, (await reply).Code);

    private static object Discounted(GivenProduct product, decimal quantity, decimal unitPrice, decimal percent) =>
        new { productId = product.ProductId, quantity, unitPrice, discount = new { percent, reason = "议价" } };

    private static async Task<JsonElement> Sale(Till till, JsonElement sale) => (await till.Owner.Get($"{till.Root}/sales/{sale.GetProperty("saleId").GetInt64()}")).Ok();

    private static IEnumerable<(string?, decimal)> DiscountsOf(JsonElement sale, int line) => sale.GetProperty("lines")[line].GetProperty("discounts").EnumerateArray()
        .Select(discount => (discount.GetProperty("kind").GetString(), discount.Amount("amount")));
}
