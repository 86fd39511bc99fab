using System.Globalization;
using System.Text.Json;
using Store.Catalog.PriceChanges;
using Store.Tests.Inventory;

namespace Store.Tests.Catalog;

/// <summary>Price change documents.</summary>
public sealed class PriceChangeTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Prices_of_a_document_hold_once_another_person_has_approved_it()
    {
        var (storeId, product) = await Given(price: 10m);
        var document = await Make(storeId, product, 12m);

        Assert.Equal(10m, await Price(storeId, product));
        await Submit(storeId, document);
        Assert.Equal(10m, await Price(storeId, product));
        (await Approve(storeId, document)).Ok();

        Assert.Equal(12m, await Price(storeId, product));
        var shown = await Show(storeId, document);
        Assert.Equal(("Live", 1), (shown.GetProperty("state").GetString(), shown.GetProperty("lines").GetInt32()));
        var line = (await Lines(storeId, document)).Single();
        Assert.Equal((10m, 12m), (line.GetProperty("oldPrice").GetDecimal(), line.GetProperty("newPrice").GetDecimal()));
    }

    [Fact]
    public async Task Nobody_approves_their_own_document()
    {
        var (storeId, product) = await Given(price: 10m);
        var maker = store.SignedIn(storeId, "catalog.view", "catalog.change-price", "catalog.approve-price-change");
        var document = await Make(storeId, product, 12m, maker);
        (await maker.Post($"/api/catalog/price-changes/{document}/submit", null)).Ok();

        var own = await maker.Post($"/api/catalog/price-changes/{document}/decide", new { approve = true, version = 2 });
        var withoutRight = await store.SignedIn(storeId, "catalog.change-price").Post($"/api/catalog/price-changes/{document}/decide", new { approve = true, version = 2 });

        Assert.Equal((422, "price_change.needs_another_person"), (own.Status, own.Code));
        Assert.Equal(403, withoutRight.Status);
        Assert.False((await maker.Get($"/api/catalog/price-changes/{document}")).Ok().GetProperty("mayDecide").GetBoolean());
        Assert.Equal(10m, await Price(storeId, product));
        Assert.Equal(200, (await Approve(storeId, document)).Status);
    }

    [Fact]
    public async Task What_is_sent_back_is_written_on_and_put_forward_again()
    {
        var (storeId, product) = await Given(price: 10m);
        var document = await Make(storeId, product, 12m);
        await Submit(storeId, document);

        (await Approver(storeId).Post($"/api/catalog/price-changes/{document}/decide", new { approve = false, note = "太高", version = 2 })).Ok();
        Assert.Equal("Refused", (await Show(storeId, document)).GetProperty("state").GetString());
        (await Owner(storeId).Put($"/api/catalog/price-changes/{document}", new
        {
            reason = "再议", listId = 0, storeIds = new[] { storeId }, lines = new[] { new { product.ProductId, price = 11m } }, version = 3,
        })).Ok();
        await Submit(storeId, document);
        (await Approve(storeId, document, version: 5)).Ok();

        Assert.Equal(11m, await Price(storeId, product));
    }

    [Fact]
    public async Task A_document_of_the_future_begins_by_the_wall_clock_and_can_be_taken_back_before()
    {
        var (storeId, product) = await Given(price: 10m);
        var from = Wall().AddHours(30);
        var (kept, dropped) = (await Make(storeId, product, 12m, from: from), await Make(storeId, product, 13m, from: from.AddHours(1)));
        foreach (var document in new[] { kept, dropped })
        {
            await Submit(storeId, document);
            (await Approve(storeId, document)).Ok();
        }

        Assert.Equal("Approved", (await Show(storeId, dropped)).GetProperty("state").GetString());
        (await Owner(storeId).Post($"/api/catalog/price-changes/{dropped}/cancel", new { reason = "不调了" })).Ok();
        Assert.Equal(10m, await Price(storeId, product));
        await store.Later(TimeSpan.FromHours(30.5));
        Assert.Equal(12m, await Price(storeId, product));
        await store.Later(TimeSpan.FromHours(1));
        Assert.Equal(12m, await Price(storeId, product));
        var late = await Owner(storeId).Post($"/api/catalog/price-changes/{kept}/cancel", new { reason = "晚了" });
        Assert.Equal((422, "price_change.live"), (late.Status, late.Code));
    }

    [Fact]
    public async Task A_document_is_undone_by_one_that_reverses_it()
    {
        var (storeId, product) = await Given(price: 10m);
        var other = await store.GivenProduct(0, price: 5m);
        var document = (await Owner(storeId).Post("/api/catalog/price-changes", new
        {
            reason = "调价", listId = 0, storeIds = new[] { storeId }, lines = new[] { new { product.ProductId, price = 12m }, new { other.ProductId, price = 6m } },
        })).Ok().GetProperty("changeId").GetInt64();
        await Submit(storeId, document);
        (await Approve(storeId, document)).Ok();
        await store.Later(TimeSpan.FromMinutes(1));

        var undoing = (await Owner(storeId).Post($"/api/catalog/price-changes/{document}/reverse", new { reason = "调错了" })).Ok().GetProperty("changeId").GetInt64();
        var again = await Owner(storeId).Post($"/api/catalog/price-changes/{document}/reverse", new { reason = "调错了" });
        await Submit(storeId, undoing);
        (await Approve(storeId, undoing)).Ok();

        // The one had a price of its own here before; the other goes back to the chain's.
        Assert.Equal((10m, 5m), (await Price(storeId, product), await Price(storeId, other)));
        Assert.Equal((409, "price_change.reversed"), (again.Status, again.Code));
        Assert.NotNull((await Show(storeId, document)).GetProperty("reversedBy").GetString());
        Assert.NotNull((await Show(storeId, undoing)).GetProperty("reverses").GetString());
    }

    [Fact]
    public async Task The_end_of_a_price_can_be_taken_back_before_it_comes()
    {
        var (storeId, product) = await Given(price: 10m, chainPrice: 8m);
        var document = (await Owner(storeId).Post("/api/catalog/price-changes", new
        {
            reason = "回到统一价", listId = 0, storeIds = new[] { storeId }, from = Wall().AddHours(30), lines = new[] { new { product.ProductId, price = (decimal?)null } },
        })).Ok().GetProperty("changeId").GetInt64();
        await Submit(storeId, document);
        (await Approve(storeId, document)).Ok();
        (await Owner(storeId).Post($"/api/catalog/price-changes/{document}/cancel", new { reason = "不回了" })).Ok();

        await store.Later(TimeSpan.FromHours(31));
        Assert.Equal(10m, await Price(storeId, product));
    }

    [Fact]
    public async Task The_preview_shows_margin_and_warns_of_prices_below_the_floor()
    {
        var (storeId, product) = await Given(price: 10m);
        await store.MoveStock(storeId, [InventoryGivens.Received(product.ProductId, 10, 60m)]);
        (await Owner(storeId).Put($"/api/catalog/price-floors/Product/{product.ProductId}", new { floor = 9m })).Ok();
        var document = await Make(storeId, product, 8m);

        var line = (await Lines(storeId, document)).Single();

        Assert.Equal(
            (10m, 6m, 25m, 9m, true),
            (line.GetProperty("oldPrice").GetDecimal(), line.GetProperty("cost").GetDecimal(), line.GetProperty("margin").GetDecimal(), line.GetProperty("floor").GetDecimal(),
                line.GetProperty("belowFloor").GetBoolean()));
        var clerk = (await store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/price-changes/{document}/lines")).Ok().GetProperty("items")[0];
        Assert.Equal(JsonValueKind.Null, clerk.GetProperty("cost").ValueKind);
    }

    [Fact]
    public async Task Lines_come_from_a_file_and_rows_that_cannot_be_taken_are_named()
    {
        var (storeId, product) = await Given(price: 10m);
        var barcode = CatalogGivens.NewBarcode();
        var other = await store.GivenProduct(0, price: 3m, barcode: barcode);
        var document = await Make(storeId, product, 12m);

        var reply = (await Import(storeId, document, $"货号,新价,单位\n{product.Code},9.90,\n{barcode},2.50,件\nNO-SUCH,1.00,\n{product.Code},abc,\n{product.Code},5,托\n")).Ok();
        var lines = await Lines(storeId, document);

        Assert.Equal((2, 3), (reply.GetProperty("taken").GetInt32(), reply.GetProperty("rejected").GetInt32()));
        Assert.Equal([4, 5, 6], reply.GetProperty("rejections").EnumerateArray().Select(row => row.GetProperty("row").GetInt32()));
        Assert.Equal(
            new[] { (product.ProductId, 9.90m), (other.ProductId, 2.50m) }.Order(),
            lines.Select(line => (line.GetProperty("productId").GetInt64(), line.GetProperty("newPrice").GetDecimal())).Order());
        Assert.Equal((422, "price_change.file_unreadable"), ((await Import(storeId, document, "a,b\n1,2")) is { } bad ? (bad.Status, bad.Code) : default));
    }

    [Fact]
    public async Task A_document_can_be_for_a_price_list()
    {
        var (storeId, product) = await Given(price: 10m);
        var listId = (await Owner(storeId).Post("/api/catalog/price-lists", new { name = StoreApp.NewCode("L"), kind = "Special", priority = 0, storeIds = new[] { storeId } }))
            .Ok().GetProperty("listId").GetInt64();
        var document = (await Owner(storeId).Post("/api/catalog/price-changes", new { reason = "特价", listId, lines = new[] { new { product.ProductId, price = 7m } } }))
            .Ok().GetProperty("changeId").GetInt64();
        await Submit(storeId, document);
        (await Approve(storeId, document)).Ok();

        Assert.Equal(7m, await Price(storeId, product));
        await store.Later(TimeSpan.FromMinutes(1));
        var undoing = (await Owner(storeId).Post($"/api/catalog/price-changes/{document}/reverse", new { reason = "撤" })).Ok().GetProperty("changeId").GetInt64();
        await Submit(storeId, undoing);
        (await Approve(storeId, undoing)).Ok();
        Assert.Equal(10m, await Price(storeId, product));
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_gets_through_and_prices_are_written_once()
    {
        var (storeId, product) = await Given(price: 10m);
        var document = await Make(storeId, product, 12m);
        await Submit(storeId, document);

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Approve(storeId, document)));

        Assert.Equal([200, 409, 409, 409], replies.Select(reply => reply.Status).Order());
        Assert.Equal(2, (await store.Rows<long>("SELECT PriceId FROM catalog.Prices WHERE ProductId = @ProductId", product)).Count);
    }

    [Fact]
    public async Task Documents_made_at_once_have_numbers_of_their_own()
    {
        var (storeId, product) = await Given(price: 10m);

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Make(storeId, product, 12m)));

        Assert.Equal(4, (await store.Rows<string>("SELECT DISTINCT Number FROM catalog.PriceChanges WHERE ChangeId IN @made", new { made })).Count);
    }

    [Fact]
    public async Task Documents_are_listed_by_state_and_only_where_the_caller_may_see_them()
    {
        var (storeId, product) = await Given(price: 10m);
        var other = await store.GivenStore();
        var (draft, foreign) = (await Make(storeId, product, 12m), await Make(other, product, 12m));
        async Task<long[]> Seen(string query) => [.. (await store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/price-changes?limit=500{query}")).Ok()
            .GetProperty("items").EnumerateArray().Select(row => row.GetProperty("changeId").GetInt64())];

        Assert.Contains(draft, await Seen("&state=Draft"));
        Assert.DoesNotContain(draft, await Seen("&state=Live"));
        Assert.DoesNotContain(foreign, await Seen(""));
        Assert.Equal(403, (await store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/price-changes/{foreign}")).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "catalog.change-price").Post($"/api/catalog/price-changes/{foreign}/submit", null)).Status);
    }

    [Theory]
    [InlineData("""{"reason":"","listId":0,"storeIds":[STORE],"lines":[{"productId":PRODUCT,"price":1}]}""", 400, null)]
    [InlineData("""{"reason":"a","listId":0,"storeIds":[STORE],"lines":[{"productId":PRODUCT,"price":0}]}""", 400, null)]
    [InlineData("""{"reason":"a","listId":0,"storeIds":[STORE],"lines":[{"productId":PRODUCT,"price":1},{"productId":PRODUCT,"price":2}]}""", 422, "price_change.twice")]
    [InlineData("""{"reason":"a","listId":0,"storeIds":[STORE],"lines":[{"productId":PRODUCT,"price":1,"storeId":3}]}""", 422, "price_change.other_store")]
    [InlineData("""{"reason":"a","listId":0,"storeIds":[],"lines":[{"productId":PRODUCT,"price":null}]}""", 422, "price_change.no_price")]
    [InlineData("""{"reason":"a","listId":9,"storeIds":[STORE],"lines":[]}""", 404, "price_list.not_found")]
    [InlineData("""{"reason":"a","listId":0,"storeIds":[STORE],"lines":[{"productId":3,"price":1}]}""", 404, "product.not_found")]
    [InlineData("""{"reason":"a","listId":0,"storeIds":[STORE],"from":"2026-12-02T00:00:00","to":"2026-12-01T00:00:00","lines":[]}""", 400, null)]
    public async Task A_document_that_makes_no_sense_is_refused(string body, int status, string? code)
    {
        var (storeId, product) = await Given(price: 10m);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/catalog/price-changes")
        {
            Content = new StringContent(body.Replace("PRODUCT", Text(product.ProductId), StringComparison.Ordinal).Replace("STORE", Text(storeId), StringComparison.Ordinal), null, "application/json"),
        };

        var reply = await Owner(storeId).Send(request);

        Assert.Equal(status, reply.Status);
        if (code is not null)
            Assert.Equal(code, reply.Code);
    }

    [Fact]
    public async Task What_is_empty_is_not_put_forward_and_what_is_live_not_edited()
    {
        var (storeId, product) = await Given(price: 10m);
        var empty = (await Owner(storeId).Post("/api/catalog/price-changes", new { reason = "空", listId = 0, storeIds = new[] { storeId } })).Ok().GetProperty("changeId").GetInt64();
        var document = await Make(storeId, product, 12m);
        await Submit(storeId, document);
        (await Approve(storeId, document)).Ok();

        var submitted = await Owner(storeId).Post($"/api/catalog/price-changes/{empty}/submit", null);
        var edited = await Owner(storeId).Put($"/api/catalog/price-changes/{document}", new { reason = "改", listId = 0, storeIds = new[] { storeId }, version = 3 });
        var decided = await Approve(storeId, document, version: 3);

        Assert.Equal((422, "price_change.empty"), (submitted.Status, submitted.Code));
        Assert.Equal((409, "price_change.state"), (edited.Status, edited.Code));
        Assert.Equal((409, "price_change.state"), (decided.Status, decided.Code));
    }

    [Fact]
    public void Only_the_moves_of_the_table_are_allowed()
    {
        var allowed = from one in Enum.GetValues<PriceChangeState>()
                      from next in Enum.GetValues<PriceChangeState>()
                      where PriceChangeMoves.Allow(one, next)
                      select $"{one}>{next}";

        Assert.Equal(
            ["Approved>Cancelled", "Draft>Cancelled", "Draft>Submitted", "Refused>Cancelled", "Refused>Draft", "Submitted>Approved", "Submitted>Cancelled", "Submitted>Draft", "Submitted>Refused"],
            allowed.Order(StringComparer.Ordinal));
    }

    private async Task<(long StoreId, GivenProduct Product)> Given(decimal price, decimal? chainPrice = null)
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price);
        if (chainPrice is { } everywhere)
            (await store.PutPrice(storeId, product.ProductId, everywhere, priceStoreId: 0)).Ok();
        return (storeId, product);
    }

    private StoreApp.Client Owner(long storeId) => store.Owner(storeId, 0);

    private StoreApp.Client Approver(long storeId) => store.SignedIn(storeId, "catalog.view", "catalog.approve-price-change");

    private async Task<long> Make(long storeId, GivenProduct product, decimal price, StoreApp.Client? maker = null, DateTime? from = null) =>
        (await (maker ?? Owner(storeId)).Post("/api/catalog/price-changes", new
        {
            reason = "调价", listId = 0, storeIds = new[] { storeId }, from, lines = new[] { new { product.ProductId, price } },
        })).Ok().GetProperty("changeId").GetInt64();

    private async Task Submit(long storeId, long document) => (await Owner(storeId).Post($"/api/catalog/price-changes/{document}/submit", null)).Ok();

    private Task<StoreApp.Reply> Approve(long storeId, long document, int version = 2) =>
        Approver(storeId).Post($"/api/catalog/price-changes/{document}/decide", new { approve = true, version });

    private async Task<JsonElement> Show(long storeId, long document) => (await Owner(storeId).Get($"/api/catalog/price-changes/{document}")).Ok();

    private async Task<JsonElement[]> Lines(long storeId, long document) =>
        [.. (await Owner(storeId).Get($"/api/catalog/price-changes/{document}/lines")).Ok().GetProperty("items").EnumerateArray()];

    private async Task<StoreApp.Reply> Import(long storeId, long document, string csv)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/catalog/price-changes/{document}/lines/import") { Content = new StringContent(csv, null, "text/csv") };
        return await Owner(storeId).Send(request);
    }

    private async Task<decimal> Price(long storeId, GivenProduct product) => (await store.LookUp(storeId, product.Code)).Ok().Price();

    private DateTime Wall() => DateTime.SpecifyKind(
        TimeZoneInfo.ConvertTimeFromUtc(store.Clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")), DateTimeKind.Unspecified);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
