using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Catalog;

namespace Store.Tests.Catalog;

/// <summary>Flags, age limit and units of products, and what the till is told of them.</summary>
public sealed class ItemFlagTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly DateTime Noon = new(2126, 11, 21, 12, 0, 0, DateTimeKind.Unspecified);

    [Fact]
    public async Task Flags_and_age_limit_are_kept_shown_at_the_till_and_part_of_the_price()
    {
        var storeId = await store.GivenStore();
        var productId = await Make(new { code = StoreApp.NewCode("F"), name = "白酒", unit = "瓶", taxCode = "NONE", brand = "老窖", price = 88m, flags = new[] { "NoDiscount", "Serial" }, ageLimit = 18 });

        var shown = (await store.Owner(0).Get($"/api/catalog/products/{productId}")).Ok();
        var found = (await store.LookUp(storeId, shown.GetProperty("code").GetString()!)).Ok();
        var priced = Assert.Single(await Price(storeId, new PriceItem(productId)));

        Assert.Equal(["NoDiscount", "Serial"], Flags(shown));
        Assert.Equal(18, shown.GetProperty("ageLimit").GetInt32());
        Assert.Equal(["NoDiscount", "Serial"], Flags(found));
        Assert.Equal((ItemFlags.NoDiscount | ItemFlags.Serial, 18, "老窖"), (priced.Flags, priced.AgeLimit, priced.Brand));
    }

    [Fact]
    public async Task An_edit_that_does_not_name_the_flags_leaves_them_and_one_that_does_sets_them()
    {
        var code = StoreApp.NewCode("F");
        var productId = await Make(new { code, name = "活鱼", unit = "kg", taxCode = "NONE", flags = new[] { "Weighed" }, ageLimit = 0 });
        async Task<string[]> After(object body)
        {
            (await store.Owner(0).Put($"/api/catalog/products/{productId}", body)).Ok();
            return Flags((await store.Owner(0).Get($"/api/catalog/products/{productId}")).Ok());
        }

        Assert.Equal(["Weighed"], await After(new { code, name = "活鱼", unit = "kg", taxCode = "NONE", active = true, version = 1 }));
        Assert.Equal(["NoPriceChange"], await After(new { code, name = "活鱼", unit = "kg", taxCode = "NONE", active = true, version = 2, flags = new[] { "不改价" } }));
        Assert.Empty(await After(new { code, name = "活鱼", unit = "kg", taxCode = "NONE", active = true, version = 3, flags = Array.Empty<string>() }));
    }

    [Fact]
    public async Task Unknown_flags_and_impossible_ages_are_refused()
    {
        object Body(string flag, int age) => new { code = StoreApp.NewCode("F"), name = "x", unit = "件", taxCode = "NONE", flags = new[] { flag }, ageLimit = age };

        Assert.Equal(new[] { 400, 400, 400, 400 }, new[] { await Post(Body("Fragile", 0)), await Post(Body(null!, 0)), await Post(Body("Serial", -1)), await Post(Body("Serial", 100)) });
    }

    [Fact]
    public async Task A_unit_costs_the_base_price_times_its_factor()
    {
        var storeId = await store.GivenStore();
        var (piece, pack) = (CatalogGivens.NewBarcode(), CatalogGivens.NewBarcode());
        var productId = await Make(new
        {
            code = StoreApp.NewCode("U"), name = "矿泉水", unit = "瓶", taxCode = "NONE", price = 2.05m,
            barcodes = new object[] { new { barcode = piece, unit = "", factor = 1 }, new { barcode = pack, unit = "箱", factor = 24 } },
        });

        var priced = await Price(storeId, new PriceItem(productId), new PriceItem(productId, "箱"), new PriceItem(productId, "托盘"));
        var found = (await store.LookUp(storeId, pack)).Ok();

        Assert.Equal([("瓶", 2.05m, 1m), ("箱", 49.20m, 24m)], priced.Select(one => (one.Unit, one.Price.ToDecimal(), one.Factor.ToDecimal())));
        Assert.Equal((2.05m, 49.20m, 24m), (found.Price(), found.GetProperty("packPrice").GetDecimal(), found.GetProperty("factor").GetDecimal()));
    }

    [Fact]
    public async Task A_unit_has_one_factor_however_many_barcodes()
    {
        object Body(decimal other) => new
        {
            code = StoreApp.NewCode("U"), name = "x", unit = "瓶", taxCode = "NONE",
            barcodes = new object[] { new { barcode = StoreApp.NewCode("A"), unit = "箱", factor = 24m }, new { barcode = StoreApp.NewCode("B"), unit = "箱", factor = other } },
        };

        Assert.Equal(new[] { 200, 400 }, new[] { await Post(Body(24)), await Post(Body(12)) });
    }

    private static string[] Flags(System.Text.Json.JsonElement product) => [.. product.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()!)];

    private async Task<int> Post(object body) => (await store.Owner(0).Post("/api/catalog/products", body)).Status;

    private async Task<long> Make(object body) => (await store.Owner(0).Post("/api/catalog/products", body)).Ok().GetProperty("productId").GetInt64();

    private Task<IReadOnlyList<PricedProduct>> Price(long storeId, params PriceItem[] items) =>
        store.InScope(services => services.GetRequiredService<IMediator>().Send(new PriceProducts(storeId, items, Noon)));
}
