using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

public sealed class ReceiptTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Theory]
    [InlineData(58, "zh-Hans")]
    [InlineData(80, "zh-Hant")]
    [InlineData(80, "en")]
    public async Task A_receipt_in_text_fits_its_paper(int width, string language)
    {
        var (till, saleId, _) = await GivenSale();

        var text = (await till.Owner.Get($"{till.Root}/sales/{saleId}/receipt.txt?width={width}&language={language}")).Text;

        Snapshot.Match(text, $"{width}-{language}", [(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "{time}"), (@"\bR[0-9A-F]{10}-", "{register}-"), (@"user \d+", "{cashier}"), (@" *RC\d+", "{code}")]);
        Assert.All(text.Split('\n'), line => Assert.True(Store.Contracts.Devices.Gb18030.Columns(line.EnumerateRunes()) <= (width == 58 ? 32 : 48), line));
    }

    [Fact]
    public async Task A_receipt_in_html_shows_names_as_text()
    {
        var (till, saleId, name) = await GivenSale();

        var html = (await till.Owner.Get($"{till.Root}/sales/{saleId}/receipt.html")).Text;

        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain(name, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_as_data_has_the_stored_figures()
    {
        var (till, saleId, name) = await GivenSale();

        var receipt = (await till.Owner.Get($"{till.Root}/sales/{saleId}/receipt")).Ok();

        Assert.Equal(name, receipt.GetProperty("lines")[0].GetProperty("productName").GetString());
        Assert.Equal((22.60m, 30m, 7.40m), (receipt.Amount("total"), receipt.Amount("paid"), receipt.Amount("change")));
        Assert.Equal(13m, receipt.GetProperty("taxes")[0].Amount("taxRate"));
    }

    private async Task<(Till Till, long SaleId, string Name)> GivenSale()
    {
        var till = await store.GivenTill();
        const string Name = "农夫山泉饮用天然水<b>家庭装超长的商品名称 550ml×24";
        var product = await store.GivenProduct(till.StoreId, 11.30m, Name, await store.GivenTaxCode(13m), unit: "瓶");
        return (till, (await till.Sell(product, 2, 11.30m, cash: 30m)).Ok().GetProperty("saleId").GetInt64(), Name);
    }
}
