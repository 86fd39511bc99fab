using Store.Tests.Checkout;

namespace Store.Tests.Loyalty;

/// <summary>A delivery coupon is a coupon on a promotion for the product that is the delivery fee.</summary>
public sealed class DeliveryCouponTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Theory]
    [InlineData("Percent", 100, 112.00, 100)]
    [InlineData("AmountOff", 8, 112.00, 104)]
    [InlineData("AmountOff", 20, 112.00, 100)]
    public async Task It_takes_the_fee_off_or_as_much_of_it_as_it_says_and_nothing_of_the_goods(string kind, int off, decimal before, decimal total)
    {
        var till = await store.GivenTill();
        var (goods, fee) = (await till.Product(100m), await till.Product(12m));
        object terms = kind == "Percent" ? new { percentOff = off } : new { amountOff = off };
        var code = await (await store.GivenCoupon(till.StoreId, kind: kind, terms: terms, goods: new { productIds = new[] { fee.ProductId } })).Code();
        var lines = new[] { Till.Line(goods, 1, 100m), Till.Line(fee, 1, 12m) };

        Assert.Equal(before, (await till.PriceOf(new { lines })).Ok().Amount("total"));
        var saleId = (await till.SellWith(lines, [code], total)).Ok().GetProperty("saleId").GetInt64();
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Paid("Card", 100m)])).Ok();
    }

    [Fact]
    public async Task From_an_amount_on_the_fee_is_free()
    {
        var till = await store.GivenTill();
        var (goods, fee) = (await till.Product(30m), await till.Product(12m));
        var code = await (await store.GivenCoupon(
            till.StoreId, kind: "SpendAndGift", terms: new { spend = 60m, reward = new { productIds = new[] { fee.ProductId } } }, goods: new { excludedProductIds = new[] { fee.ProductId } })).Code();
        async Task<decimal> Total(int pieces) =>
            (await till.PriceOf(new { lines = new[] { Till.Line(goods, pieces, 30m), Till.Line(fee, 1, 12m) }, coupons = new[] { code } })).Ok().Amount("total");

        Assert.Equal((42m, 60m), (await Total(1), await Total(2)));
    }
}
