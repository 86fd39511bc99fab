using Store.Tests.Catalog;
using Store.Tests.Loyalty;

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

    [Fact]
    public async Task A_receipt_its_copies_and_the_lists_count_pieces_and_what_is_weighed_or_parted_for_one()
    {
        var till = await store.GivenTill();
        var (bottle, rice, cloth) = (await till.Product(3m), await till.Special(8m, new { unit = "kg", flags = new[] { "Weighed" } }), await till.Product(20m));
        var memberId = await store.GivenMember();
        var saleId = (await till.Sell(
            [Till.Line(bottle, 6, 3m), Till.Line(rice, 2, 8m), Till.Line(cloth, 1.5m, 20m)], [Till.Cash(64m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal("8", await Printed(saleId, "prints"));
        Assert.Equal("8", await Printed(saleId, "reprints"));

        var back = (await till.Return(saleId, [Till.Back(1, 2), Till.Back(2, 1)], [Till.Cash(14m)])).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal("3", await Printed(back, "prints"));
        Assert.Equal([3, 8], await Listed($"{till.Root}/sales", "items"));
        Assert.Equal([3, 8], await Listed($"/api/checkout/members/{memberId}/sales", "items"));
        Assert.Empty(await store.Breaks());

        async Task<string> Printed(long id, string mode)
        {
            var paper = (await till.Owner.Post($"{till.Root}/sales/{id}/{mode}", new { printUuid = Guid.NewGuid(), kind = "Receipt", format = "Text", width = 58, language = "zh-Hans" })).Ok();
            return paper.GetProperty("content").GetString()!.Split('\n').Single(line => line.StartsWith("件数", StringComparison.Ordinal))["件数".Length..].Trim();
        }

        async Task<List<int>> Listed(string path, string name) => [.. (await till.Owner.Get(path)).Ok().GetProperty(name).EnumerateArray().Select(sale => sale.GetProperty("itemCount").GetInt32())];
    }

    private async Task<(Till Till, long SaleId, string Name)> GivenSale()
    {
        var till = await store.GivenTill();
        const string Name = "农夫山泉饮用天然水<b>家庭装超长的商品名称 550ml×24";
        var product = await store.GivenProduct(till.StoreId, 11.30m, Name, await store.GivenTaxCode(13m), unit: "瓶");
        return (till, (await till.Sell(product, 2, 11.30m, cash: 30m)).Ok().GetProperty("saleId").GetInt64(), Name);
    }
}
