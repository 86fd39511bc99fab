using System.Globalization;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Catalog;
using Store.Contracts.Members;

namespace Store.Tests.Catalog;

public sealed class PriceListTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const long Gold = 7;
    private const long Students = 9;

    private static readonly Standing Member = new(1, null, []);

    [Fact]
    public async Task The_lowest_price_wins_unless_a_priority_says_otherwise()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(0, price: 10m);
        await GivenList(storeId, "List", product, 9m);
        await GivenList(storeId, "List", product, 12m);

        Assert.Equal((9m, PriceSource.PriceList), Of(await Price(storeId, product)));
        await GivenList(storeId, "List", product, 11m, priority: 5);
        Assert.Equal((11m, PriceSource.PriceList), Of(await Price(storeId, product)));
    }

    [Fact]
    public async Task A_list_of_one_store_leaves_the_others_alone()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        var product = await store.GivenProduct(0, price: 10m);
        var list = await GivenList(here, "List", product, 9m);

        var priced = await Price(here, product);

        Assert.Equal((9m, 10m, list.Name), (priced.Price.ToDecimal(), priced.ListPrice.ToDecimal(), priced.SourceName));
        Assert.Equal((10m, PriceSource.Retail), Of(await Price(there, product)));
    }

    [Fact]
    public async Task Specials_come_before_member_prices_and_a_members_special_before_both()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(0, price: 10m);
        await GivenList(storeId, "Member", product, 7m);

        Assert.Equal((10m, PriceSource.Retail), Of(await Price(storeId, product)));
        Assert.Equal((7m, PriceSource.Member), Of(await Price(storeId, product, Member)));
        await GivenList(storeId, "Special", product, 8m);
        Assert.Equal((8m, PriceSource.Special), Of(await Price(storeId, product)));
        Assert.Equal((8m, PriceSource.Special), Of(await Price(storeId, product, Member)));
        await GivenList(storeId, "MemberSpecial", product, 6m);
        Assert.Equal((8m, PriceSource.Special), Of(await Price(storeId, product)));
        Assert.Equal((6m, PriceSource.MemberSpecial), Of(await Price(storeId, product, Member)));
    }

    [Fact]
    public async Task A_special_that_is_dearer_than_the_retail_price_is_none()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(0, price: 10m);
        await GivenList(storeId, "Special", product, 11m);

        Assert.Equal((10m, PriceSource.Retail), Of(await Price(storeId, product)));
        await GivenList(storeId, "Special", product, 12m, priority: 1);
        Assert.Equal((12m, PriceSource.Special), Of(await Price(storeId, product)));
    }

    [Fact]
    public async Task Levels_and_groups_have_prices_of_their_own()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(0, price: 10m);
        await GivenList(storeId, "Member", product, 8m, levelIds: [Gold]);
        await GivenList(storeId, "List", product, 9m, groupIds: [Students]);

        Assert.Equal((10m, PriceSource.Retail), Of(await Price(storeId, product, Member)));
        Assert.Equal((8m, PriceSource.Member), Of(await Price(storeId, product, new Standing(1, Gold, []))));
        Assert.Equal((9m, PriceSource.PriceList), Of(await Price(storeId, product, new Standing(null, null, [Students]))));
        Assert.Equal((8m, PriceSource.Member), Of(await Price(storeId, product, new Standing(1, Gold, [Students]))));
    }

    [Fact]
    public async Task A_box_has_a_price_of_its_own_or_that_of_its_pieces()
    {
        var storeId = await store.GivenStore();
        var product = await GivenBoxed(storeId, price: 2m);

        var box = Assert.Single(await Ask(storeId, [new(product.ProductId, "箱")]));
        Assert.Equal((48m, "箱", 24m, product.PriceId), (box.Price.ToDecimal(), box.Unit, box.Factor.ToDecimal(), box.PriceId));
        (await store.Owner(storeId).Put($"/api/catalog/products/{product.ProductId}/price", new { storeId, price = 45m, reason = "整箱价", unit = "箱" })).Ok();
        var both = await Ask(storeId, [new(product.ProductId, "箱"), new(product.ProductId), new(product.ProductId, "件"), new(product.ProductId, "托")]);

        Assert.Equal([2m, 2m, 45m], both.Select(one => one.Price.ToDecimal()).Order());
        Assert.Equal(2m, (await store.LookUp(storeId, product.Code)).Ok().Price());
    }

    [Fact]
    public async Task A_unit_that_no_barcode_has_gets_no_price()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 2m);

        var reply = await store.Owner(storeId).Put($"/api/catalog/products/{product.ProductId}/price", new { storeId, price = 45m, reason = "整箱价", unit = "箱" });

        Assert.Equal((422, "unit.unknown"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task What_the_till_looks_up_and_finds_is_what_the_sale_charges()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(0, price: 10m, name: StoreApp.NewCode("特价品"));
        await GivenList(storeId, "Special", product, 8.80m);

        var lookedUp = (await store.LookUp(storeId, product.Code)).Ok();
        var found = (await store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/stores/{storeId}/search?text={product.Code}")).Ok().GetProperty("items")[0];
        var charged = await Price(storeId, product);

        Assert.Equal((8.80m, 8.80m, 8.80m), (lookedUp.Price(), found.Price(), charged.Price.ToDecimal()));
        Assert.Equal(charged.PriceId, lookedUp.GetProperty("priceId").GetInt64());
    }

    [Fact]
    public async Task A_list_begins_and_ends_by_the_stores_wall_clock()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(0, price: 10m);
        var wall = TimeZoneInfo.ConvertTimeFromUtc(store.Clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        await GivenList(storeId, "Special", product, 8m, from: wall.AddHours(1), to: wall.AddHours(2));

        decimal[] prices =
        [
            (await Price(storeId, product, at: wall.AddMinutes(59))).Price.ToDecimal(), (await Price(storeId, product, at: wall.AddMinutes(60))).Price.ToDecimal(),
            (await Price(storeId, product, at: wall.AddMinutes(119))).Price.ToDecimal(), (await Price(storeId, product, at: wall.AddMinutes(121))).Price.ToDecimal(),
        ];

        Assert.Equal([10m, 8m, 8m, 10m], prices);
    }

    [Fact]
    public async Task A_price_whose_place_another_took_is_history_and_is_not_read_again()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId, price: 1m);
        foreach (var price in new[] { 2m, 3m, 4m })
            (await store.PutPrice(storeId, product.ProductId, price)).Ok();

        var open = await store.Rows<long>("SELECT PriceMinor FROM catalog.Prices WHERE ProductId = @ProductId AND UntilLocal > '9999'", product);
        var kept = await store.Rows<long>("SELECT PriceMinor FROM catalog.Prices WHERE ProductId = @ProductId ORDER BY PriceId", product);

        Assert.Equal([400], open);
        Assert.Equal([100, 200, 300, 400], kept);
    }

    [Fact]
    public async Task Prices_come_on_a_list_once_change_there_and_leave_it_again()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(0, price: 10m);
        var list = await GivenList(storeId, "Special", product, 8m);
        var owner = store.Owner(storeId, 0);
        Task<StoreApp.Reply> Put(decimal price) => owner.Put($"/api/catalog/price-lists/{list.ListId}/prices", new { lines = new[] { new { product.ProductId, price } }, reason = "促销" });

        Assert.Equal(0, (await Put(8m)).Ok().GetProperty("changed").GetInt32());
        Assert.Equal(1, (await Put(7m)).Ok().GetProperty("changed").GetInt32());
        Assert.Equal(7m, (await Price(storeId, product)).Price.ToDecimal());
        var shown = (await owner.Get($"/api/catalog/price-lists/{list.ListId}/prices")).Ok().GetProperty("items").EnumerateArray().Single();
        Assert.Equal((7m, 10m, product.Code), (shown.Price(), shown.GetProperty("retailPrice").GetDecimal(), shown.GetProperty("code").GetString()));

        (await owner.Delete($"/api/catalog/price-lists/{list.ListId}/prices/{product.ProductId}")).Ok();
        Assert.Equal(10m, (await Price(storeId, product)).Price.ToDecimal());
        Assert.Equal((404, "list_price.not_found"), ((await owner.Delete($"/api/catalog/price-lists/{list.ListId}/prices/{product.ProductId}")) is { } gone ? (gone.Status, gone.Code) : default));
        await store.Later(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await Put(6m)).Ok().GetProperty("changed").GetInt32());
        Assert.Equal(6m, (await Price(storeId, product)).Price.ToDecimal());
    }

    [Fact]
    public async Task A_list_is_changed_and_switched_off_and_a_stale_change_is_refused()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(0, price: 10m);
        var list = await GivenList(storeId, "Special", product, 8m);
        Task<StoreApp.Reply> Put(bool active, int version) => store.Owner(storeId).Put(
            $"/api/catalog/price-lists/{list.ListId}", new { name = list.Name + "改", kind = "Special", priority = 3, storeIds = new[] { storeId }, active, version });

        (await Put(active: false, version: 1)).Ok();
        Assert.Equal(10m, (await Price(storeId, product)).Price.ToDecimal());
        Assert.Equal((409, "price_list.stale"), ((await Put(active: true, version: 1)) is { } stale ? (stale.Status, stale.Code) : default));
        (await Put(active: true, version: 2)).Ok();
        var shown = (await store.SignedIn(storeId, "catalog.view").Get("/api/catalog/price-lists?limit=500")).Ok().GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("listId").GetInt64() == list.ListId);

        Assert.Equal((list.Name + "改", 3, 1, 3), (shown.GetProperty("name").GetString(), shown.GetProperty("priority").GetInt32(), shown.GetProperty("products").GetInt32(), shown.GetProperty("version").GetInt32()));
        Assert.Equal(8m, (await Price(storeId, product)).Price.ToDecimal());
    }

    [Fact]
    public async Task Nobody_prices_on_lists_of_stores_in_which_they_have_no_say()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());
        var product = await store.GivenProduct(0, price: 10m);
        var list = await GivenList(other, "Special", product, 8m);
        var manager = store.SignedIn(mine, "catalog.change-price");
        Task<StoreApp.Reply> Make(params long[] stores) => manager.Post("/api/catalog/price-lists", new { name = StoreApp.NewCode("L"), kind = "List", priority = 0, storeIds = stores });

        Assert.Equal(200, (await Make(mine)).Status);
        Assert.Equal(403, (await Make(mine, other)).Status);
        Assert.Equal(403, (await Make()).Status);
        Assert.Equal(403, (await manager.Put($"/api/catalog/price-lists/{list.ListId}/prices", new { lines = new[] { new { product.ProductId, price = 1m } }, reason = "促销" })).Status);
        Assert.Equal(403, (await manager.Delete($"/api/catalog/price-lists/{list.ListId}/prices/{product.ProductId}")).Status);
        Assert.Equal(403, (await store.SignedIn(mine, "catalog.view").Post("/api/catalog/price-lists", new { name = "X", kind = "List", priority = 0, storeIds = new[] { mine } })).Status);
    }

    [Theory]
    [InlineData("""{"name":"","kind":"List","priority":0}""", 400)]
    [InlineData("""{"name":"a","kind":"Odd","priority":0}""", 400)]
    [InlineData("""{"name":"a","kind":"List","priority":-1}""", 400)]
    [InlineData("""{"name":"a","kind":"List","priority":0,"from":"2026-11-22T00:00:00","to":"2026-11-21T00:00:00"}""", 400)]
    [InlineData("""{"name":"a","kind":"List","priority":0,"from":"2026-11-22T00:00:00Z"}""", 400)]
    [InlineData("""{"name":"a","kind":"List","priority":0,"levelIds":[0]}""", 400)]
    [InlineData("""{"name":"a","kind":"List","priority":0,"storeIds":[77]}""", 403)]
    public async Task A_list_that_makes_no_sense_is_refused(string body, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/catalog/price-lists") { Content = new StringContent(body, null, "application/json") };

        Assert.Equal(status, (await store.SignedIn(await store.GivenStore(), "catalog.change-price").Send(request)).Status);
    }

    [Theory]
    [InlineData("""{"lines":[],"reason":"a"}""", 400)]
    [InlineData("""{"reason":"a"}""", 400)]
    [InlineData("""{"lines":[{"productId":PRODUCT,"price":0}],"reason":"a"}""", 400)]
    [InlineData("""{"lines":[{"productId":PRODUCT,"price":1},{"productId":PRODUCT,"price":2}],"reason":"a"}""", 400)]
    [InlineData("""{"lines":[{"productId":PRODUCT,"price":1}],"reason":""}""", 400)]
    [InlineData("""{"lines":[{"productId":PRODUCT,"price":1}],"reason":"a","to":"2020-01-01T00:00:00"}""", 422)]
    [InlineData("""{"lines":[{"productId":PRODUCT,"price":1,"unit":"箱"}],"reason":"a"}""", 422)]
    [InlineData("""{"lines":[{"productId":PRODUCT,"price":1,"storeId":5}],"reason":"a"}""", 422)]
    [InlineData("""{"lines":[{"productId":5,"price":1}],"reason":"a"}""", 404)]
    public async Task Prices_that_make_no_sense_do_not_come_on_a_list(string body, int status)
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(0, price: 10m);
        var list = await GivenList(storeId, "Special", product, 8m);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/catalog/price-lists/{list.ListId}/prices")
        {
            Content = new StringContent(body.Replace("PRODUCT", product.ProductId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), null, "application/json"),
        };

        Assert.Equal(status, (await store.Owner(storeId, 0).Send(request)).Status);
        Assert.Equal(8m, (await Price(storeId, product)).Price.ToDecimal());
    }

    [Fact]
    public async Task Two_lists_have_two_names()
    {
        var storeId = await store.GivenStore();
        var list = await GivenList(storeId, "List", await store.GivenProduct(0), 8m);

        var reply = await store.Owner(storeId).Post("/api/catalog/price-lists", new { name = list.Name, kind = "List", priority = 0, storeIds = new[] { storeId } });

        Assert.Equal((409, "price_list.name_taken"), (reply.Status, reply.Code));
    }

    private async Task<GivenProduct> GivenBoxed(long storeId, decimal price)
    {
        var code = StoreApp.NewCode("B");
        var made = (await store.Owner(0).Post("/api/catalog/products", new
        {
            code, name = "箱装水", unit = "件", taxCode = "NONE", active = true, barcodes = new[] { new { barcode = CatalogGivens.NewBarcode(), unit = "箱", factor = 24m } },
        })).Ok().GetProperty("productId").GetInt64();
        return new GivenProduct(made, code, (await store.PutPrice(storeId, made, price)).Ok().GetProperty("priceId").GetInt64());
    }

    private async Task<(long ListId, string Name)> GivenList(
        long storeId, string kind, GivenProduct product, decimal price, int priority = 0, DateTime? from = null, DateTime? to = null, long[]? levelIds = null, long[]? groupIds = null)
    {
        var owner = store.Owner(storeId, 0);
        var name = StoreApp.NewCode("价表");
        var listId = (await owner.Post("/api/catalog/price-lists", new { name, kind, priority, from, to, storeIds = new[] { storeId }, levelIds, groupIds })).Ok().GetProperty("listId").GetInt64();
        (await owner.Put($"/api/catalog/price-lists/{listId}/prices", new { lines = new[] { new { product.ProductId, price } }, reason = "测试" })).Ok();
        return (listId, name);
    }

    private static (decimal, PriceSource) Of(PricedProduct priced) => (priced.Price.ToDecimal(), priced.Source);

    private async Task<PricedProduct> Price(long storeId, GivenProduct product, Standing? customer = null, DateTime? at = null) =>
        Assert.Single(await Ask(storeId, [new(product.ProductId)], customer, at));

    private Task<IReadOnlyList<PricedProduct>> Ask(long storeId, IReadOnlyCollection<PriceItem> items, Standing? customer = null, DateTime? at = null) => store.InScope(services =>
        services.GetRequiredService<IMediator>().Send(new PriceProducts(
            storeId, items, at ?? DateTime.SpecifyKind(store.Clock.GetUtcNow().UtcDateTime.AddHours(8), DateTimeKind.Unspecified), customer)));
}
