using Store.Tests.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Loyalty;

/// <summary>Coupons on customers' orders: kept for the order from the day on which its price was agreed, used up by the sale that hands its goods over.</summary>
public sealed class OrderCouponTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_coupon_of_an_order_is_nobody_elses_until_its_goods_are_sold_and_then_counts_as_theirs()
    {
        var till = await store.GivenTill(openingFloat: 1000m);
        var (sofa, memberId) = (await till.Product(1000m), await store.GivenMember());
        var kind = await store.GivenCoupon(till.StoreId, new { usesPerMember = 1 });
        var (code, further) = (await kind.CodeOf(memberId), await kind.CodeOf(memberId));

        var order = (await Order(till, sofa, [code], memberId, price: 1000m, quantity: 2)).Ok();
        Assert.Equal(1800m, order.Amount("total"));
        Assert.Equal("coupon.used", (await till.SellWith([Till.Line(sofa, 1, 1000m)], [code], 900m, memberId)).Code);
        Assert.Equal("coupon.limit", (await till.SellWith([Till.Line(sofa, 1, 1000m)], [further], 900m, memberId)).Code);
        Assert.Equal((0, 0m, 0m), await Effect(kind));
        Assert.Empty(await store.Breaks());

        await store.Later(TimeSpan.FromDays(400));
        var saleId = (await PickUp(till, order.GetProperty("orderId").GetInt64(), 1800m)).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal((1, 200m, 1800m), await Effect(kind));

        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(900m)])).Ok();
        Assert.Equal((1, 100m, 900m), await Effect(kind));
        Assert.Equal("Used", (await kind.Coupons())[0].GetProperty("state").GetString());
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(900m)])).Ok();
        Assert.Equal((0, 0m, 0m), await Effect(kind));
        Assert.Equal("GivenBack", (await kind.Coupons())[0].GetProperty("state").GetString());
        (await till.SellWith([Till.Line(sofa, 1, 1000m)], [code], 900m, memberId)).Ok();
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_cancelled_order_lets_go_of_its_coupon_whatever_its_kind_says_of_returns()
    {
        var till = await store.GivenTill();
        var sofa = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId, new { givesBack = false });
        var code = await kind.Code();
        var orderId = (await Order(till, sofa, [code])).Ok().GetProperty("orderId").GetInt64();
        Assert.Equal("coupon.used", (await till.SellWith([Till.Line(sofa, 1, 100m)], [code], 90m)).Code);

        (await till.Owner.Post($"{till.Root}/orders/{orderId}/cancel", new { paymentUuid = Guid.NewGuid(), registerId = till.RegisterId, reasonCode = "customer", refunds = Array.Empty<object>() })).Ok();

        (await till.SellWith([Till.Line(sofa, 1, 100m)], [code], 90m)).Ok();
        Assert.Equal((1, 10m, 90m), await Effect(kind));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Of_tills_that_order_and_sell_with_one_code_at_once_as_many_win_as_it_allows()
    {
        var till = await store.GivenTill();
        var sofa = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId);
        var code = await kind.Code();

        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(one => one % 2 == 0 ? Order(till, sofa, [code]) : till.SellWith([Till.Line(sofa, 1, 100m)], [code], 90m)));

        Assert.Equal(90m, Assert.Single(replies, reply => reply.Status == 200).Json.Amount("total"));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((422, "coupon.used"), (reply.Status, reply.Code)));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_quotation_takes_no_coupon_and_an_order_sent_again_takes_none_twice()
    {
        var till = await store.GivenTill();
        var sofa = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId, new { usesPerCode = 5 });
        var code = await kind.PublicCode(usesAtMost: 5);
        var quotation = await Order(till, sofa, [code], kind: "Quotation");
        Assert.Equal((422, "coupon.not_for_quotations"), (quotation.Status, quotation.Code));

        var uuid = Guid.NewGuid();
        var (first, again) = ((await Order(till, sofa, [code], uuid: uuid)).Ok(), (await Order(till, sofa, [code], uuid: uuid)).Ok());

        Assert.Equal(first.GetProperty("orderId").GetInt64(), again.GetProperty("orderId").GetInt64());
        Assert.Equal(1, Assert.Single(await kind.Coupons()).GetProperty("uses").GetInt32());
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task What_is_held_goes_over_to_the_file_that_goes_on()
    {
        var till = await store.GivenTill();
        var sofa = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId, new { usesPerMember = 1 });
        var (into, from) = (await store.GivenMember(), await store.GivenMember());
        var code = await kind.CodeOf(from);
        var orderId = (await Order(till, sofa, [code], from)).Ok().GetProperty("orderId").GetInt64();

        await store.Merge(from, into);

        Assert.Empty(await store.Breaks());
        Assert.Equal("coupon.limit", (await till.SellWith([Till.Line(sofa, 1, 100m)], [await kind.CodeOf(into)], 90m, into)).Code);
        (await PickUp(till, orderId, 90m)).Ok();
        Assert.Equal((1, 10m, 90m), await Effect(kind));
        Assert.Empty(await store.Breaks());
    }

    private static Task<StoreApp.Reply> Order(Till till, GivenProduct product, string[] coupons, long? memberId = null, decimal price = 100m, decimal quantity = 1, string kind = "Special", Guid? uuid = null) =>
        till.Owner.Post($"{till.Root}/orders", new
        {
            orderUuid = uuid ?? Guid.NewGuid(), kind, customerName = "顾客", depositRequired = kind == "Quotation" ? (decimal?)null : 0m, memberId, coupons, lines = new[] { Till.Line(product, quantity, price) },
        });

    private static Task<StoreApp.Reply> PickUp(Till till, long orderId, decimal amount) =>
        till.Owner.Post($"{till.Root}/orders/{orderId}/pick-up", new { saleUuid = Guid.NewGuid(), registerId = till.RegisterId, payments = new[] { Till.Cash(amount) } });

    /// <summary>Sales with the coupon, what it took off in them and what they came to.</summary>
    private static async Task<(int Sales, decimal Discount, decimal Total)> Effect(GivenKind kind)
    {
        var effect = await kind.Effect();
        return (effect.GetProperty("sales").GetInt32(), effect.Amount("discount"), effect.Amount("total"));
    }
}
