using Store.Tests.Checkout;

namespace Store.Tests.Catalog;

/// <summary>Rules that file products into categories.</summary>
public sealed class FilingTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task The_first_rule_that_fits_files_and_the_preview_says_so_before()
    {
        var brand = StoreApp.NewCode("牌");
        var (tea, dear) = (await Category("茶"), await Category("高档茶"));
        var (cheap, costly, other) = (await Product("乌龙茶 500ml", brand, 5m), await Product("大红袍茶", brand, 800m), await Product("可乐", brand, 3m));
        await Rule(10, dear, brand: brand, nameHas: "茶 tea", priceFrom: 100m);
        await Rule(20, tea, brand: brand.ToLowerInvariant(), nameHas: "茶 tea");

        var preview = (await Preview()).Where(move => new[] { cheap, costly, other }.Contains(move.ProductId)).Order();
        await Apply();

        Assert.Equal(new[] { (cheap, tea), (costly, dear) }.Order(), preview);
        Assert.Equal([tea, dear, null], await Categories(cheap, costly, other));
        Assert.DoesNotContain(await Preview(), move => move.ProductId == cheap || move.ProductId == costly);
        Assert.Single(await store.Rows<string>(
            "SELECT NewValue FROM kernel.AuditEntries WHERE Subject = (SELECT CONCAT('product ', Code) FROM catalog.Products WHERE ProductId = @costly) AND NewValue LIKE '%filingRule%'", new { costly }));
    }

    [Fact]
    public async Task A_new_product_without_a_category_is_filed_when_it_is_made_or_imported()
    {
        var brand = StoreApp.NewCode("牌");
        var category = await Category("新品");
        await Rule(30, category, brand: brand);

        var made = await Product("新品", brand, null);
        var code = StoreApp.NewCode("I");
        await store.InScope(services => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<MediatR.IMediator>(services).Send(
            new Store.Contracts.Catalog.ImportProducts("x.csv", new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"code,name,brand\n{code},进口,{brand}\n")))));

        Assert.Equal([category], await Categories(made));
        Assert.Equal([category], await store.Rows<long?>("SELECT CategoryId FROM catalog.Products WHERE Code = @code", new { code }));
    }

    [Fact]
    public async Task What_sells_well_is_filed_by_what_was_sold()
    {
        var till = await store.GivenTill();
        var (hot, cold) = (await till.Product(2m), await till.Product(2m));
        (await till.Sell(hot, 12m, 2m, cash: 24m)).Ok();
        var category = await Category("热卖");
        await Rule(40, category, soldDays: 30, soldAtLeast: 10m);

        await Apply();

        Assert.Equal([category, null], await Categories(hot.ProductId, cold.ProductId));
    }

    [Fact]
    public async Task Only_what_stands_nowhere_or_in_a_branch_is_filed_if_the_rule_says_so()
    {
        var brand = StoreApp.NewCode("牌");
        var (top, target, unfiled) = (await Category("食品"), await Category("目标"), await Category("未分"));
        var below = await Category("糖果", top);
        var (inBranch, elsewhere, nowhere) = (await Product("甲", brand, 1m, below), await Product("乙", brand, 1m, unfiled), await Product("丙", brand, 1m));
        await Rule(50, target, brand: brand, from: top);
        await Rule(60, unfiled, brand: brand, onlyUnfiled: true);

        await Apply();

        Assert.Equal([target, unfiled, unfiled], await Categories(inBranch, elsewhere, nowhere));
    }

    [Fact]
    public async Task A_rule_is_switched_off_and_bad_ones_are_refused()
    {
        var brand = StoreApp.NewCode("牌");
        var category = await Category("类");
        var ruleId = await Rule(70, category, brand: brand);
        object Body(int version) => new { position = 70, name = "规则", categoryId = category, brand, soldDays = 0, active = false, onlyUnfiled = false, version };

        Assert.Equal(200, (await store.Owner(0).Put($"/api/catalog/filing-rules/{ruleId}", Body(1))).Status);
        Assert.Equal((409, "filing_rule.stale"), Of(await store.Owner(0).Put($"/api/catalog/filing-rules/{ruleId}", Body(1))));
        Assert.Equal([null], await Categories(await Product("甲", brand, 1m)));
        Assert.Equal((404, "filing_rule.not_found"), Of(await store.Owner(0).Put("/api/catalog/filing-rules/5", Body(1))));
        Assert.Equal((422, "category.unknown"), Of(await Post(new { position = 1, name = "x", categoryId = 5, brand = "x", soldDays = 0, active = true, onlyUnfiled = false })));
        Assert.Equal(400, (await Post(new { position = 1, name = "x", categoryId = category, soldDays = 0, active = true, onlyUnfiled = false })).Status);
        Assert.Equal(400, (await Post(new { position = 1, name = "x", categoryId = category, priceFrom = 5, priceTo = 5, soldDays = 0, active = true, onlyUnfiled = false })).Status);
        Assert.Equal(400, (await Post(new { position = 1, name = "x", categoryId = category, soldDays = 5, active = true, onlyUnfiled = false })).Status);
        Assert.Equal(403, (await store.SignedIn(1, "catalog.view").Post("/api/catalog/filing-rules/apply", null)).Status);
    }

    private static (int Status, string? Code) Of(StoreApp.Reply reply) => (reply.Status, reply.Code);

    private Task<StoreApp.Reply> Post(object body) => store.Owner(0).Post("/api/catalog/filing-rules", body);

    private async Task<long> Rule(
        int position, long categoryId, string brand = "", string nameHas = "", decimal? priceFrom = null, int soldDays = 0, decimal? soldAtLeast = null, long? from = null, bool onlyUnfiled = false) =>
        (await Post(new { position, name = "规则", categoryId, fromCategoryId = from, onlyUnfiled, brand, nameHas, priceFrom, soldDays, soldAtLeast, active = true })).Ok().GetProperty("filingRuleId").GetInt64();

    private async Task<IReadOnlyList<(long ProductId, long CategoryId)>> Preview()
    {
        var moves = new List<(long ProductId, long CategoryId)>();
        for (string? after = "0"; after is not null;)
        {
            var page = (await store.Owner(0).Get($"/api/catalog/filing-rules/preview?after={after}")).Ok();
            moves.AddRange(page.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("productId").GetInt64(), item.GetProperty("toCategoryId").GetInt64())));
            after = page.GetProperty("next").GetString();
        }

        return moves;
    }

    private async Task Apply()
    {
        for (long? after = 0; after is not null;)
        {
            var step = (await store.Owner(0).Post($"/api/catalog/filing-rules/apply?after={after}", null)).Ok();
            after = step.GetProperty("next").ValueKind == System.Text.Json.JsonValueKind.Null ? null : step.GetProperty("next").GetInt64();
        }
    }

    private async Task<long?[]> Categories(params long[] productIds)
    {
        var found = new List<long?>();
        foreach (var productId in productIds)
            found.Add((await store.Rows<long?>("SELECT CategoryId FROM catalog.Products WHERE ProductId = @productId", new { productId })).Single());
        return [.. found];
    }

    private async Task<long> Category(string name, long? parentId = null) =>
        (await store.Owner(0).Post("/api/catalog/categories", new { name = StoreApp.NewCode(name), parentId })).Ok().GetProperty("categoryId").GetInt64();

    private async Task<long> Product(string name, string brand, decimal? price, long? categoryId = null) =>
        (await store.Owner(0).Post("/api/catalog/products", new { code = StoreApp.NewCode("F"), name, brand, unit = "件", taxCode = "NONE", price, categoryId })).Ok().GetProperty("productId").GetInt64();
}
