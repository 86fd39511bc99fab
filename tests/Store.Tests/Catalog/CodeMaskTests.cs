using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Catalog.Barcodes;
using Store.Catalog.Codes;
using Store.Contracts.Catalog;

namespace Store.Tests.Catalog;

/// <summary>Labels of scales, cards and coupons.</summary>
public sealed class CodeMaskTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static int items = 11_000;

    [Theory]
    [InlineData("22IIIII{WWWWW}C", "2200123012500", "00123", null, 1.250)]
    [InlineData("23IIIII{NNNDD}C", "2300123012507", "00123", 12.50, null)]
    [InlineData("2.IIIII{NNNDD}{WWWWW}.", "280012301250003405", "00123", 12.50, 0.340)]
    [InlineData("22III{WWWDD}C", "2212301255", null, null, null)]
    [InlineData("22III{WWWDD}.", "22123012559", "123", null, 12.55)]
    [InlineData("'m-'I*", "M-0001X", "0001X", null, null)]
    [InlineData("'M-'I*", "M-", null, null, null)]
    [InlineData("99*", "99", null, null, null)]
    [InlineData("22IIIII{WWWWW}C", "2200123012501", null, null, null)]
    [InlineData("22IIIII{WWWWW}C", "22001230125", null, null, null)]
    [InlineData("22IIIII{WWWWW}.", "2200123A12500", null, null, null)]
    public void A_code_says_what_its_pattern_has_places_for(string pattern, string code, string? item, double? amount, double? kilograms)
    {
        var reading = CodePattern.Of(pattern).Read(code);

        Assert.Equal((item, (decimal?)amount, (decimal?)kilograms), (reading?.Item, reading?.Amount?.ToDecimal(), reading?.Kilograms));
    }

    [Theory]
    [InlineData("")]
    [InlineData("22X")]
    [InlineData("22{")]
    [InlineData("22{}")]
    [InlineData("22{NNX}")]
    [InlineData("22{NNDDD}")]
    [InlineData("22{DD}")]
    [InlineData("22{NN}{NN}")]
    [InlineData("22{NNNNNNNNNN}")]
    [InlineData("*1")]
    [InlineData("I*1")]
    [InlineData("'abc")]
    [InlineData("''")]
    public void What_is_no_pattern_is_refused(string pattern) => Assert.Throws<FormatException>(() => CodePattern.Of(pattern));

    [Fact]
    public async Task A_label_with_a_weight_sells_that_weight()
    {
        var (storeId, item, _) = await Given("kg", 36.80m);

        var found = (await store.LookUp(storeId, Label("22", item, "01250"))).Ok();

        Assert.Equal((1.250m, true, 36.80m), (found.GetProperty("quantity").GetDecimal(), IsNull(found, "labelAmount"), found.Price()));
        Assert.Equal(["Weighed"], found.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()));
    }

    [Fact]
    public async Task A_weight_is_told_in_the_unit_of_the_price()
    {
        var (storeId, item, _) = await Given("斤", 18.40m);

        Assert.Equal(2.5m, (await store.LookUp(storeId, Label("22", item, "01250"))).Ok().GetProperty("quantity").GetDecimal());
    }

    [Fact]
    public async Task On_a_label_with_a_price_the_amount_wins_and_the_quantity_is_what_it_buys()
    {
        var (storeId, item, productId) = await Given("kg", 36.80m);
        var label = Label("23", item, "01250");

        var before = (await store.LookUp(storeId, label)).Ok();
        (await store.PutPrice(storeId, productId, 40m)).Ok();
        var after = (await store.LookUp(storeId, label)).Ok();

        Assert.Equal((0.340m, 12.50m), (before.GetProperty("quantity").GetDecimal(), before.GetProperty("labelAmount").GetDecimal()));
        Assert.Equal((0.313m, 12.50m), (after.GetProperty("quantity").GetDecimal(), after.GetProperty("labelAmount").GetDecimal()));
        Assert.Equal(0.001m, (await store.LookUp(storeId, Label("23", item, "00001"))).Ok().GetProperty("quantity").GetDecimal());
        Assert.True(IsNull((await store.LookUp(storeId, Label("23", item, "00000"))).Ok(), "quantity"));
    }

    [Fact]
    public async Task A_label_of_18_digits_has_amount_and_weight()
    {
        var (storeId, item, _) = await Given("kg", 36.80m);

        var found = (await store.LookUp(storeId, Label("20", item, "0125000345"))).Ok();

        Assert.Equal((0.345m, 12.50m), (found.GetProperty("quantity").GetDecimal(), found.GetProperty("labelAmount").GetDecimal()));
    }

    [Fact]
    public async Task A_label_with_a_wrong_check_digit_or_an_unknown_item_is_no_product()
    {
        var (storeId, item, _) = await Given("kg", 36.80m);
        var label = Label("22", item, "01250");
        var wrong = label[..^1] + (char)('0' + ((label[^1] - '0' + 1) % 10));

        Assert.Equal((404, "product.not_found"), Status(await store.LookUp(storeId, wrong)));
        Assert.Equal((404, "product.not_found"), Status(await store.LookUp(storeId, Label("22", "99999", "01250"))));
    }

    [Fact]
    public async Task A_products_own_barcode_wins_over_every_mask()
    {
        var (storeId, item, _) = await Given("kg", 36.80m);
        var label = Label("22", item, "00777");
        var product = await store.GivenProduct(storeId, barcode: label);

        var found = (await store.LookUp(storeId, label)).Ok();

        Assert.Equal((product.ProductId, true), (found.GetProperty("productId").GetInt64(), IsNull(found, "quantity")));
    }

    [Theory]
    [InlineData("M-10086", CodeKind.Member, "10086")]
    [InlineData("c-spring", CodeKind.Coupon, "SPRING")]
    [InlineData("G-1", CodeKind.GiftCard, "1")]
    [InlineData("S-77", CodeKind.Staff, "77")]
    public async Task A_card_is_no_product_and_the_till_is_told_what_it_is(string code, CodeKind kind, string own)
    {
        var storeId = await store.GivenStore();

        var reply = await store.LookUp(storeId, code);
        var meaning = await store.InScope(services => services.GetRequiredService<IMediator>().Send(new ReadCode(storeId, code)));

        Assert.Equal((422, "code.other_kind"), Status(reply));
        Assert.Equal((kind.ToString(), own), (reply.Json.GetProperty("kind").GetString(), reply.Json.GetProperty("ownCode").GetString()));
        Assert.Equal((kind, own), (meaning.Kind, meaning.Code));
    }

    [Fact]
    public async Task A_stores_own_masks_come_first_and_hold_there_alone()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());
        var mask = (await store.Owner(mine).Post("/api/catalog/code-masks", new { storeId = mine, position = 5, name = "本店会员", kind = "Member", pattern = "'C-'I*" })).Ok();

        Assert.Equal("Member", (await store.LookUp(mine, "C-1")).Json.GetProperty("kind").GetString());
        Assert.Equal("Coupon", (await store.LookUp(other, "C-1")).Json.GetProperty("kind").GetString());

        var path = $"/api/catalog/code-masks/{mask.GetProperty("codeMaskId").GetInt64()}";
        object Off(int version) => new { position = 5, name = "本店会员", kind = "Member", pattern = "'C-'I*", active = false, version };
        Assert.Equal(403, (await store.Owner(other).Put(path, Off(1))).Status);
        Assert.Equal(200, (await store.Owner(mine).Put(path, Off(1))).Status);
        Assert.Equal((409, "code_mask.stale"), Status(await store.Owner(mine).Put(path, Off(1))));
        Assert.Equal("Coupon", (await store.LookUp(mine, "C-1")).Json.GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("Product", "22X")]
    [InlineData("Product", "22{WWWWW}C")]
    [InlineData("Member", "22IIIII{WWWWW}C")]
    [InlineData("Unknown", "22IIIII")]
    [InlineData("Product", "")]
    public async Task A_mask_that_could_mean_nothing_is_refused(string kind, string pattern) =>
        Assert.Equal(400, (await store.Owner(0).Post("/api/catalog/code-masks", new { storeId = 0, position = 1, name = "x", kind, pattern })).Status);

    [Fact]
    public async Task A_pattern_is_tried_before_it_is_saved()
    {
        var (storeId, item, productId) = await Given("kg", 36.80m);
        var label = Label("22", item, "01250");
        async Task<System.Text.Json.JsonElement> Try(string query) => (await store.Owner(storeId).Get($"/api/catalog/code-masks/try?storeId={storeId}&{query}")).Ok();

        var (saved, draft, wrong, none) = (
            await Try($"code={label}"), await Try($"code={label}&pattern={Uri.EscapeDataString("22IIIII{NNNDD}C")}"), await Try($"code={label}&pattern=22X"), await Try($"code={label}&pattern=9*I"));

        Assert.Equal((true, productId, 1.25m), (saved.GetProperty("fits").GetBoolean(), saved.GetProperty("productId").GetInt64(), saved.GetProperty("quantity").GetDecimal()));
        Assert.Equal((true, 12.5m, item), (draft.GetProperty("fits").GetBoolean(), draft.GetProperty("amount").GetDecimal(), draft.GetProperty("ownCode").GetString()));
        Assert.Equal((false, false), (wrong.GetProperty("fits").GetBoolean(), IsNull(wrong, "fault")));
        Assert.False(none.GetProperty("fits").GetBoolean());
    }

    private static bool IsNull(System.Text.Json.JsonElement element, string name) => element.GetProperty(name).ValueKind == System.Text.Json.JsonValueKind.Null;

    private static (int Status, string? Code) Status(StoreApp.Reply reply) => (reply.Status, reply.Code);

    private static string Label(string prefix, string item, string value) => prefix + item + value + Gtin.CheckDigit(prefix + item + value);

    /// <summary>A weighed product whose short code stands on the labels of the scale.</summary>
    private async Task<(long StoreId, string Item, long ProductId)> Given(string unit, decimal price)
    {
        var storeId = await store.GivenStore();
        var item = $"0{Interlocked.Increment(ref items) % 10_000:D4}";
        var productId = (await store.Owner(0).Post("/api/catalog/products", new
        {
            code = StoreApp.NewCode("W"), name = "五花肉", unit, taxCode = "NONE", price, flags = new[] { "Weighed" },
            barcodes = new[] { new { barcode = item.TrimStart('0') is { Length: > 0 } plu ? plu : "0", unit = "", factor = 1 } },
        })).Ok().GetProperty("productId").GetInt64();
        return (storeId, item, productId);
    }
}
