namespace Store.Tests.Catalog;

public sealed class BarcodeTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Theory]
    [InlineData("0")]
    [InlineData("00")]
    public async Task A_UPC_is_found_in_every_length(string prefix)
    {
        var storeId = await store.GivenStore();
        var digits = $"0{Random.Shared.NextInt64(1_000_000_000, 9_999_999_999)}";
        var upc = digits + Store.Catalog.Barcodes.Gtin.CheckDigit(digits);
        var product = await store.GivenProduct(storeId, barcode: upc);

        Assert.Equal(product.ProductId, (await store.LookUp(storeId, upc)).Ok().GetProperty("productId").GetInt64());
        Assert.Equal(product.ProductId, (await store.LookUp(storeId, prefix + upc)).Ok().GetProperty("productId").GetInt64());
        Assert.Equal("0" + upc, (await store.LookUp(storeId, upc)).Ok().GetProperty("barcode").GetString());
        Assert.Equal((409, "barcode.taken"), await Make(storeId, prefix + upc));
    }

    [Theory]
    [InlineData("6901234567893", "wrong check digit")]
    [InlineData("12345678", "wrong check digit")]
    [InlineData("2012345678901", "wrong check digit")]
    [InlineData("0212345678900", "wrong check digit")]
    [InlineData("00000000", "zeros")]
    [InlineData("", "empty")]
    [InlineData("69 01", "characters")]
    [InlineData("=1+1", "characters")]
    [InlineData("条码", "characters")]
    [InlineData("6.90123E+12", "spreadsheet")]
    public async Task A_bad_barcode_is_refused_with_its_reason(string barcode, string reason)
    {
        var reply = await store.Owner(0).Post("/api/catalog/products", Product([new { barcode, unit = "", factor = 1 }]));

        Assert.Equal(400, reply.Status);
        Assert.Contains(reason, reply.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_of_the_shops_own_needs_no_check_digit_and_has_no_case()
    {
        var storeId = await store.GivenStore();
        var code = StoreApp.NewCode("own-");
        var product = await store.GivenProduct(storeId, barcode: code);

        Assert.Equal(product.ProductId, (await store.LookUp(storeId, code.ToLowerInvariant())).Ok().GetProperty("productId").GetInt64());
    }

    [Fact]
    public async Task A_case_is_found_as_so_many_pieces()
    {
        var storeId = await store.GivenStore();
        var (piece, pack) = (CatalogGivens.NewBarcode(), CatalogGivens.NewBarcode());
        await store.Owner(0).Post("/api/catalog/products", Product(
            [new { barcode = piece, unit = (string?)null, factor = 1m }, new { barcode = pack, unit = (string?)"箱", factor = 24m }], unit: "瓶"));

        var (one, many) = ((await store.LookUp(storeId, piece)).Ok(), (await store.LookUp(storeId, pack)).Ok());

        Assert.Equal(("瓶", 1m, 2.50m), (one.GetProperty("barcodeUnit").GetString(), one.GetProperty("factor").GetDecimal(), one.Price()));
        Assert.Equal(("箱", 24m, 2.50m), (many.GetProperty("barcodeUnit").GetString(), many.GetProperty("factor").GetDecimal(), many.Price()));
    }

    [Fact]
    public async Task The_same_barcode_twice_on_one_product_is_refused()
    {
        var barcode = CatalogGivens.NewBarcode();
        var reply = await store.Owner(0).Post("/api/catalog/products", Product([new { barcode, unit = "", factor = 1 }, new { barcode = "0" + barcode, unit = "箱", factor = 6 }]));

        Assert.Equal((422, "barcode.twice"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.0001")]
    [InlineData("1000000")]
    [InlineData("1e30")]
    public async Task A_factor_is_a_quantity(string factor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/catalog/products")
        {
            Content = new StringContent($$"""{"code":"F1","name":"x","unit":"件","taxCode":"NONE","barcodes":[{"barcode":"ABC1","unit":null,"factor":{{factor}}}]}""", null, "application/json"),
        };

        Assert.Equal(400, (await store.Owner(0).Send(request)).Status);
    }

    [Fact]
    public async Task A_barcode_without_content_is_bad_input() =>
        Assert.Equal(400, (await store.Owner(0).Post("/api/catalog/products", Product([null!]))).Status);

    [Fact]
    public async Task Of_products_made_at_once_with_one_barcode_one_gets_it()
    {
        var storeId = await store.GivenStore();
        var barcode = CatalogGivens.NewBarcode();

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Make(storeId, barcode)));

        Assert.Equal(1, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "barcode.taken"), reply));
    }

    private static object Product(object[] barcodes, string unit = "件") =>
        new { code = StoreApp.NewCode("B"), name = "有码商品", unit, taxCode = "NONE", barcodes, price = 2.50m, active = true };

    private async Task<(int Status, string? Code)> Make(long storeId, string barcode)
    {
        var reply = await store.Owner(storeId).Post("/api/catalog/products", Product([new { barcode, unit = "", factor = 1 }]));
        return (reply.Status, reply.Status == 200 ? null : reply.Code);
    }
}
