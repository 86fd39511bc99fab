using System.Globalization;
using System.Text.Json;
using Store.Checkout.Paper;
using Store.Contracts.Devices;
using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

/// <summary>Papers as they go to a till's printer.</summary>
public sealed class PaperTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly (string Pattern, string Instead)[] Varying =
    [
        (@"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?", "{time}"), (@"\d{4}-\d\d-\d\d", "{day}"), (@"\bR[0-9A-F]{10}\b", "{register}"), (@"VAT[0-9A-F]+", "{tax}"), (@"000001 [\w+/]+\n[\w+/=]+", "000001 {hash}"),
        (@" +\{time\} user \d+", " {time} {person}"), (@"user \d+ +\{time\}", "{person} {time}"), (@" *user \d+", " {person}"), (@" *\b(RC|PK|CO)\d+", "{code}"),
    ];

    [Theory]
    [InlineData(32)]
    [InlineData(42)]
    [InlineData(48)]
    public async Task A_receipt_with_everything_fits_paper_of_any_width(int columns)
    {
        var (till, saleId) = await GivenSale();
        (await Change(till, 0, "中山路 18 号\nTel 021-5555 0000", "七日内凭小票退换")).Ok();

        var text = PaperText.Render(await Printed(till, saleId, "prints"), columns);

        Snapshot.Match(text, columns.ToString(CultureInfo.InvariantCulture), Varying);
        Assert.All(text.Split('\n'), line => Assert.True(PaperText.Width(line) <= columns, line));
    }

    [Fact]
    public async Task A_paper_asked_for_again_is_the_same_paper_and_is_counted_once()
    {
        var (till, saleId) = await GivenSale();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());

        var original = PaperText.Render(await Printed(till, saleId, "prints", uuid: first), 48);
        Assert.Equal(original, PaperText.Render(await Printed(till, saleId, "prints", uuid: first), 48));
        var copy = PaperText.Render(await Printed(till, saleId, "reprints", uuid: second), 48);
        Assert.Equal(copy, PaperText.Render(await Printed(till, saleId, "reprints", uuid: second), 48));

        Assert.DoesNotContain("***", original, StringComparison.Ordinal);
        Assert.Contains("*** 副本 1 ***", copy, StringComparison.Ordinal);
        Assert.Equal(2, (await till.Owner.Get($"{till.Root}/receipt-prints?firstToo=true")).Ok().GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_gift_receipt_for_a_printer_shows_no_price()
    {
        var (till, saleId) = await GivenSale();

        var gift = PaperText.Render(await Printed(till, saleId, "prints", kind: "Gift"), 32);

        Assert.Contains("茶具", gift, StringComparison.Ordinal);
        foreach (var amount in new[] { "11.30", "22.60", "30.00", "7.40", "13%" })
            Assert.DoesNotContain(amount, gift, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_slips_and_orders_have_papers()
    {
        var (till, _) = await GivenSale();
        var product = await till.Product(5m);
        var parked = (await till.Owner.Post($"{till.Root}/parked-sales", new
        {
            parkUuid = Guid.NewGuid(), registerId = till.RegisterId, total = 5m, note = "忘了钱包",
            basket = new { format = 1, lines = new[] { new { productId = product.ProductId, productCode = "1", productName = "水", unit = "瓶", quantity = 1, unitPrice = 5m, amount = 5m } } },
        })).Ok().GetProperty("parkedSaleId").GetInt64();
        var order = (await till.Owner.Post($"{till.Root}/orders", new
        {
            orderUuid = Guid.NewGuid(), kind = "Quotation", customerName = "李女士", lines = new[] { new { productId = product.ProductId, quantity = 10, unitPrice = 5m } },
        })).Ok().GetProperty("orderId").GetInt64();
        var x = await Paper(till, $"shifts/{till.ShiftId}/report/paper");
        var slip = await Paper(till, $"parked-sales/{parked}/paper");
        var quotation = await Paper(till, $"orders/{order}/paper");
        var closed = (await till.CloseShift(122.60m)).Ok();
        var z = await Paper(till, $"z-reports/{closed.GetProperty("zReportId").GetInt64()}/paper");

        Snapshot.Match(string.Join("=====\n", slip, quotation, x, z), "48", Varying);
    }

    [Fact]
    public async Task The_logo_stands_on_top_and_is_changed_by_one_at_a_time()
    {
        var (till, saleId) = await GivenSale();
        var logo = Png(width: 384, height: 100);

        Assert.Equal(400, (await Change(till, 0, "", "", Png(width: 577, height: 100))).Status);
        Assert.Equal(400, (await Change(till, 0, "", "", [1, 2, 3])).Status);
        Assert.Equal(400, (await Change(till, 0, string.Join('\n', Enumerable.Repeat("a", 9)), "")).Status);
        var version = (await Change(till, 0, "", "", logo)).Ok().GetProperty("version").GetInt64();
        Assert.Equal((409, "letterhead.stale"), ((await Change(till, 0, "x", "")).Status, (await Change(till, 0, "x", "")).Code));
        Assert.Equal(403, (await store.SignedIn(till.StoreId, "checkout.sell").Get($"{till.Root}/letterhead")).Status);

        Assert.Equal(logo, (await Printed(till, saleId, "prints")).Elements[0].Png);
        Assert.Contains(Convert.ToBase64String(logo), (await till.Owner.Get($"{till.Root}/sales/{saleId}/receipt.html")).Text, StringComparison.Ordinal);
        (await Change(till, version, "", "")).Ok();
        Assert.Equal(PrintKind.Text, (await Printed(till, saleId, "reprints")).Elements[0].Kind);
    }

    private static byte[] Png(int width, int height) =>
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, (byte)(width >> 8), (byte)width, 0, 0, (byte)(height >> 8), (byte)height, 1, 0, 0, 0, 0];

    private async Task<(Till Till, long SaleId)> GivenSale()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        var product = await store.GivenProduct(till.StoreId, 11.30m, "茶具 12 件套礼盒装 Porcelain tea set, hand painted", await store.GivenTaxCode(13m), unit: "套");
        return (till, (await till.Sell(product, 2, 11.30m, cash: 30m)).Ok().GetProperty("saleId").GetInt64());
    }

    private static Task<StoreApp.Reply> Change(Till till, long version, string header, string footer, byte[]? logo = null) =>
        till.Owner.Put($"{till.Root}/letterhead", new { header, footer, logo, version });

    private static async Task<PrintDocument> Printed(Till till, long saleId, string what, string kind = "Receipt", Guid? uuid = null) => Document(
        (await till.Owner.Post(string.Create(CultureInfo.InvariantCulture, $"{till.Root}/sales/{saleId}/{what}"), new { printUuid = uuid ?? Guid.NewGuid(), kind, format = "Document" })).Ok().GetProperty("document"));

    private static async Task<string> Paper(Till till, string path) => PaperText.Render(Document((await till.Owner.Get($"{till.Root}/{path}")).Ok()), 48);

    private static PrintDocument Document(JsonElement json) => json.Deserialize<PrintDocument>(ValueJson.Stored)!;
}
