using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Catalog;
using Store.Tests.Inventory;

namespace Store.Tests.Catalog;

public sealed class PriceFloorTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Without_a_floor_there_is_none()
    {
        var storeId = await store.GivenStore();

        Assert.Null(await Floor(storeId, await store.GivenProduct(storeId, price: 10m)));
    }

    [Fact]
    public async Task The_floor_is_the_greater_of_lowest_price_and_cost_with_margin()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 10m, taxCode: await store.GivenTaxCode(13));
        await store.MoveStock(storeId, [InventoryGivens.Received(product.ProductId, 10, 40m)]);

        (await Set("Product", product.ProductId, floor: 5m)).Ok();
        Assert.Equal(5m, await Floor(storeId, product));
        // 4.00 cost, a fifth of the price without tax left: 5.00 without tax, 5.65 with 13 % in it.
        (await Set("Product", product.ProductId, floor: 5m, margin: 20)).Ok();
        Assert.Equal(5.65m, await Floor(storeId, product));
        (await Set("Product", product.ProductId, floor: 6m, margin: 20)).Ok();
        Assert.Equal(6m, await Floor(storeId, product));
        (await Set("Product", product.ProductId)).Ok();
        Assert.Null(await Floor(storeId, product));
    }

    [Fact]
    public async Task Where_tax_comes_on_top_the_margin_is_of_the_price_itself()
    {
        var storeId = await store.GivenStore(pricesIncludeTax: false);
        var product = await store.GivenProduct(storeId, price: 10m, taxCode: await store.GivenTaxCode(13));
        await store.MoveStock(storeId, [InventoryGivens.Received(product.ProductId, 3, 10m)]);

        (await Set("Product", product.ProductId, margin: 20)).Ok();

        // 3.3333 a piece: 3.33 for one, 4.1625 with the margin, up to the next cent.
        Assert.Equal(4.17m, await Floor(storeId, product));
    }

    [Fact]
    public async Task A_product_takes_the_floor_of_the_nearest_category_above_it()
    {
        var storeId = await store.GivenStore();
        var top = await Category(null);
        var below = await Category(top);
        var product = await InCategory(below);

        (await Set("Category", top, floor: 2m)).Ok();
        Assert.Equal(2m, await Floor(storeId, product));
        (await Set("Category", below, floor: 3m)).Ok();
        Assert.Equal(3m, await Floor(storeId, product));
        (await Set("Product", product.ProductId, floor: 1m)).Ok();
        Assert.Equal(1m, await Floor(storeId, product));
    }

    [Fact]
    public async Task What_has_no_cost_has_no_margin_to_guard_and_the_last_purchase_counts_when_all_is_sold()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 10m);
        (await Set("Product", product.ProductId, margin: 50)).Ok();

        Assert.Null(await Floor(storeId, product));
        await store.MoveStock(storeId, [InventoryGivens.Received(product.ProductId, 2, 6m), InventoryGivens.Sold(product.ProductId, 2)]);
        Assert.Equal(6m, await Floor(storeId, product));
    }

    [Fact]
    public async Task Floors_are_listed_and_set_only_by_those_who_price_everywhere()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 10m);
        (await Set("Product", product.ProductId, floor: 5m, margin: 12.5m)).Ok();

        var shown = (await store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/price-floors?kind=Product&targetId={product.ProductId}")).Ok().GetProperty("items")[0];

        Assert.Equal((5m, 12.5m, product.Code), (shown.GetProperty("floor").GetDecimal(), shown.GetProperty("margin").GetDecimal(), shown.GetProperty("code").GetString()));
        Assert.Equal(403, (await store.SignedIn(storeId, "catalog.change-price").Put($"/api/catalog/price-floors/Product/{product.ProductId}", new { floor = 1m })).Status);
    }

    [Theory]
    [InlineData("Product", 5, null, null, 404)]
    [InlineData("Category", 5, null, null, 404)]
    [InlineData("Chain", 5, null, null, 400)]
    [InlineData("Product", 0, null, null, 400)]
    [InlineData("Chain", 0, 1.0, null, 400)]
    [InlineData("Product", 5, 0.0, null, 400)]
    [InlineData("Product", 5, null, 99.5, 400)]
    [InlineData("Product", 5, null, -1.0, 400)]
    [InlineData("Shelf", 5, null, null, 400)]
    public async Task A_floor_that_makes_no_sense_is_refused(string kind, long targetId, double? floor, double? margin, int status) =>
        Assert.Equal(status, (await Set(kind, targetId, (decimal?)floor, (decimal?)margin)).Status);

    private Task<StoreApp.Reply> Set(string kind, long targetId, decimal? floor = null, decimal? margin = null) =>
        store.Owner(0).Put($"/api/catalog/price-floors/{kind}/{targetId}", new { floor, margin });

    private async Task<decimal?> Floor(long storeId, GivenProduct product) => Assert.Single(await store.InScope(services => services.GetRequiredService<IMediator>().Send(
        new PriceProducts(storeId, [new(product.ProductId)], DateTime.SpecifyKind(store.Clock.GetUtcNow().UtcDateTime.AddHours(8), DateTimeKind.Unspecified))))).Floor?.ToDecimal();

    private async Task<long> Category(long? parentId) =>
        (await store.Owner(0).Post("/api/catalog/categories", new { name = StoreApp.NewCode("C"), parentId })).Ok().GetProperty("categoryId").GetInt64();

    private async Task<GivenProduct> InCategory(long categoryId)
    {
        var code = StoreApp.NewCode("F");
        var made = (await store.Owner(0).Post("/api/catalog/products", new { code, name = "有底价", unit = "件", categoryId, taxCode = "NONE", price = 10m, active = true }))
            .Ok().GetProperty("productId").GetInt64();
        return new GivenProduct(made, code, 0);
    }
}
