using Microsoft.Extensions.DependencyInjection;
using Store.Loyalty.Value;
using Store.Tests.Catalog;
using Store.Tests.Checkout;
using static Store.Tests.Loyalty.LoyaltyGivens;

namespace Store.Tests.Loyalty;

/// <summary>Points, uses and coupons of a top-up that come in instalments.</summary>
public sealed class TopUpPartsTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Every_part_of_the_bonus_comes_once_and_goes_with_the_top_up_to_the_last()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var kind = await store.GivenCoupon(till.StoreId);
        (await till.Owner.Post("/api/loyalty/top-up-rules", CouponGivens.With(
            Rule(till.StoreId, 100m, 9m, instalments: 3, every: "Day", passUses: 4, bonusPoints: 100),
            new { couponTemplateId = kind.TemplateId, pointsInParts = true, usesInParts = true, couponEachPart = true, passDays = 30 }))).Ok();
        var product = await store.GivenValueProduct("TopUp");
        var saleId = (await store.Settle(till.StoreId, memberId, [Sold(product, 100m)], Paid("Cash", 100m))).SaleId;
        Assert.Equal((3m, 34L, 2, 1), await Bonus(memberId, kind));

        await store.Later(TimeSpan.FromDays(1));
        var sweeps = store.Services.GetRequiredService<TopUpInstalments>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => sweeps.Sweep(CancellationToken.None))));
        Assert.Equal((6m, 67L, 3, 2), await Bonus(memberId, kind));

        // Half of it comes back: half of what was given goes, and half of what is to come; the uses go with the last of it.
        await store.Settle(till.StoreId, memberId, [Back(product, 50m, saleId)], Paid("Cash", -50m, refunds: saleId));
        Assert.Equal((3m, 33L, 3, 2), await Bonus(memberId, kind));
        await store.Later(TimeSpan.FromDays(9));
        await sweeps.Sweep(CancellationToken.None);
        await sweeps.Sweep(CancellationToken.None);
        Assert.Equal((4.5m, 50L, 4, 3), await Bonus(memberId, kind));

        await store.Settle(till.StoreId, memberId, [Back(product, 50m, saleId)], Paid("Cash", -50m, refunds: saleId));
        Assert.Equal((0m, 0L, 0, 0), await Bonus(memberId, kind));
        await store.Later(TimeSpan.FromDays(9));
        Assert.Equal(0, await sweeps.Sweep(CancellationToken.None));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task Where_the_rule_does_not_say_so_points_uses_and_coupon_come_at_once()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var kind = await store.GivenCoupon(till.StoreId);
        (await till.Owner.Post("/api/loyalty/top-up-rules", CouponGivens.With(
            Rule(till.StoreId, 100m, 9m, instalments: 3, every: "Day", passUses: 4, bonusPoints: 100), new { couponTemplateId = kind.TemplateId }))).Ok();

        await store.TopUp(till.StoreId, memberId, 100m);
        await store.Later(TimeSpan.FromDays(9));
        await store.Services.GetRequiredService<TopUpInstalments>().Sweep(CancellationToken.None);

        Assert.Equal((9m, 100L, 4, 1), await Bonus(memberId, kind));
    }

    /// <summary>The bonus, the points and the uses that are left, and the coupons that are out.</summary>
    private async Task<(decimal Money, long Points, int Uses, int Coupons)> Bonus(long memberId, GivenKind kind) => (
        (await store.Value(memberId)).Bonus, await store.Points(memberId),
        (int)(await store.Rows<long>("SELECT COALESCE(SUM(UsesLeft), 0) FROM loyalty.Passes WHERE MemberId = @memberId", new { memberId }))[0],
        (await kind.Coupons()).Count(coupon => coupon.GetProperty("state").GetString() != "Withdrawn"));
}
