using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Members.Purchases;
using Store.Tests.Checkout;

namespace Store.Tests.Members;

public sealed class LevelReviewTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_level_is_earned_by_the_sale_kept_through_returns_and_lost_at_the_review()
    {
        var till = await store.GivenTill();
        var tea = await till.Product(100m);
        var (silver, gold) = (await store.GivenLevel(10, new { entry = "Spend", amount = 200, windowMonths = 3 }), await store.GivenLevel(20, new { entry = "Growth", amount = 500, windowMonths = 3 }));
        var memberId = await store.GivenMember();

        await till.SellTo(memberId, tea, 1m, 100m);
        await store.DispatchEvents();
        Assert.Null((await store.LevelOf(memberId)).LevelId);
        var sale = await till.SellTo(memberId, tea, 4m, 100m);
        await store.DispatchEvents();
        Assert.Equal(gold, (await store.LevelOf(memberId)).LevelId);
        (await till.Return(sale, [Till.Back(1, 2m)], [Till.Cash(200m)])).Ok();
        await store.DispatchEvents();
        Assert.Equal(gold, (await store.LevelOf(memberId)).LevelId);

        Assert.Contains((gold, silver), (await Preview(limit: 2)).Where(one => one.GetProperty("memberId").GetInt64() == memberId)
            .Select(one => (one.GetProperty("fromLevelId").GetInt64(), one.GetProperty("toLevelId").GetInt64())));
        Assert.Equal(gold, (await store.LevelOf(memberId)).LevelId);
        Assert.True((await Manager().Post("/api/members/levels/review", new { })).Ok().GetProperty("changed").GetInt32() >= 1);
        Assert.Equal(silver, (await store.LevelOf(memberId)).LevelId);

        var history = (await Manager().Get($"/api/members/members/{memberId}/level-changes")).Ok().GetProperty("items").EnumerateArray();
        Assert.Equal(["Review", "Earned"], history.Select(change => change.GetProperty("cause").GetString()));
    }

    [Fact]
    public async Task What_a_person_set_stays_until_its_day_and_what_was_given_by_hand_is_not_reviewed()
    {
        var till = await store.GivenTill();
        var tea = await till.Product(1000m);
        var (bronze, friend) = (await store.GivenLevel(5, new { entry = "Spend", amount = 900, windowMonths = 1 }), await store.GivenLevel(50));
        var (held, given) = (await store.GivenMember(), await store.GivenMember());
        (await Manager().Put($"/api/members/members/{held}/level", new { levelId = (long?)null, version = 1, heldUntil = DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime).AddDays(10) })).Ok();
        (await Manager().Put($"/api/members/members/{given}/level", new { levelId = friend, version = 1 })).Ok();
        await till.SellTo(held, tea, 1m, 1000m);
        await store.DispatchEvents();
        Assert.Null((await store.LevelOf(held)).LevelId);

        (await Manager().Post("/api/members/levels/review", new { })).Ok();
        Assert.Null((await store.LevelOf(held)).LevelId);
        Assert.Equal(friend, (await store.LevelOf(given)).LevelId);

        (await Manager().Put($"/api/members/members/{held}/level", new { levelId = (long?)null, version = 2 })).Ok();
        (await Manager().Post("/api/members/levels/review", new { })).Ok();
        Assert.NotNull((await store.LevelOf(held)).LevelId);
        Assert.NotEqual(0, bronze);
    }

    [Fact]
    public async Task Settings_are_kept_and_the_review_comes_by_itself_on_its_day()
    {
        var settings = (await Manager().Get("/api/members/levels/settings")).Ok();
        var version = settings.GetProperty("version").GetInt32();
        var today = DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal(400, (await Manager().Put("/api/members/levels/settings", new { growthPerUnit = 1, reviewMonths = 3, version })).Status);
        (await Manager().Put("/api/members/levels/settings", new { growthPerUnit = 2, reviewMonths = 3, nextReview = today, version })).Ok();
        Assert.Equal((409, "settings.stale"), Told(await Manager().Put("/api/members/levels/settings", new { growthPerUnit = 1, reviewMonths = 0, version })));

        var till = await store.GivenTill();
        var tea = await till.Product(10m);
        var memberId = await store.GivenMember();
        await till.SellTo(memberId, tea, 1m, 10m);
        await store.DispatchEvents();
        Assert.Equal(20m, (await store.Purchases(memberId)).Amount("growth"));

        // A host that ends half way leaves the review to the next look.
        store.Meanwhile.Before("WindowMonths FROM members.MemberLevels", () => throw new InvalidDataException());
        await Assert.ThrowsAsync<InvalidDataException>(() => store.Services.GetRequiredService<MemberCare>().Run(CancellationToken.None));
        Assert.Equal(today.ToString("O", CultureInfo.InvariantCulture), (await Manager().Get("/api/members/levels/settings")).Ok().GetProperty("nextReview").GetString());
        await store.Services.GetRequiredService<MemberCare>().Run(CancellationToken.None);

        var after = (await Manager().Get("/api/members/levels/settings")).Ok();
        Assert.Equal(today.AddMonths(3).ToString("O", CultureInfo.InvariantCulture), after.GetProperty("nextReview").GetString());
        Assert.InRange((await store.Purchases(memberId)).GetProperty("moneyScore").GetInt32(), 1, 5);
        (await Manager().Put("/api/members/levels/settings", new { growthPerUnit = 1, reviewMonths = 0, version = after.GetProperty("version").GetInt32() })).Ok();
    }

    [Fact]
    public async Task A_level_that_is_earned_by_nothing_is_refused()
    {
        Assert.Equal(400, (await Manager().Post("/api/members/levels", new { name = StoreApp.NewCode("级"), rank = 1, terms = new { entry = "Spend", amount = 0, windowMonths = 3 } })).Status);
        Assert.Equal(400, (await Manager().Post("/api/members/levels", new { name = StoreApp.NewCode("级"), rank = 1, terms = new { entry = "Luck", amount = 1, windowMonths = 3 } })).Status);
        var levelId = await store.GivenLevel(1, new { entry = "Growth", amount = 5_000_000, windowMonths = 6, discount = "9.5折", birthdayGift = "蛋糕" });
        (await Manager().Put($"/api/members/levels/{levelId}", new { name = StoreApp.NewCode("级"), rank = 2, version = 1 })).Ok();
        var level = (await Manager().Get("/api/members/levels")).Ok().GetProperty("items").EnumerateArray().Single(one => one.GetProperty("levelId").GetInt64() == levelId);
        Assert.Equal(("Growth", "蛋糕"), (level.GetProperty("terms").GetProperty("entry").GetString(), level.GetProperty("terms").GetProperty("birthdayGift").GetString()));
    }

    [Fact]
    public async Task Whoever_leafs_through_a_preview_sees_each_who_would_change_once()
    {
        var till = await store.GivenTill();
        var tea = await till.Product(10m);
        var level = await store.GivenLevel(3, new { entry = "Spend", amount = 4_000_000, windowMonths = 3 });
        var fallen = new List<long>();
        for (var members = 0; members < 7; members++)
        {
            var memberId = await store.GivenMember();
            (await Manager().Put($"/api/members/members/{memberId}/level", new { levelId = level, version = 1 })).Ok();
            if (members % 3 == 0)
                await till.SellTo(memberId, tea, 1m, 10m);
            fallen.Add(memberId);
        }

        await store.DispatchEvents();
        var own = fallen.ToHashSet();
        foreach (var limit in new[] { 2, 5, 500 })
            Assert.Equal(fallen, (await Preview(limit)).Select(one => one.GetProperty("memberId").GetInt64()).Where(own.Contains));
    }

    /// <summary>All who would change, page after page.</summary>
    private async Task<IReadOnlyList<JsonElement>> Preview(int limit)
    {
        var (all, lookedAt) = (new List<JsonElement>(), 0);
        for (var after = "0"; after is not null;)
        {
            var page = (await Manager().Get($"/api/members/levels/review?limit={limit}&after={after}")).Ok();
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 0, limit);
            all.AddRange(page.GetProperty("items").EnumerateArray());
            (after, lookedAt) = (page.GetProperty("next").GetString(), lookedAt + page.GetProperty("lookedAt").GetInt32());
        }

        Assert.Equal(Assert.Single(await store.Rows<long>("SELECT COUNT(*) FROM members.Members WHERE State = 'Active'")), lookedAt);
        return all;
    }

    private StoreApp.Client Manager() => store.SignedIn(0, "members.view", "members.manage-levels");

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
