using System.Globalization;

namespace Store.Tests.Catalog;

public sealed class PriceTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_stores_own_price_beats_the_chains()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        var product = await store.GivenProduct(here, price: null);
        (await store.PutPrice(here, product.ProductId, 2.80m)).Ok();
        (await store.PutPrice(here, product.ProductId, 3.00m, priceStoreId: 0)).Ok();

        Assert.Equal(2.80m, (await store.LookUp(here, product.Code)).Ok().Price());
        Assert.Equal(3.00m, (await store.LookUp(there, product.Code)).Ok().Price());
    }

    [Fact]
    public async Task A_future_price_holds_from_its_moment_on_by_the_stores_wall_clock()
    {
        // Two stores whose clocks differ by 16 hours or more see the same wall-clock moment at different times.
        var (shanghai, losAngeles) = (await store.GivenStore(), await store.GivenStore(timeZone: "America/Los_Angeles"));
        var product = await store.GivenProduct(0, price: 2.00m);
        var from = Wall(shanghai: true).AddMinutes(30);
        (await store.PutPrice(shanghai, product.ProductId, 2.50m, priceStoreId: 0, from: Text(from))).Ok();

        Assert.Equal(2.00m, (await store.LookUp(shanghai, product.Code)).Ok().Price());
        await store.Later(TimeSpan.FromMinutes(31));
        Assert.Equal(2.50m, (await store.LookUp(shanghai, product.Code)).Ok().Price());
        Assert.Equal(2.00m, (await store.LookUp(losAngeles, product.Code)).Ok().Price());
        await store.Later(TimeSpan.FromHours(17));
        Assert.Equal(2.50m, (await store.LookUp(losAngeles, product.Code)).Ok().Price());
    }

    [Fact]
    public async Task After_a_price_that_ends_the_one_before_it_holds_again()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 9.90m);
        (await store.PutPrice(storeId, product.ProductId, 6.90m, to: Text(Wall(shanghai: true).AddHours(2)))).Ok();

        var during = (await store.LookUp(storeId, product.Code)).Ok();
        await store.Later(TimeSpan.FromHours(2.1));
        var after = (await store.LookUp(storeId, product.Code)).Ok();

        Assert.Equal((6.90m, 9.90m), (during.Price(), after.Price()));
        Assert.NotEqual(product.PriceId, during.GetProperty("priceId").GetInt64());
        Assert.Equal(product.PriceId, after.GetProperty("priceId").GetInt64());
    }

    [Fact]
    public async Task A_price_from_the_past_holds_from_now_on()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 5m);

        (await store.PutPrice(storeId, product.ProductId, 6m, from: "2020-01-01T00:00:00")).Ok();

        Assert.Equal(6m, (await store.LookUp(storeId, product.Code)).Ok().Price());
    }

    [Fact]
    public async Task The_history_keeps_every_price_and_shows_only_the_stores_that_the_caller_may_see()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());
        var product = await store.GivenProduct(0, price: 1m);
        (await store.PutPrice(mine, product.ProductId, 2m)).Ok();
        (await store.PutPrice(mine, product.ProductId, 3m)).Ok();
        (await store.PutPrice(other, product.ProductId, 4m)).Ok();

        var seen = Items((await store.SignedIn(mine, "catalog.view").Get($"/api/catalog/products/{product.ProductId}/prices")).Ok());
        var first = (await store.SignedIn(mine, "catalog.view").Get($"/api/catalog/products/{product.ProductId}/prices?limit=2")).Ok();
        var rest = (await store.SignedIn(mine, "catalog.view").Get($"/api/catalog/products/{product.ProductId}/prices?limit=2&after={first.GetProperty("next").GetString()}")).Ok();

        Assert.Equal([(mine, 3m), (mine, 2m), (0, 1m)], seen);
        Assert.Equal(seen, [.. Items(first), .. Items(rest)]);
    }

    [Fact]
    public async Task Every_change_is_in_the_audit_log_with_old_and_new_price()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 2.50m);
        (await store.PutPrice(storeId, product.ProductId, 2.99m)).Ok();

        var (old, now) = (await store.Rows<Entry>(
            "SELECT OldValue, NewValue FROM kernel.AuditEntries WHERE Subject = @subject AND StoreId = @storeId AND OldValue IS NOT NULL",
            new { subject = $"product {product.Code}", storeId })).Single();

        Assert.Contains("\"price\":2.5", old, StringComparison.Ordinal);
        Assert.Contains("\"price\":2.99", now, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_price_again_is_refused()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 2.50m);

        var reply = await store.PutPrice(storeId, product.ProductId, 2.50m);

        Assert.Equal((409, "price.unchanged"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Of_managers_at_once_who_saw_the_same_price_one_gets_through()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 2.50m);

        var replies = await Task.WhenAll(Enumerable.Range(1, 5).Select(raise => store.Owner(storeId).Put(
            $"/api/catalog/products/{product.ProductId}/price", new { storeId, price = 2.50m + raise, reason = "调价", seenPriceId = product.PriceId })));

        Assert.Equal(1, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "price.moved"), (reply.Status, reply.Code)));
    }

    [Fact]
    public async Task Two_changes_to_the_same_price_at_once_are_one()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 2.50m);

        var statuses = (await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => store.PutPrice(storeId, product.ProductId, 3m)))).Select(reply => reply.Status);

        Assert.Equal([200, 409], statuses.Order());
    }

    [Fact]
    public async Task Nobody_prices_where_they_have_no_say()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());
        var product = await store.GivenProduct(mine);
        var manager = store.SignedIn(mine, "catalog.change-price");
        Task<StoreApp.Reply> Put(StoreApp.Client caller, long storeId) =>
            caller.Put($"/api/catalog/products/{product.ProductId}/price", new { storeId, price = 3m, reason = "调价" });

        Assert.Equal(401, (await Put(store.Anonymous(), mine)).Status);
        Assert.Equal(403, (await Put(store.SignedIn(mine, "catalog.view", "catalog.manage-products"), mine)).Status);
        Assert.Equal(403, (await Put(manager, other)).Status);
        Assert.Equal(403, (await Put(manager, 0)).Status);
        Assert.Equal(200, (await Put(manager, mine)).Status);
    }

    [Fact]
    public async Task Who_may_price_in_every_store_may_price_for_the_chain()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId);
        var everywhere = await store.Rows<long>("SELECT StoreId FROM chain.Stores");

        var reply = await store.Owner([.. everywhere]).Put($"/api/catalog/products/{product.ProductId}/price", new { storeId = 0, price = 3m, reason = "调价" });

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("0", null, null, "调价")]
    [InlineData("-1", null, null, "调价")]
    [InlineData("1.001", null, null, "调价")]
    [InlineData("10000000.01", null, null, "调价")]
    [InlineData("1e25", null, null, "调价")]
    [InlineData("\"1\"", null, null, "调价")]
    [InlineData("null", null, null, "调价")]
    [InlineData("1", "2026-11-21T08:00:00Z", null, "调价")]
    [InlineData("1", null, "2026-11-21T08:00:00+08:00", "调价")]
    [InlineData("1", "0001-01-01T00:00:00", null, "调价")]
    [InlineData("1", "9999-12-31T23:59:59", null, "调价")]
    [InlineData("1", "tomorrow", null, "调价")]
    [InlineData("1", null, null, "")]
    [InlineData("1", null, null, "a\u0000b")]
    public async Task Bad_input_is_refused(string price, string? from, string? to, string reason)
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId);
        var body = $$"""{"storeId":{{storeId}},"price":{{price}},"from":{{Json(from)}},"to":{{Json(to)}},"reason":{{Json(reason)}}}""";
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/catalog/products/{product.ProductId}/price") { Content = new StringContent(body, null, "application/json") };

        Assert.Equal(400, (await store.Owner(storeId).Send(request)).Status);
    }

    [Fact]
    public async Task A_price_ends_after_it_begins_and_belongs_to_a_product_and_a_store()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId);

        var backwards = await store.PutPrice(storeId, product.ProductId, 3m, to: "2020-01-01T00:00:00");
        var noProduct = await store.PutPrice(storeId, 12345, 3m);
        var noStore = await store.Owner(77).Put($"/api/catalog/products/{product.ProductId}/price", new { storeId = 77, price = 3m, reason = "调价" });

        Assert.Equal((422, "price.ends_before_it_begins"), (backwards.Status, backwards.Code));
        Assert.Equal((404, "product.not_found"), (noProduct.Status, noProduct.Code));
        Assert.Equal((404, "store.not_found"), (noStore.Status, noStore.Code));
    }

    private DateTime Wall(bool shanghai) => TimeZoneInfo.ConvertTimeFromUtc(
        store.Clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shanghai ? "Asia/Shanghai" : "America/Los_Angeles"));

    private static string Text(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    private static string Json(string? text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static List<(long StoreId, decimal Price)> Items(System.Text.Json.JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("storeId").GetInt64(), item.Price()))];

    private sealed record Entry(string OldValue, string NewValue);
}
