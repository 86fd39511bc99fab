using Store.Tests.Catalog;

namespace Store.Tests.Loyalty;

/// <summary>What forms let people choose from is found by a part of its name, however much there is.</summary>
public sealed class ChoiceTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Kinds_of_coupons_gifts_and_activities_are_found_by_a_part_of_their_name()
    {
        var storeId = await store.GivenStore();
        var owner = store.Owner(storeId);
        var product = await store.GivenProduct(storeId);
        foreach (var name in new[] { "雨伞 50%", "长柄雨伞", "帆布袋" })
        {
            await store.GivenCoupon(storeId, new { name });
            (await owner.Post("/api/loyalty/points/gifts", new { productId = product.ProductId, name, points = 5 })).Ok();
            (await owner.Post("/api/loyalty/points/activity-types", new { activityTypeId = 0, name, points = 5, needsApproval = false, active = true, version = 0, occasion = "None" })).Ok();
        }

        (await owner.Post("/api/loyalty/points/activity-types", new { activityTypeId = 0, name = "送雨伞", points = 5, needsApproval = false, active = true, version = 0, occasion = "Birthday" })).Ok();

        foreach (var list in new[] { "coupon-templates?active=true", "points/gifts?all=false", "points/activity-types?toRecord=true" })
        {
            Assert.Equal(["长柄雨伞", "雨伞 50%"], await Names(list, " 雨伞"));
            Assert.Equal(["雨伞 50%"], await Names(list, "0%"));
            Assert.Equal(["雨伞 50%"], await Names(list, "50%"));
            Assert.Empty(await Names(list, "_雨伞_"));
            Assert.Equal(3, (await Names(list, "")).Count);
        }

        Assert.Equal(4, (await Names("points/activity-types?limit=500", "")).Count);
        var kind = (await owner.Get("/api/loyalty/coupon-templates?text=帆布")).Ok().GetProperty("items")[0];
        Assert.Equal("帆布袋", (await owner.Get($"/api/loyalty/coupon-templates/{kind.GetProperty("templateId").GetInt64()}")).Ok().GetProperty("template").GetProperty("name").GetString());
        Assert.Equal(404, (await owner.Get("/api/loyalty/coupon-templates/12345")).Status);
    }

    private async Task<IReadOnlyList<string?>> Names(string list, string text) =>
    [
        .. (await store.Owner(0).Get($"/api/loyalty/{list}&text={Uri.EscapeDataString(text)}")).Ok().GetProperty("items").EnumerateArray()
            .Select(item => (item.TryGetProperty("template", out var template) ? template : item).GetProperty("name").GetString()),
    ];
}
