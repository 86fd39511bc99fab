using System.Text;
using Store.Contracts.Catalog;
using Store.Contracts.Devices;
using Store.Devices.Drawing;
using Store.Devices.EscPos;
using Store.Devices.Profile;
using static Store.Tests.Devices.Papers;

namespace Store.Tests.Devices;

/// <summary>The virtual printer understands what others' encoders say, and others' readers understand what comes out of it.</summary>
public sealed class PeerTests
{
    /// <summary>A URL of a thousand characters, most of them Chinese.</summary>
    private static readonly string LongUrl = "https://store.example/小票?商品=" + new string([.. Enumerable.Range(0, 1000 - 28).Select(place => (char)('一' + place * 7))]);

    /// <summary>Codes on paper, and what a reader makes of each.</summary>
    private static readonly (PrinterProfile Profile, PrintElement Element, string Identifier, string Said)[] Cases =
    [
        (Narrow, Bars("Ean13", "6901234567892"), "]E0", "6901234567892"),
        (Wide, Bars("Ean13", "0012345678905") with { Readable = true, Align = PrintAlign.Center }, "]E0", "0012345678905"),
        (Narrow, Bars("Ean8", "69012341"), "]E4", "69012341"),
        (Narrow, Bars("UpcA", "036000291452") with { Align = PrintAlign.Right }, "]E0", "0036000291452"),
        (Wide, Bars("Code39", "AB-12 $/+%.") with { Module = 2 }, "]A0", "AB-12 $/+%."),
        (Wide, Bars("Itf", "12345678901231"), "]I1", "12345678901231"),
        (Wide, Bars("Code128", "Sale {8F}~2C 0012345678"), "]C0", "Sale {8F}~2C 0012345678"),
        (Narrow, Bars("Code128", "12345"), "]C0", "12345"),
        (Narrow, Bars("Code128", "16040016200100"), "]C0", "16040016200100"),
        (Wide, Bars("Gs1128", "(01)06901234567892(10)LOT1(17)261231") with { Readable = true }, "]C1", "010690123456789210LOT1\u001D17261231"),
        (Wide, Bars("Gs1128", "(01)06901234567892(3103)001250"), "]C1", "01069012345678923103001250"),
        (Narrow, new PrintElement(PrintKind.QrCode) { Data = "https://store.example/r/8F2C", Align = PrintAlign.Center }, "]Q1", "https://store.example/r/8F2C"),
        (Wide, new PrintElement(PrintKind.QrCode) { Data = LongUrl }, "]Q1", LongUrl),
        (Narrow, new PrintElement(PrintKind.QrCode) { Data = LongUrl }, "]Q1", LongUrl),
        (Wide with { QrCommand = false }, new PrintElement(PrintKind.QrCode) { Data = LongUrl }, "]Q1", LongUrl),
        (Narrow with { QrCommand = false }, new PrintElement(PrintKind.QrCode) { Data = "会员 8F2C", Module = 5 }, "]Q1", "会员 8F2C"),
    ];

    [Fact]
    public async Task The_virtual_printer_prints_what_receiptline_encodes()
    {
        var answers = await Peers.Ask("receiptline",
        [
            new { text = "^^超市小票\n\n可乐 330ml | 7.00\n\"合计\" | \"7.00\"\n欢迎光临\n---\n{code:6901234567892; option:ean,3,80,hri}", columns = 48, encoding = "gb18030" },
            new { text = "{code:https://store.example/?票=小票; option:qrcode,6,m}\n\n\n\n{code:AB12cd; option:code128,2,72}", columns = 32, encoding = "cp936" },
        ]);
        var wide = Printer(Wide);
        wide.Feed(answers[0].GetBytesFromBase64());
        var narrow = Printer(Narrow);
        narrow.Feed(answers[1].GetBytesFromBase64());

        var receipt = Assert.Single(wide.Receipts);
        Assert.Equal(["超市小票", "", "可乐 330ml                                  7.00", "合计                                        7.00", "欢迎光临"],
            receipt.Lines.Take(5).Select(line => line.Text.TrimEnd()));
        Assert.Equal("6901234567892", Assert.Single(receipt.Codes, code => code.Symbology == "Ean13").Data);
        Assert.All(receipt.Lines, line => Assert.False(line.Overflowed));
        Assert.Equal(
            [("]C0", "AB12cd"), ("]Q1", "https://store.example/?票=小票")],
            (await Peers.Read([Framed(narrow.Receipts[0].Dots)]))[0].Select(code => (code.Identifier, Encoding.UTF8.GetString(code.Data))).Order());
    }

