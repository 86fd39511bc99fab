using FsCheck;
using FsCheck.Fluent;
using Store.Catalog.Barcodes;
using Store.Catalog.Codes;

namespace Store.Tests.Catalog;

/// <summary>Labels of GS1: element strings and web addresses.</summary>
public sealed class Gs1CodeTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const string Number = "06901234567892";

    [Theory]
    [InlineData("0106901234567892", null, null)]
    [InlineData("0106901234567892172612313103001250" + "10LOT\u001D21SER", "1.250", null)]
    [InlineData("010690123456789210LOT\u001D3103001250", "1.250", null)]
    [InlineData("010690123456789210LOT3103001250", null, null)]
    [InlineData("\u001D01069012345678923102012500", "125", null)]
    [InlineData("01069012345678923100000002", "2", null)]
    [InlineData("010690123456789217260200", null, null)]
    [InlineData("01069012345678923006\u001D10LOT", null, 6)]
    [InlineData("(01)06901234567892(17)261231(3103)001250(10)LOT", "1.250", null)]
    [InlineData("https://id.gs1.org/01/06901234567892/10/LOT?17=261231", null, null)]
    [InlineData("https://id.gs1.org/01/06901234567892?3103=001250&17=261231", "1.250", null)]
    [InlineData("HTTPS://EXAMPLE.CN/GTIN/06901234567892/SER/ABC", null, null)]
    public void Says_which_goods_and_how_much_of_them(string code, string? kilograms, int? pieces)
    {
        var read = Gs1Code.Read(code);

        Assert.Equal(new Gs1Code(Number, kilograms is null ? null : decimal.Parse(kilograms, System.Globalization.CultureInfo.InvariantCulture), pieces), read);
    }

    [Theory]
    [InlineData("6901234567892")]
    [InlineData("0106901234567893")]
    [InlineData("010690123456789")]
    [InlineData("0106901234567892310300125")]
    [InlineData("01069012345678923103 01250")]
    [InlineData("0106901234567892A")]
    [InlineData("2112345678900")]
    [InlineData("https://example.cn/member/06901234567892")]
    [InlineData("https://id.gs1.org/01/06901234567893")]
    [InlineData("https://id.gs1.org/01/06901234567892?3103=1250")]
    [InlineData("130123456789012345")]
    [InlineData("()")]
    [InlineData("")]
    public void What_is_no_label_of_goods_is_left_to_others(string code) => Assert.Null(Gs1Code.Read(code));

    [Fact]
    public void No_code_whatever_breaks_it() => Prop.ForAll(
        Gen.Elements("01", "06901234567892", "3103", "001250", "10", "\u001D", "(", ")", "https://a/01/", "?", "=", "x").ListOf(8).Select(parts => string.Concat(parts)).ToArbitrary(),
        code => Gs1Code.Read(code) is not { } read || (code.Contains(read.Gtin.TrimStart('0'), StringComparison.Ordinal) && Gtin.CheckDigitIsRight(read.Gtin))).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_weighed_label_of_GS1_finds_the_goods_and_their_weight()
    {
        var storeId = await store.GivenStore();
        var barcode = CatalogGivens.NewBarcode();
        var product = await store.GivenProduct(storeId, price: 20m, unit: "斤", barcode: barcode);

        var found = (await store.LookUp(storeId, $"01{barcode.PadLeft(14, '0')}3103001250" + "10LOT\u001D21SER")).Ok();

        Assert.Equal(product.ProductId, found.GetProperty("productId").GetInt64());
        Assert.Equal(2.5m, found.GetProperty("quantity").GetDecimal());
        Assert.Equal(barcode, found.GetProperty("barcode").GetString());
    }
}
