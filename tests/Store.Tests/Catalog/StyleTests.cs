namespace Store.Tests.Catalog;

/// <summary>Styles and their variants.</summary>
public sealed class StyleTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_style_becomes_products_of_every_colour_and_size()
    {
        var storeId = await store.GivenStore();
        var (styleId, code) = await GivenStyle();

        var made = (await Make(styleId, Variants(2, 3), price: 59m)).Ok();
        var style = (await store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/styles/{styleId}?storeId={storeId}")).Ok();

        Assert.Equal(6, made.GetProperty("made").GetArrayLength());
        Assert.Equal($"{code}-RED-01", made.GetProperty("made")[0].GetProperty("code").GetString());
        Assert.Equal("T恤 Red 小", made.GetProperty("made")[0].GetProperty("name").GetString());
        Assert.Equal(6, style.GetProperty("variants").EnumerateArray().Count(variant => variant.GetProperty("price").GetDecimal() == 59m));
        Assert.Equal(["颜色", "尺码"], style.GetProperty("attributes").EnumerateArray().Select(attribute => attribute.GetProperty("name").GetString()!));
        Assert.Equal("Red / 小", (await store.LookUp(storeId, $"{code}-RED-01")).Ok().GetProperty("spec").GetString());
    }

    [Fact]
    public async Task Variants_that_are_there_are_passed_over_and_new_values_extend_the_style()
    {
        var (styleId, code) = await GivenStyle();
        (await Make(styleId, Variants(2, 3))).Ok();
        var attributes = new object[]
        {
            new { name = "颜色", values = new object[] { new { name = "Red", valueNo = 1 }, new { name = "蓝", valueNo = 2 }, new { name = "Green" } } },
            new { name = "尺码", values = new object[] { new { name = "S", valueNo = 1 }, new { name = "中", valueNo = 2 }, new { name = "大", valueNo = 3 } } },
        };

        (await store.Owner(0).Put($"/api/catalog/styles/{styleId}", new { name = "T恤", attributes, version = 1 })).Ok();
        var made = (await Make(styleId, Variants(3, 3))).Ok();

        Assert.Equal((3, 6), (made.GetProperty("made").GetArrayLength(), made.GetProperty("alreadyThere").GetInt32()));
        Assert.Equal($"{code}-GREEN-01", made.GetProperty("made")[0].GetProperty("code").GetString());
        Assert.Equal("T恤 Green S", made.GetProperty("made")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_value_that_a_variant_has_stays()
    {
        var (styleId, _) = await GivenStyle();
        (await Make(styleId, Variants(1, 1))).Ok();
        object Without(params object[] colours) => new
        {
            name = "T恤", version = 1,
            attributes = new object[] { new { name = "颜色", values = colours }, new { name = "尺码", values = new[] { new { name = "小", valueNo = 1 }, new { name = "中", valueNo = 2 }, new { name = "大", valueNo = 3 } } } },
        };

        var used = await store.Owner(0).Put($"/api/catalog/styles/{styleId}", Without(new { name = "蓝", valueNo = 2 }));
        var unused = await store.Owner(0).Put($"/api/catalog/styles/{styleId}", Without(new { name = "Red", valueNo = 1 }));

        Assert.Equal((422, "style.value_used"), (used.Status, used.Code));
        Assert.Equal(200, unused.Status);
    }

    [Fact]
    public async Task Of_many_who_make_the_same_variant_one_does()
    {
        var (styleId, _) = await GivenStyle();

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Make(styleId, Variants(2, 2))));

        Assert.Equal(4, replies.Where(reply => reply.Status == 200).Sum(reply => reply.Json.GetProperty("made").GetArrayLength()));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "product.code_taken"), (reply.Status, reply.Code)));
    }

    [Fact]
    public async Task A_barcode_that_is_taken_makes_none_of_them()
    {
        var barcode = CatalogGivens.NewBarcode();
        await store.GivenProduct(0, barcode: barcode);
        var (styleId, _) = await GivenStyle();

        var reply = await Make(styleId, [new { values = new[] { 1, 1 }, barcode = (string?)null }, new { values = new[] { 1, 2 }, barcode = (string?)barcode }]);

        Assert.Equal((409, "barcode.taken"), (reply.Status, reply.Code));
        Assert.Empty((await store.Owner(0).Get($"/api/catalog/styles/{styleId}")).Ok().GetProperty("variants").EnumerateArray());
    }

    [Fact]
    public async Task What_is_common_is_changed_in_all_variants_and_the_list_of_goods_shows_the_style()
    {
        var (styleId, code) = await GivenStyle();
        (await Make(styleId, Variants(2, 1), price: 10m)).Ok();

        var changed = (await store.Owner(0).Put($"/api/catalog/styles/{styleId}/variants", new { brand = "新牌", flags = new[] { "NoDiscount" }, active = false })).Ok();
        var goods = (await store.Owner(0).Get($"/api/catalog/products?text={code}")).Ok().GetProperty("items").EnumerateArray().ToArray();

        Assert.Equal(2, changed.GetProperty("changed").GetInt32());
        Assert.Equal(2, goods.Length);
        Assert.All(goods, product => Assert.Equal(
            ("新牌", false, styleId, "T恤", 10m),
            (product.GetProperty("brand").GetString(), product.GetProperty("active").GetBoolean(), product.GetProperty("styleId").GetInt64(), product.GetProperty("styleName").GetString(), product.Price())));
    }

    [Fact]
    public async Task Variants_get_their_barcodes_all_or_none_and_may_swap_them()
    {
        var (styleId, _) = await GivenStyle();
        var ids = (await Make(styleId, Variants(1, 3))).Ok().GetProperty("made").EnumerateArray().Select(one => one.GetProperty("productId").GetInt64()).ToArray();
        var (one, two, taken) = (CatalogGivens.NewBarcode(), CatalogGivens.NewBarcode(), CatalogGivens.NewBarcode());
        await store.GivenProduct(0, barcode: taken);
        Task<StoreApp.Reply> Set(params string?[] barcodes) => store.Owner(0).Put($"/api/catalog/styles/{styleId}/barcodes", new { lines = ids.Zip(barcodes, (productId, barcode) => new { productId, barcode }) });
        async Task<string[]> Shown() => [.. (await store.Owner(0).Get($"/api/catalog/styles/{styleId}")).Ok().GetProperty("variants").EnumerateArray().Select(variant => variant.GetProperty("barcode").GetString() ?? "-")];

        Assert.Equal(2, (await Set(one, two)).Ok().GetProperty("changed").GetInt32());
        Assert.Equal([one, two, "-"], await Shown());
        Assert.Equal(2, (await Set(two, one, null)).Ok().GetProperty("changed").GetInt32());
        Assert.Equal([two, one, "-"], await Shown());
        Assert.Equal((409, "barcode.taken"), (await Set("", one, taken)) is { } refused ? (refused.Status, refused.Code) : default);
        Assert.Equal([two, one, "-"], await Shown());
        Assert.Equal(1, (await Set("", one)).Ok().GetProperty("changed").GetInt32());
        Assert.Equal(["-", one, "-"], await Shown());
        Assert.Equal(400, (await Set("6901234567890")).Status);
        Assert.Equal(404, (await store.Owner(0).Put($"/api/catalog/styles/{styleId}/barcodes", new { lines = new[] { new { productId = 5, barcode = one } } })).Status);
    }

    [Fact]
    public async Task Codes_of_the_chains_own_are_numbered_by_the_mask_for_them()
    {
        var owner = store.Owner(0);
        Assert.Equal((422, "barcode.no_mask"), (await owner.Get("/api/catalog/barcodes/free?count=2")) is { } without ? (without.Status, without.Code) : default);
        (await owner.Post("/api/catalog/code-masks", new { storeId = 0, position = 5, name = "自编码", kind = "Product", pattern = "20IIIIIIIIIIC" })).Ok();
        async Task<string[]> Free(int count) => [.. (await owner.Get($"/api/catalog/barcodes/free?count={count}")).Ok().GetProperty("barcodes").EnumerateArray().Select(code => code.GetString()!)];

        Assert.Equal(["2000000000015", "2000000000022"], await Free(2));
        await store.GivenProduct(0, barcode: "2000000000022");
        Assert.Equal(["2000000000039"], await Free(1));
        Assert.Equal(400, (await owner.Get("/api/catalog/barcodes/free?count=0")).Status);
        Assert.Equal(403, (await store.SignedIn(1, "catalog.view").Get("/api/catalog/barcodes/free")).Status);
    }

    [Fact]
    public async Task Styles_are_listed_and_searched_by_pages()
    {
        var (_, one) = await GivenStyle();
        var (_, two) = await GivenStyle();
        async Task<string[]> Codes(string query) => [.. (await store.Owner(0).Get($"/api/catalog/styles?{query}")).Ok().GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()!)];

        Assert.Equal([one], await Codes($"text={one.ToLowerInvariant()}"));
        Assert.Contains(two, await Codes("text=恤&limit=500"));
        Assert.Empty(await Codes("text=%25zzz"));
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        var (styleId, code) = await GivenStyle();
        object Style(string pattern, params object[] values) => new { code = StoreApp.NewCode("S"), name = "x", codePattern = pattern, attributes = new[] { new { name = "色", values } } };

        Assert.Equal(409, (await store.Owner(0).Post("/api/catalog/styles", new { code, name = "x", attributes = new[] { new { name = "色", values = new[] { new { name = "红" } } } } })).Status);
        Assert.Equal(400, (await store.Owner(0).Post("/api/catalog/styles", Style("{style}", new { name = "红" }))).Status);
        Assert.Equal(400, (await store.Owner(0).Post("/api/catalog/styles", Style("", new { name = "红" }, new { name = "红" }))).Status);
        Assert.Equal(400, (await store.Owner(0).Post("/api/catalog/styles", new { code = "S", name = "x", attributes = Array.Empty<object>() })).Status);
        Assert.Equal(400, (await store.Owner(0).Post("/api/catalog/styles", new { code = "S", name = "x" })).Status);
        Assert.Equal(422, (await store.Owner(0).Post("/api/catalog/styles", Style("", new { name = "红", code = "A" }, new { name = "蓝", code = "a" }))).Status);
        Assert.Equal(422, (await Make(styleId, [new { values = new[] { 9, 1 } }])).Status);
        Assert.Equal(422, (await Make(styleId, [new { values = new[] { 1 } }])).Status);
        Assert.Equal(400, (await Make(styleId, [])).Status);
        Assert.Equal(404, (await Make(5, Variants(1, 1))).Status);
        Assert.Equal(403, (await store.SignedIn(1, "catalog.view").Post($"/api/catalog/styles/{styleId}/variants", new { unit = "件", taxCode = "NONE", variants = Variants(1, 1) })).Status);
    }

    private static object[] Variants(int colours, int sizes) =>
        [.. Enumerable.Range(1, colours).SelectMany(colour => Enumerable.Range(1, sizes).Select(size => new { values = new[] { colour, size } }))];

    private Task<StoreApp.Reply> Make(long styleId, object[] variants, decimal? price = null) =>
        store.Owner(0).Post($"/api/catalog/styles/{styleId}/variants", new { brand = "优牌", unit = "件", taxCode = "NONE", price, variants });

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
}
