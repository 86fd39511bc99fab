using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Catalog;
using Store.Tests.Inventory;

namespace Store.Tests.Catalog;

/// <summary>Kits, deposits and packs.</summary>
public sealed class LinkTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly DateTime Noon = new(2126, 11, 21, 12, 0, 0, DateTimeKind.Unspecified);

    [Fact]
    public async Task A_kit_with_a_price_of_its_own_tells_its_parts()
    {
        var storeId = await store.GivenStore();
        var (kit, one, two) = (await store.GivenProduct(storeId, price: 9m), await store.GivenProduct(storeId, price: 5m), await store.GivenProduct(storeId, price: 6m));

        (await SetKit(kit, "AtKit", 1, (one.ProductId, 1m), (two.ProductId, 2m))).Ok();
        var priced = Assert.Single(await Price(storeId, new PriceItem(kit.ProductId)));

        Assert.Equal(9m, priced.Price.ToDecimal());
        Assert.Equal([(one.ProductId, 1m), (two.ProductId, 2m)], priced.Parts.Select(part => (part.ProductId, part.Quantity.ToDecimal())));
    }

    [Fact]
    public async Task A_kit_priced_at_its_parts_follows_them()
    {
        var storeId = await store.GivenStore();
        var (kit, one, two) = (await store.GivenProduct(storeId, price: null), await store.GivenProduct(storeId, price: 5m), await store.GivenProduct(storeId, price: 3.33m));
        (await SetKit(kit, "AtParts", 1, (one.ProductId, 1m), (two.ProductId, 1.5m))).Ok();

        Assert.Equal(10m, (await store.LookUp(storeId, kit.Code)).Ok().Price());
        (await store.PutPrice(storeId, one.ProductId, 7m)).Ok();
        Assert.Equal(12m, (await store.LookUp(storeId, kit.Code)).Ok().Price());
        Assert.Equal(1, (await Price(storeId, new PriceItem(kit.ProductId), new PriceItem(two.ProductId))).Count(one => one.Price.ToDecimal() == 12m));
    }

    [Fact]
    public async Task A_kit_with_a_part_that_has_no_price_is_not_sold()
    {
        var storeId = await store.GivenStore();
        var (kit, one) = (await store.GivenProduct(storeId, price: null), await store.GivenProduct(storeId, price: null));
        (await SetKit(kit, "AtParts", 1, (one.ProductId, 1m))).Ok();

        Assert.Equal((422, "product.no_price"), Of(await store.LookUp(storeId, kit.Code)));
    }

    [Fact]
    public async Task A_kit_stands_in_no_kit_and_does_not_hold_itself()
    {
        var storeId = await store.GivenStore();
        var (kit, part, other) = (await store.GivenProduct(storeId), await store.GivenProduct(storeId), await store.GivenProduct(storeId));
        (await SetKit(kit, "AtKit", 1, (part.ProductId, 1m))).Ok();

        Assert.Equal((422, "kit.part_is_kit"), Of(await SetKit(other, "AtKit", 1, (kit.ProductId, 1m))));
        Assert.Equal((422, "kit.part_is_kit"), Of(await SetKit(other, "AtKit", 1, (other.ProductId, 1m))));
        Assert.Equal((422, "kit.is_part"), Of(await SetKit(part, "AtKit", 1, (other.ProductId, 1m))));
        Assert.Equal((422, "product.unknown"), Of(await SetKit(other, "AtKit", 1, (5L, 1m))));
        Assert.Equal((409, "product.stale"), Of(await SetKit(kit, "AtKit", 1, (other.ProductId, 1m))));
        Assert.Empty(await store.Breaks("Every kit has parts"));
    }

    [Fact]
    public async Task Of_two_kits_that_would_hold_each_other_one_is_refused()
    {
        var (one, two) = (await store.GivenProduct(0), await store.GivenProduct(0));

        var replies = await Task.WhenAll(SetKit(one, "AtKit", 1, (two.ProductId, 1m)), SetKit(two, "AtKit", 1, (one.ProductId, 1m)));

        Assert.Equal([200, 422], replies.Select(reply => reply.Status).Order());
    }

    [Fact]
    public async Task A_kit_can_be_taken_apart_again_and_the_invariant_sees_what_is_wrong()
    {
        var (kit, part) = (await store.GivenProduct(0), await store.GivenProduct(0));
        (await SetKit(kit, "AtKit", 1, (part.ProductId, 1m))).Ok();
        (await SetKit(kit, "None", 2)).Ok();
        Assert.Equal("None", (await Links(kit)).GetProperty("pricing").GetString());

        await store.Spoil("UPDATE catalog.Products SET KitPricing = 1 WHERE ProductId = @ProductId", kit);
        Assert.Contains(await store.Breaks("Every kit has parts"), broken => broken.Contains(kit.Code, StringComparison.Ordinal));
        await store.Spoil("UPDATE catalog.Products SET KitPricing = 0 WHERE ProductId = @ProductId", kit);
    }

    [Theory]
    [InlineData("AtKit", 0, 1)]
    [InlineData("None", 1, 1)]
    [InlineData("AtKit", 1, 0)]
    [InlineData("AtKit", 1, -1)]
    [InlineData("AtKit", 2, 1)]
    [InlineData("Half", 1, 1)]
    public async Task Bad_input_is_refused(string pricing, int parts, int quantity)
    {
        var product = await store.GivenProduct(0);

        Assert.Equal(400, (await SetKit(product, pricing, 1, [.. Enumerable.Repeat((7L, (decimal)quantity), parts)])).Status);
    }

    [Fact]
    public async Task A_deposit_goes_with_the_goods()
    {
        var storeId = await store.GivenStore();
        var (beer, bottle) = (await store.GivenProduct(storeId, price: 5m, name: "啤酒"), await Deposit());

        (await LinkDeposit(beer, bottle, 1, 1)).Ok();
        var priced = Assert.Single(await Price(storeId, new PriceItem(beer.ProductId)));
        var found = (await store.LookUp(storeId, beer.Code)).Ok();

        Assert.Equal((bottle, 1m), (priced.Deposit!.ProductId, priced.Deposit.Quantity.ToDecimal()));
        Assert.Equal((bottle, 1m), (found.GetProperty("depositProductId").GetInt64(), found.GetProperty("depositQuantity").GetDecimal()));
        (await LinkDeposit(beer, null, 1, 2)).Ok();
        Assert.Null(Assert.Single(await Price(storeId, new PriceItem(beer.ProductId))).Deposit);
    }

    [Fact]
    public async Task Only_what_is_marked_as_a_deposit_is_one_and_it_has_none_itself()
    {
        var (beer, other, bottle, crate) = (await store.GivenProduct(0), await store.GivenProduct(0), await Deposit(), await Deposit());

        Assert.Equal((422, "deposit.not_marked"), Of(await LinkDeposit(beer, other.ProductId, 1, 1)));
        Assert.Equal((422, "deposit.of_deposit"), Of(await LinkDeposit(new GivenProduct(crate, "", 0), bottle, 1, 1)));
        Assert.Equal((422, "product.unknown"), Of(await LinkDeposit(beer, 5, 1, 1)));
        Assert.Equal(400, (await LinkDeposit(beer, bottle, 0, 1)).Status);
    }

    [Fact]
    public async Task A_pack_knows_what_it_holds_and_holds_not_itself()
    {
        var (pallet, carton, bottle) = (await store.GivenProduct(0), await store.GivenProduct(0), await store.GivenProduct(0));
        (await LinkPack(carton, bottle.ProductId, 24, 1)).Ok();
        (await LinkPack(pallet, carton.ProductId, 40, 1)).Ok();

        Assert.Equal((422, "pack.holds_itself"), Of(await LinkPack(bottle, pallet.ProductId, 2, 1)));
        Assert.Equal((422, "pack.holds_itself"), Of(await LinkPack(bottle, bottle.ProductId, 2, 1)));
        Assert.Equal(bottle.ProductId, (await Links(carton)).GetProperty("packOf").GetProperty("productId").GetInt64());
        Assert.Equal(24m, Assert.Single((await Links(bottle)).GetProperty("packs").EnumerateArray()).GetProperty("quantity").GetDecimal());
        Assert.Equal(400, (await LinkPack(bottle, carton.ProductId, 0, 1)).Status);
    }

    [Fact]
    public async Task Nobody_ties_products_without_the_permission()
    {
        var storeId = await store.GivenStore();
        var viewer = store.SignedIn(storeId, "catalog.view");

        Assert.Equal(403, (await viewer.Put("/api/catalog/products/1/kit", new { pricing = "None", parts = Array.Empty<object>(), version = 1 })).Status);
        Assert.Equal(403, (await viewer.Put("/api/catalog/products/1/deposit", new { quantity = 1, version = 1 })).Status);
        Assert.Equal(403, (await viewer.Put("/api/catalog/products/1/pack", new { factor = 1, version = 1 })).Status);
        Assert.Equal(404, (await viewer.Get("/api/catalog/products/1/links")).Status);
    }

    private static (int Status, string? Code) Of(StoreApp.Reply reply) => (reply.Status, reply.Code);

    private Task<StoreApp.Reply> SetKit(GivenProduct kit, string pricing, int version, params (long ProductId, decimal Quantity)[] parts) => store.Owner(0).Put(
        $"/api/catalog/products/{kit.ProductId}/kit", new { pricing, parts = parts.Select(part => new { productId = part.ProductId, quantity = part.Quantity }), version });

    private Task<StoreApp.Reply> LinkDeposit(GivenProduct product, long? depositProductId, decimal quantity, int version) =>
        store.Owner(0).Put($"/api/catalog/products/{product.ProductId}/deposit", new { depositProductId, quantity, version });

    private Task<StoreApp.Reply> LinkPack(GivenProduct product, long? ofProductId, decimal factor, int version) =>
        store.Owner(0).Put($"/api/catalog/products/{product.ProductId}/pack", new { ofProductId, factor, version });

    private async Task<System.Text.Json.JsonElement> Links(GivenProduct product) => (await store.Owner(0).Get($"/api/catalog/products/{product.ProductId}/links")).Ok();

    private async Task<long> Deposit() => (await store.Owner(0).Post("/api/catalog/products", new
    {
        code = StoreApp.NewCode("D"), name = "瓶押金", unit = "个", taxCode = "NONE", price = 0.50m, flags = new[] { "Deposit", "NoDiscount" },
    })).Ok().GetProperty("productId").GetInt64();

    private Task<IReadOnlyList<PricedProduct>> Price(long storeId, params PriceItem[] items) =>
        store.InScope(services => services.GetRequiredService<IMediator>().Send(new PriceProducts(storeId, items, Noon)));
}
