using System.Text.Json;
using Store.Tests.Checkout;
using Store.Tests.Members;

namespace Store.Tests.Loyalty;

/// <summary>Lists of what members have or wait for: who may see members sees who they are, who may not sees the number alone.</summary>
public sealed class NamedMemberTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Theory]
    [InlineData("loyalty.decide-activities", "/api/loyalty/points/activities", "memberNumber")]
    [InlineData("loyalty.view-books", "/api/loyalty/value-balances?limit=500", "number")]
    [InlineData("loyalty.view", "/api/loyalty/memberships/expiring?limit=500", "number")]
    [InlineData("loyalty.issue-coupons", "coupons", "memberNumber")]
    public async Task Members_in_a_list_are_named_to_who_may_see_members(string permission, string list, string numberField)
    {
        var (till, name) = (await store.GivenTill(), StoreApp.NewCode("林女士"));
        var member = (await store.Owner(0).Post("/api/members/members", new { name })).Ok();
        var (memberId, number) = (member.GetProperty("memberId").GetInt64(), member.GetProperty("number").GetString());
        var plan = await store.GivenPlan(till, 100m, days: 3);
        await till.Bought(plan, memberId);
        await store.TopUp(till.StoreId, memberId, 50m);
        var coupon = await store.GivenCoupon(till.StoreId);
        (await coupon.Issue(memberId)).Ok();
        var activityTypeId = (await store.Owner(0).Post("/api/loyalty/points/activity-types", new { activityTypeId = 0, name = "问卷", points = 30, needsApproval = true, active = true, version = 0 }))
            .Ok().GetProperty("activityTypeId").GetInt64();
        (await till.Owner.Post($"/api/loyalty/stores/{till.StoreId}/members/{memberId}/points/activities", new { activityTypeId })).Ok();
        var path = list == "coupons" ? $"{coupon.Root}/coupons?limit=500" : list;

        var seen = await Shown(till.StoreId, path, memberId, permission, "members.view");
        var unseen = await Shown(till.StoreId, path, memberId, permission);

        Assert.Equal(number, seen.GetProperty(numberField).GetString());
        Assert.Equal(number, unseen.GetProperty(numberField).GetString());
        Assert.Equal((name, JsonValueKind.Null), (seen.GetProperty("memberName").GetString(), unseen.GetProperty("memberName").ValueKind));
        var level = Assert.Single(await store.Rows<string>("SELECT Name FROM members.MemberLevels WHERE LevelId = @LevelId", new { plan.LevelId }));
        Assert.Equal((level, JsonValueKind.Null), (seen.GetProperty("levelName").GetString(), unseen.GetProperty("levelName").ValueKind));
    }

    [Fact]
    public async Task Who_would_rise_is_named_to_who_may_see_members()
    {
        var (till, memberId) = (await store.GivenTill(), await MemberGivens.GivenMember(store, new { name = "陈先生" }));
        await till.SellTo(memberId, await till.Product(10m), 1m, 10m);
        await store.DispatchEvents();
        await store.GivenLevel(7, new { entry = "Spend", amount = 5, windowMonths = 12 });

        Assert.Equal("陈先生", (await Shown(0, "/api/members/levels/review?limit=500", memberId, "members.manage-levels", "members.view")).GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, (await Shown(0, "/api/members/levels/review?limit=500", memberId, "members.manage-levels")).GetProperty("name").ValueKind);
    }

    private async Task<JsonElement> Shown(long storeId, string path, long memberId, params string[] permissions) =>
        (await store.SignedIn(storeId, permissions).Get(path)).Ok().GetProperty("items").EnumerateArray().Single(item => item.GetProperty("memberId").GetInt64() == memberId);
}
