using Store.Tests.Catalog;
using static Store.Tests.Marketing.MarketingGivens;

namespace Store.Tests.Marketing;

public sealed class TryBasketTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_basket_can_be_tried_with_a_promotion_that_is_only_being_written()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 20m);
        var live = await store.GivenPromotion(storeId, Promotion([storeId], "Percent", new { percentOff = 10 }, name: "九折"));
        var viewer = store.SignedIn(storeId, "marketing.view");
        object lines = new[] { new { productId = product.ProductId, quantity = 2, unit = (string?)null } };

        var now = (await viewer.Post($"/api/marketing/stores/{storeId}/try-basket", new { lines })).Ok();
        Assert.Equal((40m, 4m, 36m), (now.GetProperty("gross").GetDecimal(), now.GetProperty("off").GetDecimal(), now.GetProperty("net").GetDecimal()));
        Assert.Equal("九折", now.GetProperty("lines")[0].GetProperty("reasons")[0].GetProperty("name").GetString());

        var draft = Promotion([storeId], "NthItem", new { pieces = 2, percentOff = 50 }, from: "2030-01-01T00:00:00");
        var with = (await viewer.Post($"/api/marketing/stores/{storeId}/try-basket", new { lines, promotion = draft })).Ok();
        Assert.Equal(10m, with.GetProperty("off").GetDecimal());
        var instead = (await viewer.Post($"/api/marketing/stores/{storeId}/try-basket", new { lines, promotion = Promotion([storeId], "Percent", new { percentOff = 5 }), promotionId = live })).Ok();
        Assert.Equal(2m, instead.GetProperty("off").GetDecimal());
    }

    [Fact]
    public async Task Nobody_tries_baskets_in_a_store_of_others_or_empty_ones()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());
        var viewer = store.SignedIn(mine, "marketing.view");

        Assert.Equal(403, (await viewer.Post($"/api/marketing/stores/{other}/try-basket", new { lines = new[] { new { productId = 1, quantity = 1 } } })).Status);
        Assert.Equal(400, (await viewer.Post($"/api/marketing/stores/{mine}/try-basket", new { lines = Array.Empty<object>() })).Status);
        Assert.Equal(400, (await viewer.Post($"/api/marketing/stores/{mine}/try-basket", new { lines = new[] { new { productId = 1, quantity = 0 } } })).Status);
        Assert.Equal(200, (await viewer.Post($"/api/marketing/stores/{mine}/try-basket", new { lines = new[] { new { productId = 1, quantity = 1 } } })).Status);
    }
}
