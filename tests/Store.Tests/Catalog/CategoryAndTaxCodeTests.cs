namespace Store.Tests.Catalog;

public sealed class CategoryAndTaxCodeTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Categories_make_a_tree_with_each_name_once_on_its_place()
    {
        var (name, top) = (StoreApp.NewCode("名"), await Made(StoreApp.NewCode("顶")));

        var child = await Made(name, top);
        var (twice, elsewhere) = (await Make(name, top), await Make(name));
        var items = (await store.Owner(0).Get("/api/catalog/categories")).Ok().GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("categoryId").GetInt64());

        Assert.Equal((409, "category.taken"), (twice.Status, twice.Code));
        Assert.Equal(200, elsewhere.Status);
        Assert.Equal(top, items[child].GetProperty("parentId").GetInt64());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, items[top].GetProperty("parentId").ValueKind);
    }

    [Fact]
    public async Task A_category_does_not_move_below_itself_and_two_editors_do_not_overwrite_each_other()
    {
        var top = await Made(StoreApp.NewCode("顶"));
        var child = await Made(StoreApp.NewCode("子"), top);
        var grandchild = await Made(StoreApp.NewCode("孙"), child);
        Task<StoreApp.Reply> Put(long categoryId, long? parentId, int version = 1) =>
            store.Owner(0).Put($"/api/catalog/categories/{categoryId}", new { name = StoreApp.NewCode("改"), parentId, version });

        var replies = new[] { await Put(top, grandchild), await Put(top, top), await Put(child, 12345), await Put(12345, null), await Put(grandchild, top), await Put(grandchild, null) };

        Assert.Equal(
            [(422, "category.below_itself"), (422, "category.below_itself"), (422, "category.unknown"), (404, "category.not_found"), (200, null), (409, "category.stale")],
            replies.Select(reply => (reply.Status, reply.Status == 200 ? null : reply.Code)));
    }

    [Fact]
    public async Task The_tree_does_not_grow_without_end()
    {
        long? parentId = null;
        for (var level = 0; level < 8; level++)
            parentId = await Made(StoreApp.NewCode("层"), parentId);
        var (branch, below) = (await Made(StoreApp.NewCode("枝")), StoreApp.NewCode("叶"));

        var (ninth, moved) = (await Make(below, parentId), await store.Owner(0).Put($"/api/catalog/categories/{branch}", new { name = below, parentId, version = 1 }));

        Assert.Equal((422, "category.too_deep"), (ninth.Status, ninth.Code));
        Assert.Equal((422, "category.too_deep"), (moved.Status, moved.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("食品/饮料")]
    [InlineData("a\tb")]
    public async Task A_bad_name_is_refused(string name) => Assert.Equal(400, (await Make(name)).Status);

    [Fact]
    public async Task The_tax_code_without_tax_is_there_from_the_start_and_stays_at_nothing()
    {
        var none = (await store.Owner(0).Get("/api/catalog/tax-codes")).Ok().GetProperty("items").EnumerateArray().Single(item => item.GetProperty("code").GetString() == "NONE");

        var reply = await store.Owner(0).Put($"/api/catalog/tax-codes/{none.GetProperty("taxCodeId").GetInt64()}", new { name = "x", rate = 1, version = none.GetProperty("version").GetInt32() });

        Assert.Equal(0, none.GetProperty("rate").GetDecimal());
        Assert.Equal((422, "tax_code.fixed"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_new_rate_holds_at_the_till_from_now_on()
    {
        var storeId = await store.GivenStore();
        var code = await store.GivenTaxCode(13);
        var product = await store.GivenProduct(storeId, taxCode: code);
        var taxCode = (await store.Owner(0).Get("/api/catalog/tax-codes")).Ok().GetProperty("items").EnumerateArray().Single(item => item.GetProperty("code").GetString() == code);
        var path = $"/api/catalog/tax-codes/{taxCode.GetProperty("taxCodeId").GetInt64()}";

        var (first, second) = (await store.Owner(0).Put(path, new { name = "降税", rate = 8.875m, version = 1 }), await store.Owner(0).Put(path, new { name = "降税", rate = 1, version = 1 }));

        Assert.Equal(200, first.Status);
        Assert.Equal((409, "tax_code.stale"), (second.Status, second.Code));
        Assert.Equal(8.875m, (await store.LookUp(storeId, product.Code)).Ok().GetProperty("taxRate").GetDecimal());
    }

    [Theory]
    [InlineData("", "x", "1", 400)]
    [InlineData("A B", "x", "1", 400)]
    [InlineData("AB", "", "1", 400)]
    [InlineData("AB", "x", "-1", 400)]
    [InlineData("AB", "x", "100.1", 400)]
    [InlineData("AB", "x", "1.00001", 400)]
    [InlineData("NONE", "x", "1", 409)]
    [InlineData("none", "x", "1", 409)]
    public async Task A_bad_tax_code_is_refused(string code, string name, string rate, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/catalog/tax-codes")
        {
            Content = new StringContent($$"""{"code":"{{code}}","name":"{{name}}","rate":{{rate}}}""", null, "application/json"),
        };

        Assert.Equal(status, (await store.Owner(0).Send(request)).Status);
    }

    private Task<StoreApp.Reply> Make(string name, long? parentId = null) => store.Owner(0).Post("/api/catalog/categories", new { name, parentId });

    private async Task<long> Made(string name, long? parentId = null) => (await Make(name, parentId)).Ok().GetProperty("categoryId").GetInt64();
}
