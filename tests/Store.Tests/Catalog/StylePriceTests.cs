using System.Text.Json;
using Store.Tests.Inventory;

namespace Store.Tests.Catalog;

/// <summary>A price of a style counts for all its variants, unless one has a price of its own in the same place.</summary>
public sealed class StylePriceTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task One_price_counts_for_all_variants_but_for_those_with_their_own()
    {
        var (storeId, styleId, codes) = await Given(price: null);
        await Put(styleId, 50m);
        (await store.PutPrice(storeId, await IdOf(codes[1]), 45m, priceStoreId: 0)).Ok();

        Assert.Equal([50m, 45m, 50m], await Prices(storeId, codes));
        var changed = (await Put(styleId, 60m)).Ok();
        Assert.Equal([60m, 45m, 60m], await Prices(storeId, codes));
        Assert.Equal((50m, 2, 1), (changed.GetProperty("oldPrice").GetDecimal(), changed.GetProperty("variants").GetInt32(), changed.GetProperty("withOwnPrice").GetInt32()));

        var style = (await store.Owner(0).Get($"/api/catalog/styles/{styleId}")).Ok();
        Assert.Equal(60m, style.Price());
        Assert.Equal([false, true, false], style.GetProperty("variants").EnumerateArray().Select(variant => variant.GetProperty("ownPrice").GetBoolean()));
        Assert.Empty(await store.Breaks("Every variant has the prices of its style"));
    }

    [Fact]
    public async Task Within_the_place_the_variant_comes_first_but_the_store_comes_before_the_chain()
    {
        var (storeId, styleId, codes) = await Given(price: null);
        var variant = await IdOf(codes[0]);
        (await store.PutPrice(storeId, variant, 45m, priceStoreId: 0)).Ok();
        await Put(styleId, 50m);
        Assert.Equal([45m, 50m, 50m], await Prices(storeId, codes));

        await Put(styleId, 40m, storeId);
        Assert.Equal([40m, 40m, 40m], await Prices(storeId, codes));
        (await store.PutPrice(storeId, variant, 39m)).Ok();
        Assert.Equal([39m, 40m, 40m], await Prices(storeId, codes));
        var elsewhere = await store.GivenStore();
        Assert.Equal(40m, (await store.Owner(storeId).Get($"/api/catalog/styles/{styleId}?storeId={storeId}")).Ok().Price());
        Assert.Equal(50m, (await store.Owner(elsewhere).Get($"/api/catalog/styles/{styleId}?storeId={elsewhere}")).Ok().Price());

        var explained = (await store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/stores/{storeId}/products/{variant}/price")).Ok();
        Assert.Equal((39m, false), (explained.Price(), explained.GetProperty("rivals")[0].GetProperty("ofStyle").GetBoolean()));
    }

    [Fact]
    public async Task After_a_price_of_its_own_that_ends_the_price_of_the_style_holds_again()
    {
        var (storeId, styleId, codes) = await Given(price: null);
        await Put(styleId, 50m);
        await store.Later(TimeSpan.FromSeconds(1));
        var ends = DateTime.SpecifyKind(store.Clock.GetUtcNow().UtcDateTime.AddHours(8).AddMinutes(2), DateTimeKind.Unspecified);
        (await store.PutPrice(storeId, await IdOf(codes[0]), 45m, priceStoreId: 0, to: ends.ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture))).Ok();

        Assert.Equal([45m, 50m, 50m], await Prices(storeId, codes));
        await Put(styleId, 55m);
        await store.Later(TimeSpan.FromMinutes(3));
        Assert.Equal([55m, 55m, 55m], await Prices(storeId, codes));
    }

    [Fact]
    public async Task Their_own_prices_end_where_that_is_asked()
    {
        var (storeId, styleId, codes) = await Given(price: null);
        foreach (var code in codes)
            (await store.PutPrice(storeId, await IdOf(code), 45m, priceStoreId: 0)).Ok();

        Assert.Equal(3, (await Put(styleId, 50m)).Ok().GetProperty("withOwnPrice").GetInt32());
        Assert.Equal([45m, 45m, 45m], await Prices(storeId, codes));
        await store.Later(TimeSpan.FromSeconds(1));
        var changed = (await store.Owner(0).Put($"/api/catalog/styles/{styleId}/price", new { storeId = 0, price = 50m, reason = "统一", alsoOwn = true })).Ok();

        Assert.Equal((3, 0), (changed.GetProperty("variants").GetInt32(), changed.GetProperty("withOwnPrice").GetInt32()));
        Assert.Equal([50m, 50m, 50m], await Prices(storeId, codes));
        var history = (await store.Owner(0).Get($"/api/catalog/products/{await IdOf(codes[0])}/price-history")).Ok().GetProperty("items").EnumerateArray();
        Assert.Equal([(50m, true), (45m, false)], history.Select(row => (row.Price(), row.GetProperty("ofStyle").GetBoolean())));
    }

    [Fact]
    public async Task A_new_variant_gets_the_prices_of_its_style_those_to_come_and_those_on_lists_too()
    {
        var (storeId, styleId, codes) = await Given(price: 50m);
        var listId = await GivenList(storeId);
        (await store.Owner(storeId, 0).Put($"/api/catalog/price-lists/{listId}/prices", new { lines = new[] { new { productId = 0, styleId, price = 48m } }, reason = "特价" })).Ok();
        await Put(styleId, 47m, from: "2099-01-01T00:00:00");

        var made = (await Make(styleId, [new { values = new[] { 2, 1 } }, new { values = new[] { 2, 2 }, price = 44m }], price: null)).Ok().GetProperty("made");
        string[] others = [.. made.EnumerateArray().Select(one => one.GetProperty("code").GetString()!)];

        Assert.Equal([48m, 48m, 48m], await Prices(storeId, codes));
        Assert.Equal([48m, 44m], await Prices(storeId, others));
        Assert.Equal(3, (await store.Rows<long>("SELECT PriceMinor FROM catalog.Prices WHERE ProductId = @id AND StyleId <> 0", new { id = made[0].GetProperty("productId").GetInt64() })).Count);
        Assert.Empty(await store.Breaks("Every variant has the prices of its style"));
    }

    [Fact]
    public async Task The_first_price_that_is_given_to_all_variants_is_the_styles()
    {
        var (storeId, styleId, codes) = await Given(price: 50m);

        var dearer = (await Make(styleId, [new { values = new[] { 2, 1 } }], price: 70m)).Ok().GetProperty("made")[0].GetProperty("code").GetString()!;
        await Put(styleId, 55m);

        Assert.Equal([55m, 55m, 55m, 70m], await Prices(storeId, [.. codes, dearer]));
    }

    [Fact]
    public async Task On_a_list_a_style_has_one_price_and_a_variant_its_own_and_each_comes_off_by_itself()
    {
        var (storeId, styleId, codes) = await Given(price: 50m);
        var variant = await IdOf(codes[0]);
        var listId = await GivenList(storeId);
        var owner = store.Owner(storeId, 0);
        (await owner.Put($"/api/catalog/price-lists/{listId}/prices", new { lines = new object[] { new { productId = 0, styleId, price = 40m }, new { productId = variant, price = 38m } }, reason = "特价" })).Ok();
        Assert.Equal([38m, 40m, 40m], await Prices(storeId, codes));
        var shown = (await owner.Get($"/api/catalog/price-lists/{listId}/prices")).Ok().GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(3, shown.Count(row => row.GetProperty("styleName").GetString() == "T恤"));
        Assert.Single(shown, row => row.GetProperty("styleName").ValueKind == JsonValueKind.Null);

        await store.Later(TimeSpan.FromSeconds(1));
        (await owner.Delete($"/api/catalog/price-lists/{listId}/prices/{variant}")).Ok();
        Assert.Equal([40m, 40m, 40m], await Prices(storeId, codes));
        Assert.Equal(404, (await owner.Delete($"/api/catalog/price-lists/{listId}/prices/{variant}")).Status);
        (await owner.Delete($"/api/catalog/price-lists/{listId}/prices/{variant}?ofStyle=true")).Ok();
        await store.Later(TimeSpan.FromSeconds(1));
        Assert.Equal([50m, 50m, 50m], await Prices(storeId, codes));
    }

    [Fact]
    public async Task A_document_sets_and_undoes_the_price_of_a_style_for_variants_made_meanwhile_too()
    {
        var (storeId, styleId, codes) = await Given(price: 50m);
        var maker = store.SignedIn(storeId, "catalog.view", "catalog.change-price");
        var approver = store.SignedIn(storeId, "catalog.view", "catalog.change-price", "catalog.approve-price-change");
        var document = (await maker.Post("/api/catalog/price-changes", new
        {
            reason = "换季", listId = 0, storeIds = new[] { storeId }, lines = new object[] { new { productId = 0, styleId, price = 30m }, new { productId = await IdOf(codes[0]), price = 28m } },
        })).Ok().GetProperty("changeId").GetInt64();
        var lines = (await maker.Get($"/api/catalog/price-changes/{document}/lines")).Ok().GetProperty("items").EnumerateArray().ToList();
        Assert.Equal((4, 3), (lines.Count, lines.Count(line => line.GetProperty("styleId").ValueKind == JsonValueKind.Number)));
        (await maker.Post($"/api/catalog/price-changes/{document}/submit", null)).Ok();
        var late = (await Make(styleId, [new { values = new[] { 2, 1 } }], price: null)).Ok().GetProperty("made")[0].GetProperty("code").GetString()!;

        (await approver.Post($"/api/catalog/price-changes/{document}/decide", new { approve = true, version = 2 })).Ok();
        Assert.Equal([28m, 30m, 30m, 30m], await Prices(storeId, [.. codes, late]));

        await store.Later(TimeSpan.FromSeconds(2));
        var undoing = (await maker.Post($"/api/catalog/price-changes/{document}/reverse", new { reason = "撤" })).Ok().GetProperty("changeId").GetInt64();
        (await maker.Post($"/api/catalog/price-changes/{undoing}/submit", null)).Ok();
        (await approver.Post($"/api/catalog/price-changes/{undoing}/decide", new { approve = true, version = 2 })).Ok();
        Assert.Equal([50m, 50m, 50m, 50m], await Prices(storeId, [.. codes, late]));
        Assert.Empty(await store.Breaks("Every variant has the prices of its style"));
    }

    [Fact]
    public async Task A_document_that_is_taken_back_leaves_the_old_price_also_to_a_variant_made_meanwhile()
    {
        var (storeId, styleId, codes) = await Given(price: 50m);
        var maker = store.SignedIn(storeId, "catalog.view", "catalog.change-price");
        var approver = store.SignedIn(storeId, "catalog.view", "catalog.change-price", "catalog.approve-price-change");
        await Put(styleId, 40m, storeId);
        await store.Later(TimeSpan.FromSeconds(1));
        var from = DateTime.SpecifyKind(store.Clock.GetUtcNow().UtcDateTime.AddHours(8).AddHours(1), DateTimeKind.Unspecified);
        var document = (await maker.Post("/api/catalog/price-changes", new
        {
            reason = "取消店价", listId = 0, storeIds = new[] { storeId }, from, lines = new object[] { new { productId = 0, styleId, price = (decimal?)null } },
        })).Ok().GetProperty("changeId").GetInt64();
        (await maker.Post($"/api/catalog/price-changes/{document}/submit", null)).Ok();
        (await approver.Post($"/api/catalog/price-changes/{document}/decide", new { approve = true, version = 2 })).Ok();
        var late = (await Make(styleId, [new { values = new[] { 2, 1 } }], price: null)).Ok().GetProperty("made")[0].GetProperty("code").GetString()!;

        (await maker.Post($"/api/catalog/price-changes/{document}/cancel", new { reason = "不取消了" })).Ok();
        await store.Later(TimeSpan.FromHours(2));

        Assert.Equal([40m, 40m, 40m, 40m], await Prices(storeId, [.. codes, late]));
    }

    [Fact]
    public async Task Of_two_who_change_the_price_at_once_one_is_told()
    {
        var (_, styleId, _) = await Given(price: 50m);

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(step => store.Owner(0).Put($"/api/catalog/styles/{styleId}/price", new
        {
            storeId = 0, price = 60m + step, reason = "抢", seenVersion = 1,
        })));

        Assert.Equal([200, 409, 409, 409], replies.Select(reply => reply.Status).Order());
        Assert.All(replies.Where(reply => reply.Status == 409), reply => Assert.Equal("price.moved", reply.Code));
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        var (storeId, styleId, codes) = await Given(price: 50m);
        var (variant, listId) = (await IdOf(codes[0]), await GivenList(storeId));
        var (empty, _) = await GivenStyle();
        Task<StoreApp.Reply> OnList(object line) => store.Owner(storeId, 0).Put($"/api/catalog/price-lists/{listId}/prices", new { lines = new[] { line }, reason = "a" });

        Assert.Equal((409, "price.unchanged"), (await Put(styleId, 50m)) is { } same ? (same.Status, same.Code) : default);
        Assert.Equal((422, "style.no_variants"), (await Put(empty, 50m)) is { } none ? (none.Status, none.Code) : default);
        Assert.Equal(404, (await Put(7, 50m)).Status);
        Assert.Equal(400, (await Put(styleId, 0m)).Status);
        Assert.Equal(400, (await OnList(new { productId = variant, styleId, price = 1m })).Status);
        Assert.Equal(400, (await OnList(new { productId = 0, price = 1m })).Status);
        Assert.Equal(400, (await OnList(new { productId = 0, styleId, price = 1m, unit = "箱" })).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "catalog.change-price").Put($"/api/catalog/styles/{styleId}/price", new { storeId = 0, price = 1m, reason = "a" })).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "catalog.view").Put($"/api/catalog/styles/{styleId}/price", new { storeId, price = 1m, reason = "a" })).Status);
    }

    [Fact]
    public async Task Verify_finds_a_variant_without_the_price_of_its_style()
    {
        var (storeId, _, codes) = await Given(price: 50m);
        var variant = await IdOf(codes[0]);

        await store.Spoil("UPDATE catalog.Prices SET PriceMinor = 1 WHERE ProductId = @variant", new { variant });

        Assert.Contains(await store.Breaks("Every variant has the prices of its style"), one => one.Contains($"{variant}", StringComparison.Ordinal));
        await store.Spoil("UPDATE catalog.Prices SET PriceMinor = 5000 WHERE ProductId = @variant", new { variant });
    }

    private async Task<(long StoreId, long StyleId, string[] Codes)> Given(decimal? price)
    {
        var (styleId, code) = await GivenStyle();
        (await Make(styleId, [.. Enumerable.Range(1, 3).Select(size => new { values = new[] { 1, size } })], price)).Ok();
        return (await store.GivenStore(), styleId, [.. Enumerable.Range(1, 3).Select(size => $"{code}-RED-0{size}")]);
    }

    private async Task<(long StyleId, string Code)> GivenStyle()
    {
        var code = StoreApp.NewCode("S");
        var attributes = new[]
        {
            new { name = "颜色", values = new[] { new { name = "Red" }, new { name = "蓝" } } },
            new { name = "尺码", values = new[] { new { name = "小" }, new { name = "中" }, new { name = "大" } } },
        };
        return ((await store.Owner(0).Post("/api/catalog/styles", new { code, name = "T恤", attributes })).Ok().GetProperty("styleId").GetInt64(), code);
    }

    private Task<StoreApp.Reply> Make(long styleId, object[] variants, decimal? price) =>
        store.Owner(0).Post($"/api/catalog/styles/{styleId}/variants", new { unit = "件", taxCode = "NONE", price, variants });

    private async Task<StoreApp.Reply> Put(long styleId, decimal price, long storeId = 0, string? from = null)
    {
        await store.Later(TimeSpan.FromSeconds(1));
        return await store.Owner([.. new[] { storeId, 0 }.Distinct()]).Put($"/api/catalog/styles/{styleId}/price", new { storeId, price, from, reason = "测试" });
    }

    private async Task<long> GivenList(long storeId) => (await store.Owner(storeId).Post("/api/catalog/price-lists", new
    {
        name = StoreApp.NewCode("价表"), kind = "Special", priority = 0, storeIds = new[] { storeId },
    })).Ok().GetProperty("listId").GetInt64();

    private async Task<long> IdOf(string code) =>
        (await store.Rows<long>("SELECT ProductId FROM catalog.Products WHERE Code = @code", new { code })).Single();

    private async Task<decimal[]> Prices(long storeId, string[] codes)
    {
        var prices = new List<decimal>();
        foreach (var code in codes)
            prices.Add((await store.LookUp(storeId, code)).Ok().Price());
        return [.. prices];
    }
}
