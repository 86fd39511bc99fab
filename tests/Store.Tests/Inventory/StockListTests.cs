using Store.Tests.Catalog;
using static Store.Tests.Inventory.InventoryGivens;

namespace Store.Tests.Inventory;

public sealed class StockListTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Stock_is_listed_with_names_a_page_at_a_time()
    {
        var storeId = await store.GivenStore();
        var products = new List<GivenProduct>();
        for (var i = 0; i < 5; i++)
            products.Add(await store.GivenProduct(storeId, name: $"货品{i}", unit: "瓶"));
        await store.MoveStock(storeId, [.. products.Select(product => Received(product.ProductId, 4, 10m)), Sold(products[4].ProductId, 5)]);
        var client = store.SignedIn(storeId, "inventory.view");

        var first = (await client.Get($"/api/inventory/stores/{storeId}/stock?limit=3")).Ok();
        var second = (await client.Get($"/api/inventory/stores/{storeId}/stock?limit=3&after={first.GetProperty("next").GetString()}")).Ok();

        var items = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).ToList();
        Assert.Equal(products.Select(product => product.Code), items.Select(item => item.GetProperty("code").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(
            $$"""{"productId":{{products[0].ProductId}},"code":"{{products[0].Code}}","name":"货品0","unit":"瓶","quantity":4,"value":10,"averageCost":2.5,"allowNegative":null}""",
            items[0].GetRawText().Replace("\\u8D27\\u54C1", "货品", StringComparison.Ordinal).Replace("\\u74F6", "瓶", StringComparison.Ordinal));
        Assert.Equal((-1m, -2.5m, System.Text.Json.JsonValueKind.Null),
            (items[4].GetProperty("quantity").GetDecimal(), items[4].GetProperty("value").GetDecimal(), items[4].GetProperty("averageCost").ValueKind));
    }

    [Fact]
    public async Task A_search_finds_goods_by_name_with_those_that_were_never_in_stock()
    {
        var storeId = await store.GivenStore();
        var word = StoreApp.NewCode("XQ");
        var there = await store.GivenProduct(storeId, name: $"{word} 一");
        var never = await store.GivenProduct(storeId, name: $"{word} 二");
        await store.MoveStock(storeId, [Received(there.ProductId, 1, 1m)]);
        var client = store.SignedIn(storeId, "inventory.view");

        var all = (await client.Get($"/api/inventory/stores/{storeId}/stock?text={word}")).Ok().GetProperty("items").EnumerateArray().ToList();
        var first = (await client.Get($"/api/inventory/stores/{storeId}/stock?limit=1&text={word}")).Ok();
        var second = (await client.Get($"/api/inventory/stores/{storeId}/stock?limit=1&text={word}&after={first.GetProperty("next").GetString()}")).Ok();

        Assert.Equal([there.ProductId, never.ProductId], all.Select(item => item.GetProperty("productId").GetInt64()).Order());
        Assert.Equal([0m, 1m], all.Select(item => item.GetProperty("quantity").GetDecimal()).Order());
        Assert.Equal([there.ProductId, never.ProductId],
            new[] { first, second }.Select(page => Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("productId").GetInt64()).Order());
        Assert.Empty((await client.Get($"/api/inventory/stores/{storeId}/stock?text={word}nothing")).Ok().GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task One_products_movements_are_listed_latest_first()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId);
        await store.MoveStock(storeId, [Received(product.ProductId, 4, 10m), Sold(product.ProductId, 1), Returned(product.ProductId, 1, 2.5m), Received(77, 1, 1m)]);
        var (client, path) = (store.SignedIn(storeId, "inventory.view"), $"/api/inventory/stores/{storeId}/stock/{product.ProductId}/movements");

        var first = (await client.Get($"{path}?limit=2")).Ok();
        var second = (await client.Get($"{path}?limit=2&after={first.GetProperty("next").GetString()}")).Ok();

        var items = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).ToList();
        Assert.Equal(["Return", "Sale", "Receive"], items.Select(item => item.GetProperty("kind").GetString()));
        Assert.Equal([1m, -1m, 4m], items.Select(item => item.GetProperty("quantity").GetDecimal()));
        Assert.Equal([2.5m, -2.5m, 10m], items.Select(item => item.GetProperty("value").GetDecimal()));
    }

    [Fact]
    public async Task A_products_policy_is_set_and_left_to_the_store_again()
    {
        var storeId = await store.GivenStore();
        var product = (await store.GivenProduct(storeId)).ProductId;
        var client = store.SignedIn(storeId, "inventory.view");
        Task<StoreApp.Reply> Show() => client.Get($"/api/inventory/stores/{storeId}/stock/{product}");
        Assert.Equal(0m, (await Show()).Ok().GetProperty("quantity").GetDecimal());

        (await store.LetGoNegative(storeId, product, false)).Ok();
        Assert.False((await Show()).Ok().GetProperty("allowNegative").GetBoolean());

        (await store.LetGoNegative(storeId, product, null)).Ok();
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await Show()).Ok().GetProperty("allowNegative").ValueKind);
        Assert.Equal(2, (await store.Rows<string>("SELECT Subject FROM kernel.AuditEntries WHERE StoreId = @storeId AND Action = 'inventory.adjust'", new { storeId })).Count);
        Assert.Equal(404, (await store.LetGoNegative(storeId, 77, true)).Status);
    }

    [Theory]
    [InlineData("stock?limit=0", 400)]
    [InlineData("stock?limit=501", 400)]
    [InlineData("stock?after=x", 400)]
    [InlineData("stock/77", 404)]
    [InlineData("stock/77/movements?limit=9999", 400)]
    public async Task Bad_input_is_refused(string path, int status)
    {
        var storeId = await store.GivenStore();

        Assert.Equal(status, (await store.Owner(storeId).Get($"/api/inventory/stores/{storeId}/{path}")).Status);
        Assert.Equal(400, (await store.Owner(storeId).Get($"/api/inventory/stores/{storeId}/stock?text={new string('x', 101)}")).Status);
    }

    [Theory]
    [InlineData("stock")]
    [InlineData("stock/1")]
    [InlineData("stock/1/movements")]
    public async Task Nobody_looks_without_the_permission_there(string path)
    {
        var storeId = await store.GivenStore();

        Assert.Equal(401, (await store.Anonymous().Get($"/api/inventory/stores/{storeId}/{path}")).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "checkout.sell").Get($"/api/inventory/stores/{storeId}/{path}")).Status);
        Assert.Equal(403, (await store.SignedIn(await store.GivenStore(), "inventory.view").Get($"/api/inventory/stores/{storeId}/{path}")).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "inventory.view").Put($"/api/inventory/stores/{storeId}/stock/1/policy", new { allowNegative = true })).Status);
    }

    [Fact]
    public async Task A_balance_that_differs_from_its_movements_is_found()
    {
        var storeId = await store.GivenStore();
        await store.MoveStock(storeId, [Received(1, 4, 10m), Received(2, 4, 10m), Received(3, 4, 10m), Received(4, 4, 10m)]);
        Assert.Empty(await store.Broken("movements", storeId));

        await store.Spoil("UPDATE inventory.Stock SET QuantityMilli = QuantityMilli + 1 WHERE StoreId = @storeId AND ProductId = 1", new { storeId });
        await store.Spoil("UPDATE inventory.Stock SET ValueMinor = 0 WHERE StoreId = @storeId AND ProductId = 2", new { storeId });
        await store.Spoil("DELETE FROM inventory.Stock WHERE StoreId = @storeId AND ProductId = 3", new { storeId });
        await store.Spoil("UPDATE inventory.Stock SET QuantityMilli = 0 WHERE StoreId = @storeId AND ProductId = 4", new { storeId });

        Assert.Equal(4, (await store.Broken("movements", storeId)).Length);
        Assert.Single(await store.Broken("no stock value", storeId));
    }
}
