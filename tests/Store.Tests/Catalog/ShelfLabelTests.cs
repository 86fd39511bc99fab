using System.Globalization;
using System.Text;
using System.Text.Json;
using Store.Contracts.Devices;
using Store.Tests.Devices;

namespace Store.Tests.Catalog;

/// <summary>Shelf labels as a label printer prints them.</summary>
public sealed class ShelfLabelTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_label_says_name_price_and_what_it_was_before_a_special()
    {
        var storeId = await store.GivenStore();
        var barcode = CatalogGivens.NewBarcode();
        var product = await store.GivenProduct(storeId, price: 15m, name: "乌龙茶", unit: "瓶", barcode: barcode);
        await Special(storeId, product, 9.9m);

        var (label, document) = await Print(storeId, product, new { widthMm = 60, heightMm = 40, gapMm = 3 });

        Assert.Equal((9.9m, 15m), (label.Price(), label.GetProperty("oldPrice").GetDecimal()));
        Assert.Equal((60m, 40m, 3m, 1), (document.WidthMm, document.HeightMm, document.GapMm, document.Copies));
        var date = store.Clock.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(["乌龙茶", "￥", "9.90", "/瓶", "原价 ￥15.00", $"{product.Code} {date}", barcode], document.Elements.Select(element => element.Content));
        Assert.Equal("Was ￥15.00", (await Print(storeId, product, new { widthMm = 60, heightMm = 40, gapMm = 2 }, "en")).Document.Elements[4].Content);
    }

    [Fact]
    public async Task A_label_says_what_a_kilogram_costs()
    {
        var storeId = await store.GivenStore();
        var code = StoreApp.NewCode("L");
        var productId = (await store.Owner(0).Post("/api/catalog/products", new
        {
            code, name = "大米", unit = "袋", taxCode = "NONE", active = true, price = 32.5m, barcodes = Array.Empty<object>(), content = new { amount = 2.5m, unit = "kg" },
        })).Ok().GetProperty("productId").GetInt64();

        var contents = (await Print(storeId, new GivenProduct(productId, code, 0), new { widthMm = 60, heightMm = 40, gapMm = 2 })).Document.Elements.Select(element => element.Content).ToList();

        Assert.Contains("￥13.00/千克", contents);
        Assert.Equal(code, contents[^1]);
    }

    [Theory]
    [InlineData(20, 15)]
    [InlineData(40, 20)]
    [InlineData(40, 30)]
    [InlineData(50, 30)]
    [InlineData(60, 40)]
    [InlineData(100, 80)]
    public async Task Whatever_its_size_nothing_on_a_label_stands_outside_or_on_something_else(int width, int height)
    {
        var storeId = await store.GivenStore();
        foreach (var (name, price) in new[] { ("茶", 1m), ("农夫山泉饮用天然水特别长的名字一直写到标签外面去也写不完的那一种 Natural mineral water 550ml × 24", 123_456.78m) })
        {
            var product = await store.GivenProduct(storeId, price: price, name: name, unit: "箱", barcode: CatalogGivens.NewBarcode());
            await Special(storeId, product, price - 0.1m);

            var document = (await Print(storeId, product, new { widthMm = width, heightMm = height, gapMm = 2 })).Document;

            var places = document.Elements.Select(Place).ToList();
            Assert.Contains(document.Elements, element => element.Content == (price - 0.1m).ToString("0.00", CultureInfo.InvariantCulture));
            Assert.All(places, place => Assert.True(place.Left >= 0 && place.Top >= 0 && place.Right <= width + 0.01m && place.Bottom <= height + 0.01m, $"{place} is outside of {width} × {height}."));
            Assert.All(places, one => Assert.All(places, other => Assert.True(
                one == other || one.Right <= other.Left || other.Right <= one.Left || one.Bottom <= other.Top || other.Bottom <= one.Top, $"{one} stands on {other}.")));
        }
    }

    [Theory]
    [InlineData("Zpl", 60, 40)]
    [InlineData("Tspl", 40, 30)]
    public async Task What_comes_out_of_the_printer_is_scanned_as_the_product(string language, int width, int height)
    {
        var storeId = await store.GivenStore();
        var barcode = CatalogGivens.NewBarcode();
        var product = await store.GivenProduct(storeId, price: 6.5m, name: "牛奶", unit: "盒", barcode: barcode);
        var document = (await Print(storeId, product, new { widthMm = width, heightMm = height, gapMm = 2 })).Document;
        await using var till = await LabelTill.Open(language);

        await till.Until(await till.Print(document), "Printed");

        var read = Assert.Single(await Peers.Read([PeerTests.Framed(Assert.Single(till.Printer.Labels).Dots)]));
        Assert.Equal(barcode, Encoding.UTF8.GetString(Assert.Single(read).Data));
    }

    [Fact]
    public async Task A_size_that_no_label_has_is_refused()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 1m);

        Assert.Equal(400, (await Ask(storeId, product, new { widthMm = 10, heightMm = 40, gapMm = 2 })).Status);
        Assert.Equal(JsonValueKind.Null, (await Ask(storeId, product, size: null)).Ok().GetProperty("labels")[0].GetProperty("document").ValueKind);
    }

    private Task<StoreApp.Reply> Ask(long storeId, GivenProduct product, object? size, string? language = null) => store.SignedIn(storeId, "catalog.view", "catalog.print-labels")
        .Post($"/api/catalog/stores/{storeId}/labels/print", new { productIds = new[] { product.ProductId }, hours = 0, size, language });

    private async Task<(JsonElement Label, LabelDocument Document)> Print(long storeId, GivenProduct product, object size, string? language = null)
    {
        var label = (await Ask(storeId, product, size, language)).Ok().GetProperty("labels")[0];
        return (label, label.GetProperty("document").Deserialize<LabelDocument>(ValueJson.Stored)!);
    }

    private async Task Special(long storeId, GivenProduct product, decimal price)
    {
        var listId = (await store.Owner(storeId).Post("/api/catalog/price-lists", new { name = StoreApp.NewCode("L"), kind = "Special", priority = 0, storeIds = new[] { storeId } })).Ok()
            .GetProperty("listId").GetInt64();
        (await store.Owner(storeId).Put($"/api/catalog/price-lists/{listId}/prices", new { lines = new[] { new { product.ProductId, price } }, reason = "促销" })).Ok();
        await store.Later(TimeSpan.FromSeconds(1));
    }

    /// <summary>Where an element stands, in the writing of the printers: what is not ASCII is as wide as high, the rest half of that.</summary>
    private static (decimal Left, decimal Top, decimal Right, decimal Bottom) Place(LabelElement element)
    {
        if (element.Kind == LabelKind.Barcode)
            return (element.XMm, element.YMm, element.XMm + (95 * 0.25m), element.YMm + element.HeightMm + (element.Readable ? 3 : 0));
        var width = element.Content.EnumerateRunes().Sum(rune => rune.IsAscii ? 1 : 2) * element.HeightMm / 2;
        var lines = element.WidthMm == 0 ? 1 : Math.Ceiling(width / (element.WidthMm - (element.HeightMm / 2)));
        return (element.XMm, element.YMm, element.XMm + (lines > 1 ? element.WidthMm : width), element.YMm + element.HeightMm + ((lines - 1) * element.HeightMm * 9 / 8));
    }
}
