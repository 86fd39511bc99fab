using System.Text.Json;

namespace Store.Tests.Catalog;

/// <summary>Open tills hear of new prices.</summary>
public sealed class PriceNewsTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task An_open_till_hears_of_a_new_price()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 10m);
        await using var till = await Open(storeId);
        Assert.Equal("hello", (await till.Next()).Kind);

        (await store.PutPrice(storeId, product.ProductId, 12m)).Ok();
        var (kind, _, all, products) = await till.Next();

        Assert.Equal(("prices", false), (kind, all));
        Assert.Equal([product.ProductId], products);
    }

    [Fact]
    public async Task It_hears_when_a_dated_price_begins_and_ends()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 10m);
        var wall = DateTime.SpecifyKind(store.Clock.GetUtcNow().UtcDateTime.AddHours(8), DateTimeKind.Unspecified);
        (await store.Owner(storeId).Put(
            $"/api/catalog/products/{product.ProductId}/price", new { storeId, price = 8m, reason = "特价", from = wall.AddHours(1), to = wall.AddHours(2) })).Ok();
        await using var till = await Open(storeId);
        await till.Next();

        await store.Later(TimeSpan.FromHours(1.1));
        Assert.Equal([product.ProductId], (await till.Next()).Products);
        await store.Later(TimeSpan.FromHours(1));
        Assert.Equal([product.ProductId], (await till.Next()).Products);
    }

    [Fact]
    public async Task After_a_break_it_hears_what_it_has_missed()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 10m);
        string last;
        await using (var till = await Open(storeId))
            last = (await till.Next()).Id;
        (await store.PutPrice(storeId, product.ProductId, 12m)).Ok();

        await using var again = await Open(storeId, last);
        Assert.Equal([product.ProductId], (await again.Next()).Products);
        await using var muddled = await Open(storeId, "not-a-mark");
        Assert.Equal("hello", (await muddled.Next()).Kind);
        await using var fromAnotherDatabase = await Open(storeId, $"999999-{store.Clock.GetUtcNow().Ticks}");
        Assert.True((await fromAnotherDatabase.Next()).All);
    }

    [Fact]
    public async Task Prices_of_other_stores_are_none_of_its_business_and_many_at_once_are_all()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        var product = await store.GivenProduct(0, price: 10m);
        string last;
        await using (var till = await Open(here))
            last = (await till.Next()).Id;
        (await store.PutPrice(there, product.ProductId, 12m)).Ok();

        await using (var till = await Open(here, last))
            Assert.Equal("hello", (await till.Next()).Kind);
        var list = (await store.Owner(here).Post("/api/catalog/price-lists", new { name = StoreApp.NewCode("L"), kind = "Special", priority = 0, storeIds = new[] { here } }))
            .Ok().GetProperty("listId").GetInt64();
        (await store.Owner(here).Put($"/api/catalog/price-lists/{list}", new { name = StoreApp.NewCode("L"), kind = "Special", priority = 1, storeIds = new[] { here }, active = true, version = 1 })).Ok();
        await using var again = await Open(here, last);
        Assert.True((await again.Next()).All);
    }

    [Fact]
    public async Task Only_who_may_see_the_store_hears_of_it()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());

        Assert.Equal(401, (await store.Anonymous().Get($"/api/catalog/stores/{mine}/price-changes/stream")).Status);
        Assert.Equal(403, (await store.SignedIn(mine, "catalog.view").Get($"/api/catalog/stores/{other}/price-changes/stream")).Status);
    }

    private async Task<Till> Open(long storeId, string? last = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/catalog/stores/{storeId}/price-changes/stream");
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        var answer = await store.SignedIn(storeId, "catalog.view").Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        return new Till(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    private sealed class Till(HttpResponseMessage answer, StreamReader events) : IAsyncDisposable
    {
        public async Task<(string Kind, string Id, bool All, long[] Products)> Next()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            while (await events.ReadLineAsync(patience.Token) is { Length: > 0 } line)
                fields[line.Split(": ", 2)[0]] = line.Split(": ", 2)[1];
            using var data = JsonDocument.Parse(fields["data"]);
            return (fields["event"], fields["id"], data.RootElement.GetProperty("all").GetBoolean(),
                [.. data.RootElement.GetProperty("productIds").EnumerateArray().Select(id => id.GetInt64())]);
        }

        public ValueTask DisposeAsync()
        {
            events.Dispose();
            answer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
