namespace Store.Tests.Catalog;

public sealed class ProductTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_product_is_shown_as_it_was_made()
    {
        var storeId = await store.GivenStore();
        var categoryId = await Category("饮料");
        var (code, barcode) = (StoreApp.NewCode("p").ToLowerInvariant(), CatalogGivens.NewBarcode());
        var productId = (await store.Owner(0).Post("/api/catalog/products", new
        {
            code, name = " 乌龙茶 ", brand = "东方树叶", spec = "500ml", unit = "瓶", categoryId, taxCode = "none", barcodes = new[] { new { barcode, unit = "瓶", factor = 1 } }, price = 5.50m,
        })).Ok().GetProperty("productId").GetInt64();

        var product = (await store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/products/{productId}")).Ok();

        Assert.Equal(
            (code.ToUpperInvariant(), "乌龙茶", "东方树叶", "500ml", "瓶", "NONE", 5.50m, true, 1),
            (product.GetProperty("code").GetString(), product.GetProperty("name").GetString(), product.GetProperty("brand").GetString(), product.GetProperty("spec").GetString(),
                product.GetProperty("unit").GetString(), product.GetProperty("taxCode").GetString(), product.Price(), product.GetProperty("active").GetBoolean(),
                product.GetProperty("version").GetInt32()));
        Assert.Equal(categoryId, product.GetProperty("categoryId").GetInt64());
        Assert.Equal(barcode, Assert.Single(product.GetProperty("barcodes").EnumerateArray()).GetProperty("barcode").GetString());
    }

    [Fact]
    public async Task A_code_is_given_once_whatever_its_case_and_however_many_ask_at_once()
    {
        var code = StoreApp.NewCode("x");

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => store.Owner(0).Post("/api/catalog/products", New(i % 2 == 0 ? code.ToLowerInvariant() : code))));

        Assert.Equal(1, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "product.code_taken"), (reply.Status, reply.Code)));
    }

    [Fact]
    public async Task The_same_request_with_the_same_key_makes_one_product()
    {
        var (body, key, owner) = (New(StoreApp.NewCode("K")), Guid.NewGuid().ToString(), store.Owner(0));

        var (first, again) = (await owner.Post("/api/catalog/products", body, key), await owner.Post("/api/catalog/products", body, key));

        Assert.Equal(200, first.Status);
        Assert.Equal(first.Text, again.Text);
    }

    [Fact]
    public async Task An_edit_replaces_facts_and_barcodes_and_is_in_the_audit_log()
    {
        var storeId = await store.GivenStore();
        var (old, now) = (CatalogGivens.NewBarcode(), CatalogGivens.NewBarcode());
        var product = await store.GivenProduct(storeId, name: "原名", barcode: old);

        (await Edit(product, new { code = product.Code, name = "新名", unit = "盒", taxCode = "NONE", barcodes = new[] { new { barcode = now, unit = "", factor = 1 } }, active = true, version = 1 })).Ok();

        Assert.Equal(404, (await store.LookUp(storeId, old)).Status);
        Assert.Equal("新名", (await store.LookUp(storeId, now)).Ok().GetProperty("name").GetString());
        var entry = (await store.Rows<string>(
            "SELECT OldValue FROM kernel.AuditEntries WHERE Subject = @subject AND OldValue IS NOT NULL", new { subject = $"product {product.Code}" })).Single();
        Assert.Contains("原名", System.Text.RegularExpressions.Regex.Unescape(entry), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_that_the_product_has_changed()
    {
        var product = await store.GivenProduct(await store.GivenStore());
        var body = new { code = product.Code, name = "改名", unit = "件", taxCode = "NONE", barcodes = Array.Empty<object>(), active = true, version = 1 };

        var (first, second) = (await Edit(product, body), await Edit(product, body));

        Assert.Equal(200, first.Status);
        Assert.Equal((409, "product.stale"), (second.Status, second.Code));
    }

    [Fact]
    public async Task A_price_change_in_between_does_not_disturb_an_edit()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId);
        (await store.PutPrice(storeId, product.ProductId, 4m)).Ok();

        Assert.Equal(200, (await Edit(product, new { code = product.Code, name = "改名", unit = "件", taxCode = "NONE", active = true, version = 1 })).Status);
    }

    [Fact]
    public async Task What_a_product_refers_to_has_to_be_there()
    {
        var product = await store.GivenProduct(await store.GivenStore());
        var other = await store.GivenProduct(await store.GivenStore());
        object Body(string code, string taxCode = "NONE", long? categoryId = null) => new { code, name = "x", unit = "件", taxCode, categoryId, active = true, version = 1 };

        var replies = new[]
        {
            await Edit(product, Body(product.Code, taxCode: "NO-SUCH")), await Edit(product, Body(product.Code, categoryId: 12345)), await Edit(product, Body(other.Code)),
            await Edit(product with { ProductId = 12345 }, Body("X")), await store.Owner(0).Get("/api/catalog/products/12345"), await store.Owner(0).Get("/api/catalog/products/12345/prices"),
        };

        Assert.Equal(
            [(422, "tax_code.unknown"), (422, "category.unknown"), (409, "product.code_taken"), (404, "product.not_found"), (404, "product.not_found"), (404, "product.not_found")],
            replies.Select(reply => (reply.Status, reply.Code!)));
    }

    public static TheoryData<string> BadBodies() => new(
        "{}", "null", "[]", "\"x\"", "{\"code\":null,\"name\":null}", Json("code", "\"\""), Json("code", "\"   \""), Json("code", $"\"{new string('c', 49)}\""), Json("code", "\"a\\u0000b\""),
        Json("name", "\"\""), Json("name", $"\"{new string('n', 201)}\""), Json("name", "\"a\\nb\""), Json("name", "\"\\ud800\""), Json("unit", "\"\""), Json("taxCode", "null"),
        Json("brand", $"\"{new string('b', 101)}\""), Json("spec", $"\"{new string('s', 101)}\""), Json("barcodes", "[null]"), Json("barcodes", "{}"), Json("categoryId", "\"1\""),
        Json("categoryId", "1e40"), Json("price", "0"), Json("price", "1.005"), Json("price", "1e28"), Json("price", "\"1\""), Json("active", "\"yes\""));

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Bad_input_is_refused(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/catalog/products") { Content = new StringContent(body, null, "application/json") };

        var reply = await store.Owner(0).Send(request);

        Assert.Equal(400, reply.Status);
    }

    [Fact]
    public async Task Nobody_edits_goods_without_the_permission()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId);
        var viewer = store.SignedIn(storeId, "catalog.view");

        Assert.Equal(401, (await store.Anonymous().Post("/api/catalog/products", New("X"))).Status);
        Assert.Equal(401, (await store.Anonymous().Get("/api/catalog/products")).Status);
        Assert.Equal(403, (await viewer.Post("/api/catalog/products", New("X"))).Status);
        Assert.Equal(403, (await viewer.Put($"/api/catalog/products/{product.ProductId}", New(product.Code))).Status);
        Assert.Equal(403, (await viewer.Post("/api/catalog/categories", new { name = "x" })).Status);
        Assert.Equal(403, (await viewer.Post("/api/catalog/tax-codes", new { code = "X", name = "x", rate = 1 })).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "checkout.sell").Get("/api/catalog/products")).Status);
    }

    [Fact]
    public async Task Another_stores_prices_are_not_shown()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());
        var product = await store.GivenProduct(other, price: 8m);
        var viewer = store.SignedIn(mine, "catalog.view");

        Assert.Equal(403, (await viewer.Get($"/api/catalog/products/{product.ProductId}?storeId={other}")).Status);
        Assert.Equal(403, (await viewer.Get($"/api/catalog/products?storeId={other}")).Status);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await viewer.Get($"/api/catalog/products/{product.ProductId}?storeId={mine}")).Ok().GetProperty("price").ValueKind);
    }

    [Fact]
    public async Task The_range_is_paged_in_the_order_of_codes_without_gap_or_double()
    {
        var prefix = StoreApp.NewCode("分页");
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
            made.Add((await store.GivenProduct(0, name: $"{prefix}{i}")).Code);

        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = (await store.Owner(0).Get($"/api/catalog/products?text={Uri.EscapeDataString(prefix)}&limit=2&after={after}")).Ok();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()!));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        Assert.Equal(made.Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_category_shows_what_stands_in_it_and_below_it()
    {
        var top = await Category("食品");
        var below = await Category("糖果", top);
        var (inTop, inBelow) = (await InCategory(top), await InCategory(below));

        Assert.Equal(new[] { inTop, inBelow }.Order(StringComparer.Ordinal), await Codes($"categoryId={top}"));
        Assert.Equal([inBelow], await Codes($"categoryId={below}"));
        Assert.Empty(await Codes("categoryId=12345"));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("limit=x")]
    [InlineData("categoryId=x")]
    public async Task Bad_paging_is_refused(string query) => Assert.Equal(400, (await store.Owner(0).Get($"/api/catalog/products?{query}")).Status);

    private static object New(string code) => new { code, name = "新品", unit = "件", taxCode = "NONE", barcodes = Array.Empty<object>(), active = true };

    private static string Json(string field, string value)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = "\"C1\"", ["name"] = "\"名\"", ["unit"] = "\"件\"", ["taxCode"] = "\"NONE\"" };
        fields[field] = value;
        return "{" + string.Join(",", fields.Select(pair => $"\"{pair.Key}\":{pair.Value}")) + "}";
    }

    private Task<StoreApp.Reply> Edit(GivenProduct product, object body) => store.Owner(0).Put($"/api/catalog/products/{product.ProductId}", body);

    private async Task<long> Category(string name, long? parentId = null) =>
        (await store.Owner(0).Post("/api/catalog/categories", new { name = StoreApp.NewCode(name), parentId })).Ok().GetProperty("categoryId").GetInt64();

    private async Task<string> InCategory(long categoryId)
    {
        var code = StoreApp.NewCode("C");
        (await store.Owner(0).Post("/api/catalog/products", new { code, name = "分类商品", unit = "件", taxCode = "NONE", categoryId })).Ok();
        return code;
    }

    private async Task<string[]> Codes(string query) =>
        [.. (await store.Owner(0).Get($"/api/catalog/products?{query}")).Ok().GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()!)];
}