    [Fact]
    public async Task The_virtual_printer_prints_what_receipt_printer_encoder_encodes()
    {
        var answers = await Peers.Ask("encoder",
        [
            new
            {
                columns = 48,
                calls = new object[][]
                {
                    ["align", "center"], ["bold", true], ["line", "RECEIPT"], ["bold", false], ["align", "left"],
                    ["table", new object[] { new { width = 38, align = "left" }, new { width = 10, align = "right" } }, new object[] { new object[] { "Cola 330 ml", "7.00" } }],
                    ["rule"], ["barcode", "6901234567892", "ean13", new { height = 60, text = true }], ["barcode", "AB-x12", "code128", 60], ["qrcode", "https://store.example/1"], ["pulse"], ["cut"],
                },
            },
        ]);
        var printer = Printer(Wide);

        printer.Feed(answers[0].GetBytesFromBase64());
        printer.TakeReceipt();

        Assert.Equal(1, printer.State.Pulses);
        var receipt = printer.Receipts[0];
        Assert.True(receipt.IsCut);
        Assert.Contains(new string(' ', 20) + "RECEIPT", receipt.Text, StringComparison.Ordinal);
        Assert.Contains("Cola 330 ml" + new string(' ', 33) + "7.00", receipt.Text, StringComparison.Ordinal);
        Assert.Equal([("]C0", "AB-x12"), ("]E0", "6901234567892"), ("]Q1", "https://store.example/1")],
            (await Peers.Read([Framed(receipt.Dots)]))[0].Select(code => (code.Identifier, Encoding.UTF8.GetString(code.Data))).Order());
    }

    [Fact]
    public async Task Every_code_on_paper_is_read_as_what_it_says()
    {
        var read = await Peers.Read(Cases.Select(OnPaper));

        Assert.Equal(Cases.Select(one => (one.Identifier, one.Said)), read.Select(codes => codes.Count == 1 ? (codes[0].Identifier, Encoding.UTF8.GetString(codes[0].Data)) : ("", $"{codes.Count} codes")));
        Assert.All(Cases, one => Assert.Empty(EscPosEncoder.Encode(Document(one.Element), one.Profile).Warnings));
    }

    /// <summary>A reader may make the same mistake as whoever drew the code; two that were written apart do not.</summary>
    [Fact]
    public async Task A_second_reader_reads_the_same()
    {
        var kinds = new Dictionary<string, string> { ["]E0"] = "ean13", ["]C0"] = "code128", ["]Q1"] = "qrcode" };
        var known = Cases.Where(one => kinds.ContainsKey(one.Identifier)).ToList();

        var read = new List<string>();
        foreach (var one in known)
            read.Add(await Peers.ReadByZbar(OnPaper(one), kinds[one.Identifier]));

        Assert.Equal(known.Select(one => one.Said), read);
    }

    [Fact]
    public async Task Another_reader_of_GS1_finds_the_same_elements()
    {
        string[] scans =
        [
            "]d2010690123456789217261231310300125010LOT\u001D21SER", "]d200106141411234567897", "]C10106901234567892392215\u001D10A", "]d2255952132100001412\u001D3902250",
            "]C101069012345678924109521321000018422156\u001D7003261231120030", "]Q30106901234567892" + "2401234\u001D3006\u001D20" + "01", "]e0010690123456789215261200",
            "]C1010690123456789239311561250\u001D21A-7/b", "]C1029690123456789537" + "12\u001D13260131", "]d28005001250400PO7\u001D41495213210000189912",
        ];

        var theirs = (await Peers.Ask("elements", scans.Select(scan => new { scan }))).Select(elements => elements.EnumerateArray().Select(element => element.GetString()));

        Assert.Equal(theirs, scans.Select(scan => Gs1Elements.Split(scan[3..])!.Select(element => $"{element.Ai}={element.Value}")));
    }

    [Fact]
    public async Task Every_character_has_the_bytes_that_others_give_it()
    {
        var theirs = (await Peers.Ask("bytes", [new { from = 0x20, to = 0xD7FF, set = "gb18030" }, new { from = 0xE000, to = 0xFFFF, set = "gb18030" }]))
            .SelectMany(range => range.EnumerateArray()).Select(bytes => bytes.GetString()!);
        var ours = Enumerable.Range(0x20, 0xD800 - 0x20).Concat(Enumerable.Range(0xE000, 0x2000)).ToList();

        var different = ours.Zip(theirs).Where(one => Convert.ToHexStringLower(Gb18030.Bytes(new Rune(one.First))) != one.Second).Select(one => $"U+{one.First:X4} {one.Second}");

        // One character was moved from the users' area to its own place in 2005, which the platform has not followed; no receipt has it.
        Assert.Equal(["U+1E3F a8bc", "U+E5E5 8339b136", "U+E7C7 8135f437"], different);
        Assert.All(ours.Select(code => new Rune(code)), rune => Assert.Equal(Gb18030.Bytes(rune).Length == 1 ? 1 : 2, Gb18030.Columns(rune)));
    }

    private static byte[] OnPaper((PrinterProfile Profile, PrintElement Element, string Identifier, string Said) one) =>
        Framed(Print(Document(PrintElement.Line("合计"), one.Element, PrintElement.Cut), one.Profile).Dots);

    private static PrintElement Bars(string symbology, string data) => new(PrintKind.Barcode) { Symbology = symbology, Data = data };

    /// <summary>With white around it, as paper lies on a desk.</summary>
    internal static byte[] Framed(Bitmap picture)
    {
        const int Margin = 40;
        var framed = new Bitmap(picture.Width + 2 * Margin, picture.Height + 2 * Margin);
        framed.Draw(picture, Margin, Margin);
        return Png.Write(framed);
    }
}
