using System.Text.Json;
using Store.Tests.Catalog;
using Store.Tests.Checkout;
using static Store.Tests.Loyalty.PointsGivens;

namespace Store.Tests.Loyalty;

public sealed class PointsRuleTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Rules_add_up_or_the_best_one_wins_as_each_says()
    {
        await store.GivenProgram();
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, 10m);
        await Rule(new { name = "双倍", factor = 2, addsUp = false, storeIds = new[] { storeId } });
        await Rule(new { name = "三倍", factor = 3, addsUp = false, storeIds = new[] { storeId } });
        await Rule(new { name = "每件五分", perUnit = 5, addsUp = true, storeIds = new[] { storeId }, productIds = new[] { product.ProductId } });

        var tried = await Try(storeId, product, 2);

        Assert.Equal(20 + 40 + 10, tried.GetProperty("points").GetInt64());
        Assert.Equal([": 20 True", "双倍: 20 False", "三倍: 40 True", "每件五分: 10 True"], tried.GetProperty("lines")[0].GetProperty("by").EnumerateArray()
            .Select(by => $"{by.GetProperty("name").GetString()}: {by.GetProperty("points").GetDecimal():0} {by.GetProperty("counts").GetBoolean()}"));
    }

    [Fact]
    public async Task A_rule_counts_where_all_its_conditions_hold()
    {
        await store.GivenProgram();
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, 100m);
        // Ahead of now, since a product has no price before it exists.
        var saturday = store.Clock.GetUtcNow().UtcDateTime.Date.AddDays(2);
        while (saturday.DayOfWeek != DayOfWeek.Saturday)
            saturday = saturday.AddDays(1);
        await Rule(new
        {
            name = "周六夜", factor = 2, addsUp = true, storeIds = new[] { storeId }, weekdays = new[] { "Saturday" }, fromMinute = 1200, toMinute = 60,
            from = $"{saturday.AddDays(-7):s}", to = $"{saturday.AddDays(3):s}", tender = "Wallet",
        });

        Assert.Equal(200, await Points(saturday.AddHours(20), "Wallet"));
        Assert.Equal(100, await Points(saturday.AddHours(20).AddMinutes(-1), "Wallet"));
        Assert.Equal(200, await Points(saturday.AddMinutes(30), "Wallet"));
        Assert.Equal(100, await Points(saturday.AddDays(-1).AddHours(21), "Wallet"));
        Assert.Equal(100, await Points(saturday.AddDays(7).AddHours(21), "Wallet"));
        Assert.Equal(100, await Points(saturday.AddHours(20), "Cash"));

        async Task<long> Points(DateTime at, string tender) => (await Try(storeId, product, 1, $"{at:s}", tender)).GetProperty("points").GetInt64();
    }

    [Fact]
    public async Task A_rule_that_has_ended_or_was_changed_counts_so_from_the_next_ticket_on()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        var ruleId = await Rule(new { name = "双倍", factor = 2, addsUp = true, storeIds = new[] { storeId } });
        await store.GivenBought(storeId, memberId, Sold(1, 10m));
        Assert.Equal(20, await store.Points(memberId));

        (await store.Owner(0).Put($"/api/loyalty/points/rules/{ruleId}", new { rule = new { name = "无", factor = 0, addsUp = true, storeIds = new[] { storeId } }, ended = false, version = 1 })).Ok();
        await store.GivenBought(storeId, memberId, Sold(1, 10m));
        Assert.Equal(20, await store.Points(memberId));

        (await store.Owner(0).Put($"/api/loyalty/points/rules/{ruleId}", new { rule = new { name = "无", factor = 0, addsUp = true }, ended = true, version = 2 })).Ok();
        await store.GivenBought(storeId, memberId, Sold(1, 10m));
        Assert.Equal(30, await store.Points(memberId));
        Assert.Equal(409, (await store.Owner(0).Put($"/api/loyalty/points/rules/{ruleId}", new { rule = new { name = "无", factor = 0, addsUp = true }, ended = true, version = 2 })).Status);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        var owner = store.Owner(0);
        foreach (var wrong in new object[]
        {
            new { name = "", factor = 2, addsUp = true }, new { name = "x", addsUp = true }, new { name = "x", factor = 1, perUnit = 1, addsUp = true },
            new { name = "x", factor = -1, addsUp = true }, new { name = "x", factor = 1, addsUp = true, fromMinute = 5 },
            new { name = "x", factor = 1, addsUp = true, from = "2026-11-02T00:00:00", to = "2026-11-01T00:00:00" }, new { name = "x", factor = 1, addsUp = true, from = "2026-11-02T00:00:00Z" },
        })
        {
            Assert.Equal(400, (await owner.Post("/api/loyalty/points/rules", wrong)).Status);
        }
        Assert.Equal("points.level_unknown", (await owner.Post("/api/loyalty/points/rules", new { name = "x", factor = 1, addsUp = true, levelIds = new[] { 12345 } })).Code);
        Assert.Equal("points.category_unknown", (await owner.Post("/api/loyalty/points/rules", new { name = "x", factor = 1, addsUp = true, categoryIds = new[] { 12345 } })).Code);
        Assert.Equal(403, (await store.SignedIn(0, "loyalty.view-points").Post("/api/loyalty/points/rules", new { name = "x", factor = 1, addsUp = true })).Status);
        Assert.Equal(404, (await owner.Put("/api/loyalty/points/rules/12345", new { rule = new { name = "x", factor = 1, addsUp = true }, ended = false, version = 1 })).Status);
    }

    [Fact]
    public async Task A_rule_is_for_one_card_or_for_those_of_a_batch()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var product = await till.Product(10m);
        var (batch, single) = (StoreApp.NewCode("B"), StoreApp.NewCode("C"));
        await Rule(new { name = "首批卡双倍", factor = 2, addsUp = true, storeIds = new[] { till.StoreId }, cardBatches = new[] { $" {batch} " } });
        await Rule(new { name = "一号卡每件七分", perUnit = 7, addsUp = true, storeIds = new[] { till.StoreId }, cardCodes = new[] { single.ToLowerInvariant() } });
        var (plain, ofBatch, withCard, stopped) = (await store.GivenMember(), await store.GivenMember(), await store.GivenMember(), await store.GivenMember());
        await Card(ofBatch, StoreApp.NewCode("K"), batch);
        await Card(withCard, single, null);
        await Card(withCard, StoreApp.NewCode("K"), batch);
        var lost = StoreApp.NewCode("K");
        await Card(stopped, lost, batch);
        (await store.Owner(0).Post($"/api/members/members/{stopped}/cards", new { code = StoreApp.NewCode("K"), batch = (string?)null, replaces = lost })).Ok();

        foreach (var memberId in new[] { plain, ofBatch, withCard, stopped })
            (await till.Sell([Till.Line(product, 1, 10m)], [Till.Cash(10m)], new { memberId })).Ok();

        Assert.Equal((10L, 20L, 27L, 10L), (await store.Points(plain), await store.Points(ofBatch), await store.Points(withCard), await store.Points(stopped)));
    }

    private async Task Card(long memberId, string code, string? batch) => (await store.Owner(0).Post($"/api/members/members/{memberId}/cards", new { code, batch })).Ok();

    private async Task<long> Rule(object rule) => (await store.Owner(0).Post("/api/loyalty/points/rules", rule)).Ok().GetProperty("ruleId").GetInt64();

    private async Task<JsonElement> Try(long storeId, GivenProduct product, decimal quantity, string? at = null, string? tender = null) =>
        (await store.Owner(storeId).Post($"/api/loyalty/stores/{storeId}/points/try", new { lines = new[] { new { productId = product.ProductId, quantity } }, at, tender })).Ok();
}
