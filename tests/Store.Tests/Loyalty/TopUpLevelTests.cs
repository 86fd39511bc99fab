using System.Text.Json;
using Store.Tests.Catalog;
using Store.Tests.Members;
using static Store.Tests.Loyalty.LoyaltyGivens;

namespace Store.Tests.Loyalty;

/// <summary>Levels that come with a top-up, and go with it.</summary>
public sealed class TopUpLevelTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_top_up_puts_its_member_on_a_level_for_some_months_and_takes_it_back_with_the_money()
    {
        var (gold, product, storeId) = await GivenRule(rank: 20);
        var silver = await store.GivenLevel(10);
        var memberId = await LoyaltyGivens.GivenMember(store);
        await Put(memberId, silver);

        var saleId = (await store.Settle(storeId, memberId, [Sold(product, 500m)], Paid("Cash", 500m))).SaleId;
        Assert.Equal(gold, (await store.LevelOf(memberId)).LevelId);
        Assert.Equal(DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime).AddMonths(6), await HeldUntil(memberId));
        Assert.Equal(["TopUp", "ByHand"], await store.LevelCauses(memberId));

        await store.Settle(storeId, memberId, [Back(product, 200m, saleId)], Paid("Cash", -200m, refunds: saleId));
        Assert.Equal(gold, (await store.LevelOf(memberId)).LevelId);
        await store.Settle(storeId, memberId, [Back(product, 300m, saleId)], Paid("Cash", -300m, refunds: saleId));
        Assert.Equal(silver, (await store.LevelOf(memberId)).LevelId);
        Assert.Null(await HeldUntil(memberId));
        Assert.Equal(["TopUpReturned", "TopUp", "ByHand"], await store.LevelCauses(memberId));
    }

    [Fact]
    public async Task Who_is_higher_stays_and_a_later_top_up_holds_the_level_longer()
    {
        var (gold, product, storeId) = await GivenRule(rank: 30);
        var diamond = await store.GivenLevel(40);
        var (higher, memberId) = (await LoyaltyGivens.GivenMember(store), await LoyaltyGivens.GivenMember(store));
        await Put(higher, diamond);
        var paid = (await store.Settle(storeId, higher, [Sold(product, 500m)], Paid("Cash", 500m))).SaleId;
        Assert.Equal(diamond, (await store.LevelOf(higher)).LevelId);
        await store.Settle(storeId, higher, [Back(product, 500m, paid)], Paid("Cash", -500m, refunds: paid));
        Assert.Equal(diamond, (await store.LevelOf(higher)).LevelId);

        var first = (await store.Settle(storeId, memberId, [Sold(product, 500m)], Paid("Cash", 500m))).SaleId;
        var until = await HeldUntil(memberId);
        await store.Later(TimeSpan.FromDays(40));
        await store.Settle(storeId, memberId, [Sold(product, 500m)], Paid("Cash", 500m));
        Assert.True(await HeldUntil(memberId) > until);
        Assert.Equal(["TopUp"], await store.LevelCauses(memberId));

        // The first goes back: the second, which holds the level now, is not touched by it.
        await store.Settle(storeId, memberId, [Back(product, 500m, first)], Paid("Cash", -500m, refunds: first));
        Assert.Equal(gold, (await store.LevelOf(memberId)).LevelId);
    }

    [Fact]
    public async Task A_rule_for_a_level_says_which_and_for_how_long()
    {
        var storeId = await store.GivenStore();
        var level = await store.GivenLevel(50);
        object Terms(object more) => CouponGivens.With(Rule(storeId, 500m, 0m), more);
        Assert.Equal(400, (await store.Owner(0).Post("/api/loyalty/top-up-rules", Terms(new { levelId = level }))).Status);
        Assert.Equal("coupon.level_unknown", (await store.Owner(0).Post("/api/loyalty/top-up-rules", Terms(new { levelId = 12345, levelMonths = 6 }))).Code);
    }

    private async Task<(long LevelId, long Product, long StoreId)> GivenRule(int rank)
    {
        var storeId = await store.GivenStore();
        var levelId = await store.GivenLevel(rank);
        (await store.Owner(0).Post("/api/loyalty/top-up-rules", CouponGivens.With(Rule(storeId, 500m, 50m), new { levelId, levelMonths = 6 }))).Ok();
        return (levelId, await store.GivenValueProduct("TopUp"), storeId);
    }

    private async Task Put(long memberId, long levelId) => (await store.Owner(0).Put($"/api/members/members/{memberId}/level", new { levelId, version = 1 })).Ok();

    private async Task<DateOnly?> HeldUntil(long memberId) =>
        (await store.Owner(0).Get($"/api/members/members/{memberId}")).Ok().GetProperty("levelHeldUntil") is { ValueKind: JsonValueKind.String } until
            ? DateOnly.Parse(until.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : null;
}
