using System.Text.Json;
using Store.Tests.Inventory;

namespace Store.Tests.Catalog;

/// <summary>Why a price is what it is, its history, and what <c>verify</c> says of prices.</summary>
public sealed class PriceExplanationTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Every_price_that_was_weighed_is_named_with_why_it_lost()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(0, price: 10m);
        await List(storeId, product, "List", 9m, 0);
        await List(storeId, product, "Member", 7m, 0);
        await List(storeId, product, "Special", 8m, 0);
        await List(storeId, product, "Special", 8.5m, 0);
        await List(storeId, product, "Special", 11m, 0);

        var explained = (await store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/stores/{storeId}/products/{product.ProductId}/price?member=true")).Ok();

        Assert.Equal((8m, 10m, "Special"), (explained.Price(), explained.GetProperty("listPrice").GetDecimal(), explained.GetProperty("source").GetString()));
        Assert.Equal(
            [(8m, "Counts"), (8.5m, "Dearer"), (7m, "OtherKindFirst"), (9m, "OtherKindFirst"), (10m, "OtherKindFirst"), (11m, "DearerThanRetail")],
            explained.GetProperty("rivals").EnumerateArray().Select(rival => (rival.Price(), rival.GetProperty("verdict").GetString()!)));
    }

    [Fact]
    public async Task A_product_without_a_price_has_nothing_to_explain()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: null);

        var explained = (await store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/stores/{storeId}/products/{product.ProductId}/price")).Ok();

        Assert.Equal((JsonValueKind.Null, 0), (explained.GetProperty("price").ValueKind, explained.GetProperty("rivals").GetArrayLength()));
    }

    [Fact]
    public async Task The_history_has_the_prices_of_lists_too_and_says_when_each_was_over()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 10m);
        var list = await List(storeId, product, "Special", 8m, 0);
        await store.Later(TimeSpan.FromMinutes(1));
        (await store.PutPrice(storeId, product.ProductId, 12m)).Ok();

        var history = (await store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/products/{product.ProductId}/price-history")).Ok().GetProperty("items").EnumerateArray().ToList();

        Assert.Equal([(12m, null), (8m, list), (10m, null)], history.Select(row => (row.Price(), row.GetProperty("listName").GetString())));
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.String], history.Select(row => row.GetProperty("until").ValueKind));
    }

    [Fact]
    public async Task Verify_finds_a_price_that_counts_after_another_took_its_place()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 10m);
        (await store.PutPrice(storeId, product.ProductId, 12m)).Ok();
        Assert.DoesNotContain(await store.Breaks("takes its place"), one => one.Contains($"{product.ProductId}", StringComparison.Ordinal));

        await store.Spoil("UPDATE catalog.Prices SET UntilLocal = '9999-12-31 00:00:00' WHERE PriceId = @PriceId", product);

        Assert.Contains(await store.Breaks("takes its place"), one => one.Contains($"price {product.PriceId}", StringComparison.Ordinal));
        await store.Spoil("UPDATE catalog.Prices SET UntilLocal = ValidFromLocal WHERE PriceId = @PriceId", product);
    }

    [Fact]
    public async Task Verify_finds_prices_of_a_document_that_nobody_has_approved()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 10m);
        var document = (await store.Owner(storeId).Post("/api/catalog/price-changes", new
        {
            reason = "调价", listId = 0, storeIds = new[] { storeId }, lines = new[] { new { product.ProductId, price = 12m } },
        })).Ok();
        Assert.Empty(await store.Breaks("has been approved"));

        await store.Spoil("UPDATE catalog.Prices SET ChangeId = @changeId WHERE PriceId = @PriceId", new { changeId = document.GetProperty("changeId").GetInt64(), product.PriceId });

        Assert.Contains(document.GetProperty("number").GetString()!, Assert.Single(await store.Breaks("has been approved")), StringComparison.Ordinal);
        await store.Spoil("UPDATE catalog.Prices SET ChangeId = 0 WHERE PriceId = @PriceId", product);
    }

    private async Task<string> List(long storeId, GivenProduct product, string kind, decimal price, int priority)
    {
        var owner = store.Owner(storeId, 0);
        var name = StoreApp.NewCode("价表");
        var listId = (await owner.Post("/api/catalog/price-lists", new { name, kind, priority, storeIds = new[] { storeId } })).Ok().GetProperty("listId").GetInt64();
        (await owner.Put($"/api/catalog/price-lists/{listId}/prices", new { lines = new[] { new { product.ProductId, price } }, reason = "测试" })).Ok();
        return name;
    }
}
