using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Catalog;

namespace Store.Tests.Catalog;

/// <summary>Price labels: until the label of a dearer price hangs on the shelf, the till charges the lower one.</summary>
public sealed class LabelTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_dearer_price_waits_for_its_label_where_labels_are_confirmed()
    {
        var (storeId, product) = await Given(price: 10m, confirm: true);
        await Put(storeId, product, 12m);

        Assert.Equal((10m, PriceSource.AwaitingLabel), await Charged(storeId, product));
        Assert.Equal(10m, (await store.LookUp(storeId, product.Code)).Ok().Price());
        await Print(storeId, product);
        Assert.Equal((10m, PriceSource.AwaitingLabel), await Charged(storeId, product));
        await Confirm(storeId, product);
        Assert.Equal((12m, PriceSource.Retail), await Charged(storeId, product));
    }

    [Fact]
    public async Task A_dearer_price_holds_at_once_where_labels_are_not_confirmed()
    {
        var (storeId, product) = await Given(price: 10m, confirm: false);
        await Put(storeId, product, 12m);

        Assert.Equal((12m, PriceSource.Retail), await Charged(storeId, product));
    }

    [Fact]
    public async Task A_lower_price_holds_at_once_and_raised_again_it_waits_at_what_the_shelf_says()
    {
        var (storeId, product) = await Given(price: 10m, confirm: true);

        var charged = new List<decimal>();
        foreach (var price in new[] { 12m, 9m, 11m })
        {
            await Put(storeId, product, price);
            charged.Add((await Charged(storeId, product)).Price);
        }

        Assert.Equal([10m, 9m, 10m], charged);
        await Confirm(storeId, product);
        Assert.Equal(11m, (await Charged(storeId, product)).Price);
    }

    [Fact]
    public async Task A_lower_label_that_was_printed_may_hang_there_so_nobody_pays_more()
    {
        var (storeId, product) = await Given(price: 10m, confirm: true);
        await Put(storeId, product, 8m);
        await Print(storeId, product);
        await Put(storeId, product, 12m);

        Assert.Equal(8m, (await Charged(storeId, product)).Price);
        await Confirm(storeId, product, price: 12m);
        Assert.Equal(12m, (await Charged(storeId, product)).Price);
    }

    [Fact]
    public async Task The_end_of_a_special_waits_for_its_label_too()
    {
        var (storeId, product) = await Given(price: 10m, confirm: true);
        var wall = Wall();
        (await store.Owner(storeId).Put($"/api/catalog/products/{product.ProductId}/price", new { storeId, price = 8m, reason = "特价", to = wall.AddHours(2) })).Ok();
        await Confirm(storeId, product);

        await store.Later(TimeSpan.FromHours(3));
        Assert.Equal((8m, PriceSource.AwaitingLabel), await Charged(storeId, product));
        await Confirm(storeId, product, price: 10m);
        Assert.Equal((10m, PriceSource.Retail), await Charged(storeId, product));
    }

    [Fact]
    public async Task A_box_without_a_price_of_its_own_waits_with_its_pieces()
    {
        var storeId = await store.GivenStore();
        var code = StoreApp.NewCode("B");
        var productId = (await store.Owner(0).Post("/api/catalog/products", new
        {
            code, name = "箱装", unit = "件", taxCode = "NONE", active = true, price = 2m, barcodes = new[] { new { barcode = CatalogGivens.NewBarcode(), unit = "箱", factor = 24m } },
        })).Ok().GetProperty("productId").GetInt64();
        await SwitchOn(storeId);
        await Put(storeId, new GivenProduct(productId, code, 0), 3m);

        var box = Assert.Single(await Ask(storeId, new PriceItem(productId, "箱")));

        Assert.Equal((48m, PriceSource.AwaitingLabel), (box.Price.ToDecimal(), box.Source));
    }

    [Fact]
    public async Task The_work_list_names_what_changed_what_will_and_what_has_no_label()
    {
        var storeId = await store.GivenStore();
        var (changed, coming, right) = (await store.GivenProduct(storeId, price: 1m), await store.GivenProduct(storeId, price: 2m), await store.GivenProduct(storeId, price: 3m));
        await SwitchOn(storeId);
        var fresh = await store.GivenProduct(storeId, price: 4m);
        await Put(storeId, changed, 1.5m);
        (await store.PutPrice(storeId, coming.ProductId, 2.5m, from: Text(Wall().AddHours(20)))).Ok();
        var far = await store.GivenProduct(storeId, price: 5m);
        await Confirm(storeId, far);
        (await store.PutPrice(storeId, far.ProductId, 6m, from: Text(Wall().AddHours(60)))).Ok();

        var mine = new[] { changed, coming, right, fresh, far }.ToDictionary(product => product.ProductId);
        var work = (await Work(storeId)).Where(label => mine.ContainsKey(label.GetProperty("productId").GetInt64())).ToDictionary(
            label => label.GetProperty("productId").GetInt64(), label => (label.GetProperty("state").GetString(), label.GetProperty("priceToPrint").GetDecimal()));

        Assert.Equal(
            new Dictionary<long, (string?, decimal)> { [changed.ProductId] = ("Changed", 1.5m), [coming.ProductId] = ("Coming", 2.5m), [fresh.ProductId] = ("New", 4m) }, work);
        Assert.Equal([changed.ProductId], (await Work(storeId, "&state=Changed")).Select(label => label.GetProperty("productId").GetInt64()).Where(mine.ContainsKey));
    }

    [Fact]
    public async Task The_work_list_pages()
    {
        var storeId = await store.GivenStore();
        foreach (var price in new[] { 1m, 2m, 3m })
            await store.GivenProduct(storeId, price: price);
        var all = (await Work(storeId, "&limit=500")).Select(label => label.GetProperty("productId").GetInt64()).ToList();

        var paged = new List<long>();
        var after = "0";
        while (after is not null)
        {
            var page = (await Staff(storeId).Get($"/api/catalog/stores/{storeId}/labels?limit=2&after={after}")).Ok();
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(label => label.GetProperty("productId").GetInt64()));
            after = page.GetProperty("next").GetString();
        }

        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task Labels_are_confirmed_by_scanning_and_a_label_that_is_out_of_date_says_so()
    {
        var storeId = await store.GivenStore();
        var barcode = CatalogGivens.NewBarcode();
        var product = await store.GivenProduct(storeId, price: 10m, barcode: barcode);
        await SwitchOn(storeId);
        await Put(storeId, product, 12m);
        await Print(storeId, product);
        await Put(storeId, product, 13m);

        var confirmed = (await Staff(storeId).Post($"/api/catalog/stores/{storeId}/labels/confirm", new { lines = new[] { new { code = barcode } } })).Ok().GetProperty("labels")[0];

        Assert.Equal((12m, 13m), (confirmed.GetProperty("shelfPrice").GetDecimal(), confirmed.Price()));
        Assert.Equal((12m, PriceSource.AwaitingLabel), await Charged(storeId, product));
        Assert.Equal((404, "product.not_found"), ((await Staff(storeId).Post($"/api/catalog/stores/{storeId}/labels/confirm", new { lines = new[] { new { code = "NIX" } } })) is { } none
            ? (none.Status, none.Code) : default));
    }

    [Fact]
    public async Task What_is_printed_comes_with_all_that_a_label_shows()
    {
        var storeId = await store.GivenStore();
        var barcode = CatalogGivens.NewBarcode();
        var product = await store.GivenProduct(storeId, price: 10m, name: "乌龙茶", unit: "瓶", barcode: barcode);
        await SwitchOn(storeId);
        await Put(storeId, product, 9m);

        var label = (await Print(storeId, product)).GetProperty("labels")[0];

        Assert.Equal(
            (product.Code, "乌龙茶", "瓶", barcode, 9m, 10m),
            (label.GetProperty("code").GetString(), label.GetProperty("name").GetString(), label.GetProperty("unit").GetString(), label.GetProperty("barcode").GetString(), label.Price(),
                label.GetProperty("oldPrice").GetDecimal()));
    }

    [Fact]
    public async Task Only_those_who_may_print_and_confirm_here_do()
    {
        var (storeId, product) = await Given(price: 10m, confirm: false);
        var other = await store.GivenStore();
        var viewer = store.SignedIn(storeId, "catalog.view");
        var lines = new { lines = new[] { new { product.ProductId } } };

        Assert.Equal(403, (await viewer.Post($"/api/catalog/stores/{storeId}/labels/confirm", lines)).Status);
        Assert.Equal(403, (await viewer.Post($"/api/catalog/stores/{storeId}/labels/print", new { productIds = new[] { product.ProductId }, hours = 0 })).Status);
        Assert.Equal(403, (await Staff(other).Post($"/api/catalog/stores/{storeId}/labels/confirm", lines)).Status);
        Assert.Equal(403, (await viewer.Put($"/api/catalog/stores/{storeId}/labels/setting", new { confirm = true })).Status);
        Assert.Equal(400, (await Staff(storeId).Post($"/api/catalog/stores/{storeId}/labels/confirm", new { lines = Array.Empty<object>() })).Status);
        Assert.Equal(400, (await Staff(storeId).Post($"/api/catalog/stores/{storeId}/labels/confirm", new { lines = new[] { new { price = 1m } } })).Status);
        Assert.Equal(404, (await store.Owner(storeId, 77).Put("/api/catalog/stores/77/labels/setting", new { confirm = true })).Status);
    }

    private async Task<(long StoreId, GivenProduct Product)> Given(decimal price, bool confirm)
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price);
        if (confirm)
            await SwitchOn(storeId);
        return (storeId, product);
    }

    private StoreApp.Client Staff(long storeId) => store.SignedIn(storeId, "catalog.view", "catalog.print-labels");

    private async Task SwitchOn(long storeId) => (await store.Owner(storeId).Put($"/api/catalog/stores/{storeId}/labels/setting", new { confirm = true })).Ok();

    private async Task Put(long storeId, GivenProduct product, decimal price)
    {
        await store.Later(TimeSpan.FromSeconds(1));
        (await store.PutPrice(storeId, product.ProductId, price)).Ok();
    }

    private async Task<JsonElement> Print(long storeId, GivenProduct product) =>
        (await Staff(storeId).Post($"/api/catalog/stores/{storeId}/labels/print", new { productIds = new[] { product.ProductId }, hours = 36 })).Ok();

    private async Task Confirm(long storeId, GivenProduct product, decimal? price = null) =>
        (await Staff(storeId).Post($"/api/catalog/stores/{storeId}/labels/confirm", new { lines = new[] { new { product.ProductId, price } } })).Ok();

    private async Task<JsonElement[]> Work(long storeId, string query = "") =>
        [.. (await Staff(storeId).Get($"/api/catalog/stores/{storeId}/labels?hours=36{query}")).Ok().GetProperty("items").EnumerateArray()];

    private async Task<(decimal Price, PriceSource Source)> Charged(long storeId, GivenProduct product) =>
        Assert.Single(await Ask(storeId, new PriceItem(product.ProductId))) is { } priced ? (priced.Price.ToDecimal(), priced.Source) : default;

    private Task<IReadOnlyList<PricedProduct>> Ask(long storeId, PriceItem item) =>
        store.InScope(services => services.GetRequiredService<IMediator>().Send(new PriceProducts(storeId, [item], Wall())));

    private DateTime Wall() => DateTime.SpecifyKind(store.Clock.GetUtcNow().UtcDateTime.AddHours(8), DateTimeKind.Unspecified);

    private static string Text(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
