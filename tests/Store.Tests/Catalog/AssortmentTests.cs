using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Catalog;

/// <summary>What a store lists, and what it does not.</summary>
public sealed class AssortmentTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task What_a_store_does_not_list_is_neither_found_nor_sold_there_but_elsewhere()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());
        var product = await store.GivenProduct(0, price: 5m, name: StoreApp.NewCode("专供"));
        var name = (await store.LookUp(mine, product.Code)).Ok().GetProperty("name").GetString()!;

        (await Set(mine, new { productId = product.ProductId, listed = false })).Ok();

        Assert.Equal((422, "product.not_listed"), Of(await store.LookUp(mine, product.Code)));
        Assert.Empty(await store.Search(mine, name));
        Assert.Equal(200, (await store.LookUp(other, product.Code)).Status);
        Assert.Equal([name], await store.Search(other, name));
    }

    [Fact]
    public async Task It_may_be_taken_back_and_sold_by_those_who_may()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(0, price: 5m);
        (await Set(storeId, new { productId = product.ProductId, listed = false })).Ok();
        var path = $"/api/catalog/stores/{storeId}/lookup?code={product.Code}";

        Assert.Equal(200, (await store.SignedIn(storeId, "catalog.view").Get(path + "&takenBack=true")).Status);
        Assert.Equal(200, (await store.SignedIn(storeId, "catalog.view", "catalog.manage-assortment").Get(path)).Status);
    }

    [Fact]
    public async Task A_cashier_does_not_sell_what_the_store_does_not_list()
    {
        var till = await store.GivenTill();
        var product = await till.Product(5m);
        (await Set(till.StoreId, new { productId = product.ProductId, listed = false })).Ok();
        var request = new PriceProducts(till.StoreId, [new PriceItem(product.ProductId)], new DateTime(2126, 1, 1, 0, 0, 0, DateTimeKind.Unspecified));

        Assert.Single(await store.InScope(services => services.GetRequiredService<IMediator>().Send(request with { AlsoUnlisted = true })));
        var sale = await store.SignedIn(till.StoreId, "checkout.sell").Post($"/api/checkout/stores/{till.StoreId}/sales", new
        {
            saleUuid = Guid.NewGuid(), registerId = till.RegisterId, lines = new[] { new { productId = product.ProductId, quantity = 1, unitPrice = 5m } },
            payments = new[] { new { tender = "Cash", amount = 5m } },
        });
        Assert.Equal((422, "product.not_for_sale"), Of(sale));
    }

    [Fact]
    public async Task The_nearest_rule_decides_product_before_category_before_the_rest()
    {
        var storeId = await store.GivenStore();
        var food = await Category("食品", null);
        var sweets = await Category("糖果", food);
        var (loose, inFood, inSweets, special) = (await Product(null), await Product(food), await Product(sweets), await Product(sweets));
        async Task<string> Sold() => string.Concat(await Task.WhenAll(new[] { loose, inFood, inSweets, special }.Select(async code => (await store.LookUp(storeId, code.Code)).Status == 200 ? "1" : "0")));

        Assert.Equal("1111", await Sold());
        (await Set(storeId, new { listed = false })).Ok();
        Assert.Equal("0000", await Sold());
        (await Set(storeId, new { categoryId = food, listed = true })).Ok();
        Assert.Equal("0111", await Sold());
        (await Set(storeId, new { categoryId = sweets, listed = false }, new { productId = special.ProductId, listed = true })).Ok();
        Assert.Equal("0101", await Sold());
        (await Set(storeId, new { categoryId = sweets, listed = (bool?)null }, new { listed = (bool?)null })).Ok();
        Assert.Equal("1111", await Sold());
    }

    [Fact]
    public async Task The_rules_and_where_a_product_is_listed_are_shown()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());
        var product = await store.GivenProduct(0, price: 5m);
        (await Set(mine, new { listed = false }, new { productId = product.ProductId, listed = true })).Ok();
        (await Set(other, new { listed = false })).Ok();

        var first = (await store.Owner(mine).Get($"/api/catalog/stores/{mine}/assortment?limit=1")).Ok();
        var second = (await store.Owner(mine).Get($"/api/catalog/stores/{mine}/assortment?limit=1&after={first.GetProperty("next").GetString()}")).Ok();
        var listing = (await store.Owner(mine, other).Get($"/api/catalog/products/{product.ProductId}/listing")).Ok().GetProperty("items").EnumerateArray()
            .Select(item => (item.GetProperty("storeId").GetInt64(), item.GetProperty("listed").GetBoolean(), item.GetProperty("ownRule").ValueKind != System.Text.Json.JsonValueKind.Null));

        Assert.False(first.GetProperty("items")[0].GetProperty("listed").GetBoolean());
        Assert.Equal(product.Code, second.GetProperty("items")[0].GetProperty("productCode").GetString());
        Assert.Equal(new[] { (mine, true, true), (other, false, false) }.Order(), listing.Order());
    }

    [Fact]
    public async Task Bad_rules_and_strangers_are_refused()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());

        Assert.Equal((422, "product.unknown"), Of(await Set(mine, new { productId = 5, listed = true })));
        Assert.Equal((422, "category.unknown"), Of(await Set(mine, new { categoryId = 5, listed = true })));
        Assert.Equal(400, (await Set(mine, new { categoryId = 5, productId = 5, listed = true })).Status);
        Assert.Equal(400, (await Set(mine)).Status);
        Assert.Equal(403, (await store.Owner(other).Put($"/api/catalog/stores/{mine}/assortment", new { rules = new[] { new { listed = false } } })).Status);
        Assert.Equal(403, (await store.SignedIn(mine, "catalog.view").Put($"/api/catalog/stores/{mine}/assortment", new { rules = new[] { new { listed = false } } })).Status);
        Assert.Equal(400, (await store.Owner(mine).Get($"/api/catalog/stores/{mine}/assortment?after=x")).Status);
    }

    private static (int Status, string? Code) Of(StoreApp.Reply reply) => (reply.Status, reply.Code);

    private Task<StoreApp.Reply> Set(long storeId, params object[] rules) => store.Owner(storeId).Put($"/api/catalog/stores/{storeId}/assortment", new { rules });

    private async Task<long> Category(string name, long? parentId) =>
        (await store.Owner(0).Post("/api/catalog/categories", new { name = StoreApp.NewCode(name), parentId })).Ok().GetProperty("categoryId").GetInt64();

    private async Task<GivenProduct> Product(long? categoryId)
    {
        var code = StoreApp.NewCode("A");
        var made = (await store.Owner(0).Post("/api/catalog/products", new { code, name = "分类商品", unit = "件", taxCode = "NONE", categoryId, price = 1m })).Ok();
        return new GivenProduct(made.GetProperty("productId").GetInt64(), code, 0);
    }
}
