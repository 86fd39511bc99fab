using Store.Tests.Catalog;
using static Store.Tests.Marketing.MarketingGivens;

namespace Store.Tests.Marketing;

public sealed class PromotionTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly object TenPercent = new { percentOff = 10 };

    [Fact]
    public async Task A_promotion_counts_while_it_is_active_and_from_the_next_basket_on()
    {
        var storeId = await store.GivenStore();
        var owner = store.Owner(storeId);
        var promotionId = (await owner.Post("/api/marketing/promotions", Promotion([storeId], "Percent", TenPercent, name: " 双十一 "))).Ok().GetProperty("promotionId").GetInt64();

        Assert.Equal(0, await store.Off(storeId));
        (await owner.Move(promotionId, "Active", 1)).Ok();
        Assert.Equal(10, await store.Off(storeId));
        (await owner.Put($"/api/marketing/promotions/{promotionId}", new { promotion = Promotion([storeId], "Percent", new { percentOff = 20.5 }), version = 2 })).Ok();
        Assert.Equal(20.50m, await store.Off(storeId));
        (await owner.Move(promotionId, "Paused", 3)).Ok();
        Assert.Equal(0, await store.Off(storeId));
        (await owner.Move(promotionId, "Ended", 4)).Ok();
        Assert.Equal("promotion.wrong_state", (await owner.Move(promotionId, "Active", 5)).Code);
        Assert.Equal((422, "promotion.ended"), Told(await owner.Put($"/api/marketing/promotions/{promotionId}", new { promotion = Promotion([storeId], "Percent", TenPercent), version = 5 })));
    }

    [Fact]
    public async Task A_promotion_is_for_its_stores_and_dates_alone()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        await store.GivenPromotion(here, Promotion([here], "Percent", TenPercent, from: "2026-05-01T08:00:00", to: "2026-05-02T08:00:00"));

        Assert.Equal(0, await store.Off(there, at: new DateTime(2026, 5, 1, 9, 0, 0)));
        Assert.Equal(0, await store.Off(here, at: new DateTime(2026, 5, 1, 7, 59, 59)));
        Assert.Equal(10, await store.Off(here, at: new DateTime(2026, 5, 1, 8, 0, 0)));
        Assert.Equal(0, await store.Off(here, at: new DateTime(2026, 5, 2, 8, 0, 0)));
    }

    [Fact]
    public async Task A_category_counts_with_those_below_it_also_when_they_move()
    {
        var storeId = await store.GivenStore();
        var owner = store.Owner(storeId);
        var top = (await owner.Post("/api/catalog/categories", new { name = StoreApp.NewCode("饮料"), parentId = (long?)null })).Ok().GetProperty("categoryId").GetInt64();
        var name = StoreApp.NewCode("汽水");
        var below = (await owner.Post("/api/catalog/categories", new { name, parentId = top })).Ok().GetProperty("categoryId").GetInt64();
        await store.GivenPromotion(storeId, Promotion([storeId], "Percent", TenPercent, goods: new { categoryIds = new[] { top } }));

        Assert.Equal(10, await store.Off(storeId, categoryId: below));
        Assert.Equal(0, await store.Off(storeId, categoryId: null));
        (await owner.Put($"/api/catalog/categories/{below}", new { name, parentId = (long?)null, version = 1 })).Ok();
        await store.Later(TimeSpan.FromMinutes(2));
        Assert.Equal(0, await store.Off(storeId, categoryId: below));
    }

    [Fact]
    public async Task Promotions_are_listed_newest_first_page_by_page_for_those_who_work_there()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());
        var owner = store.Owner(mine);
        var ids = new List<long>();
        foreach (var name in new[] { "甲", "乙", "丙" })
            ids.Add((await owner.Post("/api/marketing/promotions", Promotion([mine], "Percent", TenPercent, name))).Ok().GetProperty("promotionId").GetInt64());
        await store.GivenPromotion(other, Promotion([other], "Percent", TenPercent));

        var viewer = store.SignedIn(mine, "marketing.view");
        var first = (await viewer.Get("/api/marketing/promotions?limit=2")).Ok();
        Assert.Equal(["丙", "乙"], first.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        var rest = (await viewer.Get($"/api/marketing/promotions?limit=2&after={first.GetProperty("next").GetString()}")).Ok();
        Assert.Equal(["甲"], rest.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        Assert.Empty((await viewer.Get("/api/marketing/promotions?state=Active")).Ok().GetProperty("items").EnumerateArray());

        Assert.Equal(404, (await store.SignedIn(other, "marketing.view").Get($"/api/marketing/promotions/{ids[0]}")).Status);
        Assert.Equal("甲", (await viewer.Get($"/api/marketing/promotions/{ids[0]}")).Ok().GetProperty("promotion").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_copy_is_a_draft_of_its_own()
    {
        var storeId = await store.GivenStore();
        var promotionId = await store.GivenPromotion(storeId, Promotion([storeId], "Percent", TenPercent));

        var copy = (await store.Owner(storeId).Post($"/api/marketing/promotions/{promotionId}/copy", null)).Ok().GetProperty("promotionId").GetInt64();

        var kept = (await store.Owner(storeId).Get($"/api/marketing/promotions/{copy}")).Ok();
        Assert.Equal(("Draft", 1), (kept.GetProperty("state").GetString(), kept.GetProperty("version").GetInt32()));
        Assert.Equal(10, await store.Off(storeId));
    }

    [Fact]
    public async Task Of_two_who_change_it_at_once_one_is_refused()
    {
        var storeId = await store.GivenStore();
        var promotionId = await store.GivenPromotion(storeId, Promotion([storeId], "Percent", TenPercent));

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => i % 2 == 0
            ? store.Owner(storeId).Move(promotionId, "Paused", 2)
            : store.Owner(storeId).Put($"/api/marketing/promotions/{promotionId}", new { promotion = Promotion([storeId], "Percent", TenPercent), version = 2 })));

        Assert.Equal(1, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "promotion.stale"), Told(reply)));
    }

    [Fact]
    public async Task Whoever_manages_one_store_runs_promotions_there_and_nowhere_else()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());
        var manager = store.SignedIn(mine, "marketing.manage-promotions");

        Assert.Equal(200, (await manager.Post("/api/marketing/promotions", Promotion([mine], "Percent", TenPercent))).Status);
        Assert.Equal((403, "store.forbidden"), Told(await manager.Post("/api/marketing/promotions", Promotion([mine, other], "Percent", TenPercent))));
        Assert.Equal((403, "store.forbidden"), Told(await manager.Post("/api/marketing/promotions", Promotion([], "Percent", TenPercent))));
        Assert.Equal((422, "promotion.store_unknown"), Told(await manager.Post("/api/marketing/promotions", Promotion([1], "Percent", TenPercent))));
        Assert.Equal(403, (await store.SignedIn(mine, "marketing.view").Post("/api/marketing/promotions", Promotion([mine], "Percent", TenPercent))).Status);

        var theirs = await store.GivenPromotion(other, Promotion([other], "Percent", TenPercent));
        Assert.Equal(404, (await manager.Move(theirs, "Ended", 2)).Status);
        Assert.Equal(404, (await manager.Post($"/api/marketing/promotions/{theirs}/copy", null)).Status);
        Assert.Equal((422, "promotion.category_unknown"), Told(await manager.Post("/api/marketing/promotions", Promotion([mine], "Percent", TenPercent, goods: new { categoryIds = new[] { 7 } }))));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "Percent", """{}""" }, { "Percent", """{"percentOff":0}""" }, { "Percent", """{"percentOff":100.5}""" }, { "Percent", """{"percentOff":10.123}""" },
        { "AmountOff", """{"amountOff":0}""" }, { "AmountOff", """{"amountOff":1.001}""" }, { "SpecialPrice", """{"price":5}""" },
        { "SpecialPrice", """{"prices":[{"productId":1,"price":1},{"productId":1,"price":2}]}""" },
        { "SpendAndSave", """{"tiers":[]}""" }, { "SpendAndSave", """{"tiers":[null]}""" }, { "SpendAndSave", """{"tiers":[{"spend":100,"save":200}]}""" }, { "SpendAndSave", """{"tiers":[{"spend":100}]}""" },
        { "SpendAndSave", """{"tiers":[{"spend":100,"save":10,"percentOff":10}]}""" }, { "SpendAndSave", """{"tiers":[{"spend":100,"save":10},{"spend":100,"save":20}]}""" },
        { "SpendAndSave", """{"every":true,"tiers":[{"spend":100,"percentOff":10}]}""" }, { "SpendAndGift", """{"spend":100}""" }, { "SpendAndGift", """{"reward":{"productIds":[1]}}""" },
        { "BuyXGetY", """{"pieces":0,"percentOff":100}""" }, { "BuyXGetY", """{"pieces":2}""" }, { "BuyXGetY", """{"pieces":2,"percentOff":100,"reward":{}}""" },
        { "NthItem", """{"pieces":1,"percentOff":50}""" }, { "NthItem", """{"pieces":2}""" }, { "NthItem", """{"pieces":2,"percentOff":50,"price":1}""" },
        { "MixAndMatch", """{"pieces":3}""" }, { "MixAndMatch", """{"pieces":3,"price":10,"percentOff":10}""" }, { "AddOnPrice", """{"spend":10}""" }, { "AddOnPrice", """{"prices":[{"productId":1,"price":-1}]}""" },
        { "Bundle", """{"price":10}""" }, { "Bundle", """{"price":10,"parts":[{"productIds":[],"pieces":1}]}""" }, { "Bundle", """{"price":10,"parts":[null]}""" }, { "Nothing", """{"percentOff":10}""" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_promotion_that_says_too_little_or_too_much_is_refused(string kind, string terms)
    {
        var storeId = await store.GivenStore();

        Assert.Equal(400, (await store.Owner(storeId).Post("/api/marketing/promotions", Promotion([storeId], kind, System.Text.Json.JsonDocument.Parse(terms).RootElement))).Status);
    }

    [Theory]
    [InlineData("2026-05-01T08:00:00Z", null)]
    [InlineData("2026-05-01T08:00:00", "2026-05-01T08:00:00")]
    [InlineData("1999-05-01T08:00:00", null)]
    public async Task Dates_that_cannot_be_are_refused(string from, string? to)
    {
        var storeId = await store.GivenStore();

        Assert.Equal(400, (await store.Owner(storeId).Post("/api/marketing/promotions", Promotion([storeId], "Percent", TenPercent, from: from, to: to))).Status);
        Assert.Equal(400, (await store.Owner(storeId).Post("/api/marketing/promotions", null)).Status);
    }

    private static (int Status, string? Code) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
