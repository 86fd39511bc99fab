namespace Store.Tests.Catalog;

public sealed class LookUpTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const string Fifty = "12345678901234567890123456789012345678901234567890";
    private const string TooLong = Fifty + Fifty + Fifty + Fifty + Fifty + Fifty + "1";

    [Fact]
    public async Task A_code_gives_all_that_a_till_needs()
    {
        var storeId = await store.GivenStore();
        var taxCode = await store.GivenTaxCode(13);
        var barcode = CatalogGivens.NewBarcode();
        var product = await store.GivenProduct(storeId, price: 3.50m, name: "乌龙茶", taxCode: taxCode, unit: "瓶", barcode: barcode);

        var found = (await store.LookUp(storeId, barcode)).Ok();

        Assert.Equal(
            $$"""{"productId":{{product.ProductId}},"code":"{{product.Code}}","name":"乌龙茶","spec":"","unit":"瓶","price":3.5,"priceId":{{product.PriceId}},"barcode":"{{barcode}}","barcodeUnit":"瓶","factor":1,"taxCode":"{{taxCode}}","taxRate":13,"quantity":null,"labelAmount":null,"packPrice":null,"listPrice":3.5,"flags":[],"ageLimit":0,"depositProductId":null,"depositQuantity":null}""",
            System.Text.RegularExpressions.Regex.Unescape(found.GetRawText()));
    }

    [Fact]
    public async Task A_typed_item_code_has_no_barcode()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId);

        var found = (await store.LookUp(storeId, product.Code.ToLowerInvariant())).Ok();

        Assert.Equal(System.Text.Json.JsonValueKind.Null, found.GetProperty("barcode").ValueKind);
        Assert.Equal(product.ProductId, found.GetProperty("productId").GetInt64());
    }

    [Fact]
    public async Task What_is_not_sold_here_is_not_found()
    {
        var storeId = await store.GivenStore();
        var (inactive, unpriced) = (await store.GivenProduct(storeId, active: false), await store.GivenProduct(storeId, price: null));

        var (gone, noPrice, unknown) = (await store.LookUp(storeId, inactive.Code), await store.LookUp(storeId, unpriced.Code), await store.LookUp(storeId, "NO-SUCH"));

        Assert.Equal((404, "product.not_found"), (gone.Status, gone.Code));
        Assert.Equal((422, "product.no_price"), (noPrice.Status, noPrice.Code));
        Assert.Equal((404, "product.not_found"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task Only_those_who_may_see_the_goods_of_the_store_look_them_up()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());
        var product = await store.GivenProduct(mine);
        var path = $"/api/catalog/stores/{mine}/lookup?code={product.Code}";

        Assert.Equal(401, (await store.Anonymous().Get(path)).Status);
        Assert.Equal(403, (await store.SignedIn(mine, "checkout.sell").Get(path)).Status);
        Assert.Equal(403, (await store.SignedIn(other, "catalog.view").Get(path)).Status);
        Assert.Equal(403, (await store.SignedIn(other, "catalog.view").Get($"/api/catalog/stores/{mine}/search?text=a")).Status);
        Assert.Equal(200, (await store.SignedIn(mine, "catalog.view").Get(path)).Status);
    }

    [Theory]
    [InlineData("lookup")]
    [InlineData("lookup?code=")]
    [InlineData("lookup?code=%20%20")]
    [InlineData("lookup?code=" + TooLong)]
    [InlineData("search?text=a&limit=0")]
    [InlineData("search?text=a&limit=1000000")]
    [InlineData("search?text=a&limit=99999999999999999999")]
    public async Task Bad_input_is_refused(string path)
    {
        var storeId = await store.GivenStore();

        Assert.Equal(400, (await store.Owner(storeId).Get($"/api/catalog/stores/{storeId}/{path}")).Status);
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%ED%A0%80")]
    [InlineData("%FF%FE")]
    [InlineData("'%3B%20DROP%20TABLE")]
    public async Task Odd_codes_are_just_not_found(string code)
    {
        var storeId = await store.GivenStore();

        Assert.Equal(404, (await store.Owner(storeId).Get($"/api/catalog/stores/{storeId}/lookup?code={code}")).Status);
    }
}
