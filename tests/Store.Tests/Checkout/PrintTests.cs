using System.Globalization;
using Store.Checkout.Paper;
using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

public sealed class PrintTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Theory]
    [InlineData("zh-Hans", "副本")]
    [InlineData("zh-Hant", "複本")]
    [InlineData("en", "COPY")]
    public async Task The_first_print_is_the_original_and_each_later_one_says_which_copy_it_is(string language, string mark)
    {
        var (till, saleId) = await GivenSale();

        var original = (await Print(till, saleId, "prints", language: language)).Ok();
        var refused = await Print(till, saleId, "prints", language: language);
        var first = (await Print(till, saleId, "reprints", language: language)).Ok();
        var second = (await Print(till, saleId, "reprints", format: "Text", language: language)).Ok();

        Assert.Equal(0, original.GetProperty("copy").GetInt32());
        Assert.DoesNotContain($"*** {mark}", Content(original), StringComparison.Ordinal);
        Assert.Equal((422, "receipt.printed"), (refused.Status, refused.Code));
        Assert.Contains($"*** {mark} 1 ***", Content(first), StringComparison.Ordinal);
        Assert.Contains($"*** {mark} 2 ***", Content(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_print_asked_for_again_is_not_counted_again_and_parallel_copies_have_numbers_of_their_own()
    {
        var (till, saleId) = await GivenSale();
        var uuid = Guid.NewGuid();
        await Print(till, saleId, "prints");
        (await Print(till, saleId, "reprints", uuid: uuid)).Ok();
        Assert.Equal(1, (await Print(till, saleId, "reprints", uuid: uuid)).Ok().GetProperty("copy").GetInt32());

        var copies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Print(till, saleId, "reprints")));

        Assert.Equal([2, 3, 4], copies.Select(copy => copy.Ok().GetProperty("copy").GetInt32()).Order());
        var listed = (await till.Owner.Get($"{till.Root}/receipt-prints")).Ok().GetProperty("items");
        Assert.Equal(4, listed.GetArrayLength());
        Assert.Equal((saleId, 22.60m), (listed[0].GetProperty("saleId").GetInt64(), listed[0].Amount("total")));
        Assert.Equal(5, (await till.Owner.Get($"{till.Root}/receipt-prints?firstToo=true")).Ok().GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("Html")]
    [InlineData("Text")]
    public async Task A_gift_receipt_shows_the_goods_and_the_code_and_no_amount(string format)
    {
        var (till, saleId) = await GivenSale();

        var gift = Content((await Print(till, saleId, "prints", kind: "Gift", format: format)).Ok());
        var receipt = (await Print(till, saleId, "prints")).Ok();

        Assert.Contains("茶具", gift, StringComparison.Ordinal);
        Assert.Contains($"RC{saleId}", gift, StringComparison.Ordinal);
        foreach (var amount in new[] { "11.30", "22.60", "30.00", "7.40", "13%" })
            Assert.DoesNotContain(amount, gift, StringComparison.Ordinal);
        Assert.Equal(0, receipt.GetProperty("copy").GetInt32());
    }

    [Fact]
    public async Task A_copy_takes_its_own_permission()
    {
        var (till, saleId) = await GivenSale();
        var cashier = store.SignedIn(till.StoreId, "checkout.sell");

        Assert.Equal(200, (await Print(till, saleId, "prints", by: cashier)).Status);
        Assert.Equal(403, (await Print(till, saleId, "reprints", by: cashier)).Status);
        Assert.Equal(404, (await Print(till, saleId + 1, "prints")).Status);
        Assert.Equal(400, (await Print(till, saleId, "prints", kind: "Poster")).Status);
    }

    [Fact]
    public async Task The_code_on_the_receipt_finds_the_sale()
    {
        var (till, saleId) = await GivenSale();

        var found = (await till.Owner.Get($"{till.Root}/sales?code=rc{saleId}")).Ok().GetProperty("items");
        var text = (await till.Owner.Get($"{till.Root}/sales/{saleId}/receipt.txt")).Text;

        Assert.Equal(saleId, Assert.Single(found.EnumerateArray()).GetProperty("saleId").GetInt64());
        Assert.Contains($"RC{saleId}", text, StringComparison.Ordinal);
        Assert.Empty((await till.Owner.Get($"{till.Root}/sales?code=6901234567892")).Ok().GetProperty("items").EnumerateArray());
        var elsewhere = await store.GivenTill();
        Assert.Empty((await elsewhere.Owner.Get($"{elsewhere.Root}/sales?code=RC{saleId}")).Ok().GetProperty("items").EnumerateArray());
    }

    [Fact]
    public void A_barcode_switches_to_pairs_of_digits_and_ends_with_its_check_symbol()
    {
        Assert.Equal([104, 50, 35, 99, 12, 34, 18, 106], Code128.Symbols("RC1234"));
        Assert.Equal([104, 'R' - 32, 'C' - 32, '1' - 32, 99, 23, 45], Code128.Symbols("RC12345").Take(7));
        Assert.Equal(105, Code128.Symbols("123456")[0]);
        Assert.Contains("viewBox=\"0 0 ", Code128.Svg("RC1234"), StringComparison.Ordinal);
    }

    private async Task<(Till Till, long SaleId)> GivenSale()
    {
        var till = await store.GivenTill();
        var product = await store.GivenProduct(till.StoreId, 11.30m, "茶具", await store.GivenTaxCode(13m), unit: "套");
        return (till, (await till.Sell(product, 2, 11.30m, cash: 30m)).Ok().GetProperty("saleId").GetInt64());
    }

    private static Task<StoreApp.Reply> Print(
        Till till, long saleId, string what, string kind = "Receipt", string format = "Html", string language = "zh-Hans", Guid? uuid = null, StoreApp.Client? by = null) =>
        (by ?? till.Owner).Post(string.Create(CultureInfo.InvariantCulture, $"{till.Root}/sales/{saleId}/{what}"), new { printUuid = uuid ?? Guid.NewGuid(), kind, format, language });

    private static string Content(System.Text.Json.JsonElement print) => print.GetProperty("content").GetString()!;
}
