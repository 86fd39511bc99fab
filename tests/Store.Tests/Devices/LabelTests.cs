using System.Text;
using Store.Contracts.Devices;
using Store.Devices.Drawing;
using Store.Devices.Labels;
using Store.Devices.Profile;
using Store.Devices.Virtual;
using static Store.Tests.Devices.Papers;

namespace Store.Tests.Devices;

/// <summary>Labels in both languages, as virtual printers, another's renderer and a reader of codes see them.</summary>
public sealed class LabelTests
{
    private static readonly string Font = FontFile("中文牛奶￥");

    private static readonly LabelElement[] Codes =
    [
        Bars("Ean13", "6901234567892"), Bars("Ean8", "69012341"), Bars("UpcA", "036000291452"), Bars("Code39", "AB-12"), Bars("Itf", "12345678901231"), Bars("Code128", "Shelf>^~_7 123"),
        Bars("Gs1128", "(01)06901234567892(10)LOT1"), new(LabelKind.QrCode, 5, 5, "https://store.example/p/6901234567892"), new(LabelKind.QrCode, 5, 5, "商品 中文^_~"),
    ];

    private static readonly (string Identifier, string Said)[] Said =
    [
        ("]E0", "6901234567892"), ("]E4", "69012341"), ("]E0", "0036000291452"), ("]A0", "AB-12"), ("]I1", "12345678901231"), ("]C0", "Shelf>^~_7 123"),
        ("]C1", "010690123456789210LOT1"), ("]Q1", "https://store.example/p/6901234567892"), ("]Q1", "商品 中文^_~"),
    ];

    [Theory]
    [InlineData("Zpl")]
    [InlineData("Tspl")]
    public async Task Every_code_on_a_label_is_read_as_what_it_says(string language)
    {
        var labels = Codes.Select(code => Print(new LabelDocument(80, 40, [code]), language)).ToList();

        Assert.Equal(Said, (await Peers.Read(labels.Select(label => PeerTests.Framed(label.Dots)))).Select(Only));
    }

    [Fact]
    public async Task Another_renders_our_ZPL_and_its_codes_are_read_as_what_they_say()
    {
        // Of these two the renderer knows nothing, and changes from letters to pairs of digits within Code 128 it takes for something else.
        var known = Enumerable.Range(0, Codes.Length).Where(code => Codes[code].Symbology is not ("Ean8" or "UpcA")).ToList();
        var labels = known.Select(code => Codes[code]).Select(code => new { zpl = Encoding.UTF8.GetString(Encode(new LabelDocument(80, 40, [code]), "Zpl").Bytes), widthMm = 80, heightMm = 40 });

        var pictures = (await Peers.Ask("zpl", labels)).Select(png => png.GetBytesFromBase64());

        Assert.Equal(known.Select(code => Said[code]), (await Peers.Read(pictures)).Select(Only));
    }

    [Fact]
    public async Task Text_stands_where_another_renderer_puts_it_too()
    {
        var encoded = Encode(new LabelDocument(50, 30, [new(LabelKind.Text, 2, 3, "牛奶 ￥6.50") { HeightMm = 6 }]), "Zpl");
        var ours = Print(encoded, "Zpl").Dots;

        var theirs = Png.Read((await Peers.Ask("zpl", [new { zpl = Encoding.UTF8.GetString(encoded.Bytes), widthMm = 50, heightMm = 30 }]))[0].GetBytesFromBase64(), 400);

        Assert.Empty(encoded.Warnings);
        Assert.Equal((400, 240), (theirs.Width, theirs.Height));
        Assert.True(BlackDots(ours) > 500);
        Assert.All(Enumerable.Range(0, 400 * 240), dot => Assert.Equal(ours[dot % 400, dot / 400], theirs[dot % 400, dot / 400]));
    }

