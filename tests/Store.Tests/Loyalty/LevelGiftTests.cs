using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Time;
using Store.Loyalty.Birthdays;
using Store.Tests.Checkout;
using Store.Tests.Members;

namespace Store.Tests.Loyalty;

/// <summary>What a level gives for a birthday.</summary>
public sealed class LevelGiftTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_birthday_gift_of_a_level_goes_to_its_members_alone()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var (silver, gold) = (await MemberGivens.GivenLevel(store, 701), await MemberGivens.GivenLevel(store, 801));
        var (golden, other, none) = (await Born(gold), await Born(silver), await Born(null));
        var kind = await store.GivenCoupon(till.StoreId, new { issueOn = "Birthday", issueLevelId = gold, daysValid = 30 });
        object type = new { activityTypeId = 0, name = "金卡生日礼", points = 500, needsApproval = false, active = true, version = 0, occasion = "Birthday", levelId = gold };
        (await store.Owner(0).Post("/api/loyalty/points/activity-types", type)).Ok();
        Assert.Equal("coupon.level_unknown", (await store.Owner(0).Post("/api/loyalty/points/activity-types", CouponGivens.With(type, new { levelId = 12345 }))).Code);
        Assert.Equal(400, (await store.Owner(0).Post("/api/loyalty/points/activity-types", CouponGivens.With(type, new { occasion = "None" }))).Status);

        for (var looks = 0; looks < 2; looks++)
            await store.Services.GetRequiredService<BirthdayGifts>().Sweep(CancellationToken.None);

        Assert.Equal(golden, Assert.Single(await kind.Coupons()).GetProperty("memberId").GetInt64());
        Assert.Equal((500, 0, 0), (await store.Points(golden), await store.Points(other), await store.Points(none)));
    }

    /// <summary>A member of a level whose birthday it is in the stores.</summary>
    private async Task<long> Born(long? levelId)
    {
        var day = store.Clock.UtcNow().AddHours(8);
        var memberId = await MemberGivens.GivenMember(store);
        (await store.Owner(0).Put($"/api/members/members/{memberId}", new { name = "会员", profile = new { birthMonth = day.Month, birthDay = day.Day }, version = 1 })).Ok();
        (await store.Owner(0).Put($"/api/members/members/{memberId}/level", new { levelId, version = 2 })).Ok();
        return memberId;
    }
}
