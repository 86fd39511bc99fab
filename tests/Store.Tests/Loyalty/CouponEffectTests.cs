using Store.Kernel.Time;
using Store.Tests.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Loyalty;

/// <summary>What coupons are let do, and what they have brought.</summary>
public sealed class CouponEffectTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task The_report_on_coupons_agrees_with_the_sales_whatever_comes_back()
    {
        var till = await store.GivenTill();
        var (tea, cup) = (await till.Product(100m), await till.Product(50m));
        var kind = await store.GivenCoupon(till.StoreId, goods: new { productIds = new[] { tea.ProductId } });
        async Task<long> Sell(object[] lines, decimal total) => (await till.SellWith(lines, [await kind.Code()], total)).Ok().GetProperty("saleId").GetInt64();
        var (mixed, single) = (await Sell([Till.Line(tea, 3, 100m), Till.Line(cup, 1, 50m)], 320m), await Sell([Till.Line(tea, 1, 100m)], 90m));
        Assert.Equal((2, 2, 0, 2, 40m, 410m), await Effect());

        foreach (var (line, refund) in new[] { (2, 50m), (1, 90m) })
            (await till.Return(mixed, [Till.Back(line, 1)], [Till.Paid("Card", refund)])).Ok();
        Assert.Equal((2, 2, 0, 2, 30m, 270m), await Effect());
        Assert.Equal([(30_00L, 270_00L)], await store.Rows<(long, long)>("SELECT SUM(DiscountMinor), SUM(TotalMinor) FROM checkout.Sales WHERE StoreId = @StoreId", new { till.StoreId }));

        (await till.Return(mixed, [Till.Back(1, 2)], [Till.Paid("Card", 180m)])).Ok();
        Assert.Equal((2, 2, 1, 1, 10m, 90m), await Effect());
        (await till.Return(single, [Till.Back(1, 1)], [Till.Paid("Card", 90m)])).Ok();
        Assert.Equal((2, 2, 2, 0, 0m, 0m), await Effect());
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());

        async Task<(int, int, int, int, decimal, decimal)> Effect()
        {
            var effect = await kind.Effect();
            int Count(string name) => effect.GetProperty(name).GetInt32();
            return (Count("issued"), Count("used"), Count("givenBack"), Count("sales"), effect.Amount("discount"), effect.Amount("total"));
        }
    }

    [Fact]
    public async Task What_was_issued_is_counted_in_the_days_and_by_the_stores_that_are_asked_about()
    {
        var (here, there) = (await store.GivenTill(), await store.GivenTill());
        var goods = await here.Product(500m);
        var kind = await store.GivenCoupon(here.StoreId, new { issueOn = "SaleOver", issueOver = 400 });
        var memberId = await store.GivenMember();
        (await here.Sell([Till.Line(goods, 1, 500m)], [Till.Cash(500m)], new { memberId })).Ok();
        await store.DispatchEvents();
        await kind.Code();
        var today = DateOnly.FromDateTime(store.Clock.UtcNow().AddHours(8));

        Assert.Equal(2, await Issued(here, today, today));
        Assert.Equal(1, await Issued(there, today, today));
        Assert.Equal(0, await Issued(here, today.AddDays(1), today.AddDays(9)));
        Assert.Equal(0, await Issued(here, today.AddDays(-9), today.AddDays(-1)));
        Assert.Equal(2, (await kind.Effect()).GetProperty("issued").GetInt32());
        await store.Later(TimeSpan.FromDays(2));
        await kind.Code();
        Assert.Equal(1, await Issued(here, today.AddDays(1), today.AddDays(9)));
        Assert.Equal(2, await Issued(here, today, today));

        async Task<int> Issued(Till till, DateOnly from, DateOnly to) =>
            (await store.SignedIn(till.StoreId, "loyalty.view-coupons").Get($"/api/loyalty/coupon-effects?limit=500&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}")).Ok().GetProperty("items").EnumerateArray()
                .Single(item => item.GetProperty("templateId").GetInt64() == kind.TemplateId).GetProperty("issued").GetInt32();
    }

    [Fact]
    public async Task Of_many_tills_that_use_a_members_coupons_at_once_as_many_win_as_the_member_may()
    {
        const int Allowed = 3;
        var memberId = await store.GivenMember();
        await AtOnce(new { usesPerMember = Allowed }, memberId, Allowed);
    }

    [Fact]
    public async Task Of_many_tills_that_use_a_kind_of_coupon_at_once_as_many_win_as_it_allows_in_all()
    {
        const int Allowed = 4;
        await AtOnce(new { usesAtMost = Allowed }, memberId: null, Allowed);
    }

    private async Task AtOnce(object limits, long? memberId, int allowed)
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId, limits);
        var tills = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.GivenTillIn(till.StoreId)));
        (await kind.Owner.Post($"{kind.Root}/codes", new { runUuid = Guid.NewGuid(), count = tills.Length })).Ok();
        var codes = (await kind.Coupons()).ConvertAll(coupon => coupon.GetProperty("code").GetString()!);

        var sales = await Task.WhenAll(tills.Select((one, index) => Task.Run(() => one.SellWith([Till.Line(product, 1, 100m)], [codes[index]], 90m, memberId))));

        Assert.Equal(allowed, sales.Count(sale => sale.Status == 200));
        Assert.All(sales.Where(sale => sale.Status != 200), sale => Assert.Equal((422, "coupon.limit"), (sale.Status, sale.Code)));
        var effect = await kind.Effect();
        Assert.Equal((allowed, 10m * allowed, 90m * allowed), (effect.GetProperty("used").GetInt32(), effect.Amount("discount"), effect.Amount("total")));
        Assert.Equal(allowed, (await kind.Coupons()).Count(coupon => coupon.GetProperty("state").GetString() == "Used"));
        Assert.Empty(await store.Breaks());
    }
}