    [Theory]
    [InlineData("Zpl")]
    [InlineData("Tspl")]
    public void A_shelf_label_is_the_same_in_both_languages(string language)
    {
        var label = Print(new LabelDocument(50, 30, [new(LabelKind.Text, 2, 2, "中文牛奶") { Bold = true }, new(LabelKind.Text, 2, 20, "very long text that goes on in the next line") { WidthMm = 20, HeightMm = 2 }]), language);

        Assert.Equal((400, 240), (label.Dots.Width, label.Dots.Height));
        Assert.All(Enumerable.Range(0, 240), y => Assert.All(Enumerable.Range(176, 400 - 176), x => Assert.False(label.Dots[x, y])));
        Assert.Contains(Enumerable.Range(160, 80), y => Enumerable.Range(16, 160).Any(x => label.Dots[x, y]));
    }

    [Theory]
    [InlineData("Zpl")]
    [InlineData("Tspl")]
    public void What_cannot_be_on_a_label_is_said(string language)
    {
        var encoded = Encode(new LabelDocument(30, 20, [
            new(LabelKind.Text, 1, 1, "龍"), Bars("Ean13", "123"), Bars("Code128", "much too long for such a label"),
            new(LabelKind.Text, 1, 1, string.Concat(Enumerable.Repeat("goes on and on ", 120))) { HeightMm = 15 }]), language);

        Assert.Equal(["not_in_font U+9F8D", "barcode_impossible Ean13", "barcode_cut_off", "text_cut_off"], encoded.Warnings);
        Assert.True(encoded.Bytes.Length < 50_000, $"It has {encoded.Bytes.Length} bytes.");
    }

    [Theory]
    [InlineData("Zpl")]
    [InlineData("Tspl")]
    public void A_printer_without_paper_holds_the_copies_and_says_how_it_is(string language)
    {
        var printer = new VirtualLabelPrinter(Enum.Parse<LabelLanguage>(language));
        var reader = new LabelStatusReader(Enum.Parse<LabelLanguage>(language));
        printer.Hinder(new LabelPrinterStatus(PaperOut: true));

        printer.Feed(Encode(new LabelDocument(30, 20, [new(LabelKind.Text, 1, 1, "x")], Copies: 3), language).Bytes);
        var held = Assert.Single(reader.Read(printer.Feed(reader.Question)));
        printer.Hinder(new LabelPrinterStatus());
        var done = printer.Feed(reader.Question).SelectMany(value => reader.Read([value])).ToList();

        Assert.True(held is { PaperOut: true, Printing: true, Ready: false });
        Assert.True(Assert.Single(done).Ready);
        Assert.Equal(language == "Zpl" ? (3, 0) : ((int?)null, (int?)null), (held.LabelsLeft, done[0].LabelsLeft));
        Assert.Equal(3, printer.Labels.Count);
    }

    [Fact]
    public void A_status_that_lost_a_part_is_no_status()
    {
        var reader = new LabelStatusReader(LabelLanguage.Zpl);
        var whole = new VirtualLabelPrinter(LabelLanguage.Zpl).Feed("~HS"u8);
        var secondLost = whole.AsSpan(0, 45).ToArray().Concat(whole[^11..]).ToArray();

        Assert.Empty(reader.Read([.. "noise"u8, .. secondLost]));
        Assert.Single(reader.Read(whole));
    }

    private static LabelElement Bars(string symbology, string data) => new(LabelKind.Barcode, 5, 5, data) { Symbology = symbology, HeightMm = 12 };

    private static EncodedLabel Encode(LabelDocument label, string language) => LabelEncoder.Encode(label, new LabelPrinterProfile(Enum.Parse<LabelLanguage>(language), FontFile: Font));

    private static VirtualLabel Print(LabelDocument label, string language) => Print(Encode(label, language), language);

    private static VirtualLabel Print(EncodedLabel encoded, string language)
    {
        var printer = new VirtualLabelPrinter(Enum.Parse<LabelLanguage>(language));
        // Links deliver bytes in any pieces.
        foreach (var piece in encoded.Bytes.Chunk(7))
            printer.Feed(piece);
        return Assert.Single(printer.Labels);
    }

    private static (string Identifier, string Said) Only(IReadOnlyList<(string Identifier, byte[] Data)> codes) =>
        codes.Count == 1 ? (codes[0].Identifier, Encoding.UTF8.GetString(codes[0].Data)) : ("", $"{codes.Count} codes");
}
