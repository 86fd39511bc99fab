using System.Globalization;
using System.Text.Json;
using Store.Checkout.Paper;
using Store.Contracts.Devices;
using Store.Devices.Profile;
using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

/// <summary>Papers as they go to a till's printer.</summary>
public sealed class PaperTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const string Link = "https://shop.example/members?from=receipt";

    private static readonly (string Pattern, string Instead)[] Varying =
    [
        (@"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?", "{time}"), (@"\d{4}-\d\d-\d\d", "{day}"), (@"\bR[0-9A-F]{10}\b", "{register}"), (@"VAT[0-9A-F]+", "{tax}"), (@"000001\n[\w+/=]+", "000001 {hash}"),
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
        Assert.All(text.Split('\n'), line => Assert.True(Gb18030.Columns(line.EnumerateRunes()) <= columns, line));
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

    [Theory]
    [InlineData(32, 384)]
    [InlineData(48, 576)]
    public async Task A_printer_prints_of_every_paper_what_the_screen_shows(int columns, int dots)
    {
        var (till, saleId) = await GivenSale();
        (await till.Owner.Put($"{till.Root}/letterhead", new { header = "中山路 18 号\nCafé é — ①", footer = "Goods may be exchanged within seven days with this receipt", version = 0, link = Link, linkText = "扫码成为会员" })).Ok();
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
        List<PrintDocument> papers =
        [
            await Printed(till, saleId, "prints"), await Printed(till, saleId, "prints", kind: "Gift"), await Printed(till, saleId, "reprints"),
            await Laid(till, $"shifts/{till.ShiftId}/report/paper"), await Laid(till, $"parked-sales/{parked}/paper"), await Laid(till, $"orders/{order}/paper"),
        ];
        papers.Add(await Laid(till, $"z-reports/{(await till.CloseShift(122.60m)).Ok().GetProperty("zReportId").GetInt64()}/paper"));

        foreach (var paper in papers)
        {
            var printed = Devices.Papers.Print(paper, new PrinterProfile(columns, dots));

            var shown = PaperText.Render(new PrintDocument([.. paper.Elements.Where(element => element.Kind != PrintKind.QrCode)]), columns).Split('\n').Where(line => line.Length > 0).ToList();
            var read = printed.Text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToList();

            // The store's name is twice as wide on paper.
            Assert.Equal(shown[0].Trim(), read[0].Trim());
            Assert.Equal(shown.Skip(1), read.Skip(1));
            Assert.Equal(paper.Elements.Where(element => element.Kind is PrintKind.Barcode or PrintKind.QrCode).Select(element => element.Data), printed.Codes.Select(code => code.Data));
            Assert.DoesNotContain(printed.Lines, line => line.Overflowed);
        }
    }

    [Fact]
    public async Task A_link_is_a_code_at_the_end_of_receipts()
    {
        var (till, saleId) = await GivenSale();
        Assert.DoesNotContain((await Printed(till, saleId, "prints")).Elements, element => element.Kind == PrintKind.QrCode);
        Assert.Equal(400, (await till.Owner.Put($"{till.Root}/letterhead", new { version = 0, link = "shop.example/me" })).Status);
        (await till.Owner.Put($"{till.Root}/letterhead", new { version = 0, link = Link, linkText = "扫码成为会员" })).Ok();

        var paper = (await Printed(till, saleId, "reprints")).Elements;
        var at = paper.ToList().FindIndex(element => element.Kind == PrintKind.QrCode);

        Assert.Equal(("谢谢惠顾", Link, "扫码成为会员"), (paper[at - 1].Text, paper[at].Data, paper[at + 1].Text));
        Assert.Contains("<svg class=qr", (await till.Owner.Get($"{till.Root}/sales/{saleId}/receipt.html")).Text, StringComparison.Ordinal);
        Assert.Equal(Link, (await till.Owner.Get($"{till.Root}/letterhead")).Ok().GetProperty("link").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whether_Z_reports_print_themselves_is_the_stores_and_they_do_unless_it_says_otherwise(bool? setting)
    {
        var (till, _) = await GivenSale();
        if (setting is { } printsZ)
            (await till.Owner.Put($"{till.Root}/letterhead", new { version = 0, printsZ })).Ok();

        Assert.Equal(setting ?? true, (await till.CloseShift(122.60m)).Ok().GetProperty("printsZ").GetBoolean());
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

    private static async Task<string> Paper(Till till, string path) => PaperText.Render(await Laid(till, path), 48);

    private static async Task<PrintDocument> Laid(Till till, string path) => Document((await till.Owner.Get($"{till.Root}/{path}")).Ok());

    private static PrintDocument Document(JsonElement json) => json.Deserialize<PrintDocument>(ValueJson.Stored)!;
}
