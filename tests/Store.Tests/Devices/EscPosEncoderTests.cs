using FsCheck;
using FsCheck.Fluent;
using Store.Contracts.Devices;
using Store.Devices.EscPos;
using Store.Devices.Profile;
using static Store.Tests.Devices.Papers;

namespace Store.Tests.Devices;

/// <summary>Documents as they come out of a virtual printer.</summary>
public sealed class EscPosEncoderTests
{
    private static readonly Gen<string> AnyText = Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces));

    private static readonly Gen<PrintColumn> AnyColumn = AnyText.Zip(Gen.Elements(0, 0, 0, 3, 8, 40)).Zip(Gen.Elements(PrintAlign.Left, PrintAlign.Center, PrintAlign.Right))
        .Select(one => new PrintColumn(one.Item1.Item1, one.Item1.Item2, one.Item2));

    private static readonly Gen<PrintElement> AnyWriting = Gen.OneOf(
        AnyText.Zip(Gen.Elements(PrintAlign.Left, PrintAlign.Center, PrintAlign.Right)).Zip(Gen.Choose(0, 9)).Select(one => PrintElement.Line(one.Item1.Item1, one.Item1.Item2, one.Item2 % 2 == 0, one.Item2)),
        AnyColumn.NonEmptyListOf().Select(columns => new PrintElement(PrintKind.Columns) { Columns = [.. columns] }));

    private static readonly string NoFont = FontFile("x");

    [Fact]
    public void A_receipt_stands_on_paper_as_it_was_laid_out()
    {
        var receipt = Print(Document(
            PrintElement.Line("超市小票", PrintAlign.Center, bold: true, scale: 2),
            PrintElement.Rule,
            new PrintElement(PrintKind.Columns) { Columns = [new("可乐 330ml"), new("2", 4, PrintAlign.Right), new("7.00", 9, PrintAlign.Right)] },
            new PrintElement(PrintKind.Columns) { Columns = [new("内蒙古高钙低脂纯牛奶整箱装"), new("1", 4, PrintAlign.Right), new("¥65.50", 9, PrintAlign.Right)] },
            PrintElement.Apart("合计", "¥72.50", bold: true),
            PrintElement.Line("欢迎再来", PrintAlign.Right),
            PrintElement.Cut), Narrow);

        Assert.Equal(
            """
                    超市小票
            --------------------------------
            可乐 330ml            2     7.00
            内蒙古高钙低脂纯牛    1  ￥65.50
            奶整箱装
            合计                     ￥72.50
                                    欢迎再来
            """.ReplaceLineEndings("\n"), receipt.Text);
        Assert.True(receipt.IsCut);
    }

    [Fact]
    public void A_job_begins_with_what_makes_the_printer_safe_and_Chinese() =>
        Assert.Equal("1B40" + "1C530000" + "1C26" + "1D610F" + "61" + "0A", Convert.ToHexString(EscPosEncoder.Encode(Document(PrintElement.Line("a")), Wide).Bytes));

    [Fact]
    public void The_printer_never_has_to_break_a_line_and_no_character_is_lost() => Prop.ForAll(AnyWriting.NonEmptyListOf().Zip(Gen.Elements(Narrow, Wide, Wide with { Columns = 42, DotsPerLine = 512 })).ToArbitrary(), one =>
    {
        var receipt = Print(Document([.. one.Item1]), one.Item2 with { FontFile = NoFont });
        return receipt.Lines.All(line => !line.Overflowed && line.Dots <= one.Item2.DotsPerLine)
            && one.Item1.SelectMany(element => element.Columns?.Select(column => column.Text) ?? [element.Text!]).SelectMany(Letters).Order().SequenceEqual(Letters(receipt.Text).Order());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_column_is_what_the_printers_cursor_moves() => Prop.ForAll(AnyText.ToArbitrary(), text =>
        Print(Document(PrintElement.Line(text)), Wide with { FontFile = NoFont }).Lines.All(line => line.Dots == Columns(line.Text) * 12)).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData("Gb18030", "中¥龙", "中￥龙", "")]
    [InlineData("Gbk", "中㐀龙", "中?龙", "not_in_font U+3400")]
    [InlineData("None", "A中", "A?", "not_in_font U+4E2D")]
    [InlineData("Gb18030", "ok😀", "ok?", "not_in_font U+1F600")]
    public void What_no_font_has_is_a_question_mark_and_a_warning(string chinese, string text, string printed, string warning)
    {
        var profile = Narrow with { Chinese = Enum.Parse<ChineseFont>(chinese), FontFile = FontFile("x") };

        Assert.Equal(printed, Print(Document(PrintElement.Line(text)), profile).Text);
        Assert.Equal(warning, string.Join(' ', EscPosEncoder.Encode(Document(PrintElement.Line(text), PrintElement.Line(text)), profile).Warnings));
    }

    [Fact]
    public void What_the_printer_lacks_is_drawn_from_a_font_of_dots()
    {
        var profile = Narrow with { Chinese = ChineseFont.None, FontFile = FontFile("中文") };
        var document = Document(PrintElement.Line("A中文", PrintAlign.Right, scale: 2));

        var receipt = Print(document, profile);

        Assert.Empty(EscPosEncoder.Encode(document, profile).Warnings);
        Assert.Contains(receipt.Commands, command => command.StartsWith("GS v", StringComparison.Ordinal));
        Assert.All(Enumerable.Range(0, receipt.Dots.Height), y => Assert.All(Enumerable.Range(0, 384 - 5 * 24), x => Assert.False(receipt.Dots[x, y])));
        Assert.True(receipt.Dots[383, 20], "The last stroke of the last character is at the right end.");
    }

    [Fact]
    public void A_font_that_cannot_be_read_is_said_and_the_rest_is_printed()
    {
        var encoded = EscPosEncoder.Encode(Document(PrintElement.Line("中")), Narrow with { FontFile = "/nowhere/font.bdf" });

        Assert.Equal(["font_unreadable"], encoded.Warnings);
        Assert.EndsWith("D6D00A", Convert.ToHexString(encoded.Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ean13", "6901234567892", "Ean13", "6901234567892")]
    [InlineData("Ean13", "690123456789", "Ean13", "6901234567892")]
    [InlineData("Ean8", "1234567", "Ean8", "12345670")]
    [InlineData("UpcA", "03600029145", "UpcA", "036000291452")]
    [InlineData("Code39", "AB-12", "Code39", "AB-12")]
    [InlineData("Itf", "1234567890", "Itf", "1234567890")]
    [InlineData("Code128", "Sale 8F{2C}/123456", "Code128", "Sale 8F{2C}/123456")]
    [InlineData("Code128", "1604201", "Code128", "1604201")]
    [InlineData("Gs1128", "(01)06901234567892(10)LOT1(17)261231", "Gs1128", "\u001D010690123456789210LOT1\u001D17261231")]
    public void A_barcode_begins_on_a_line_of_its_own(string symbology, string data, string printed, string said)
    {
        var receipt = Print(Document(PrintElement.Line("before"), new PrintElement(PrintKind.Barcode) { Symbology = symbology, Data = data, Align = PrintAlign.Center }), Wide);

        var code = Assert.Single(receipt.Codes);
        Assert.Equal((printed, said), (code.Symbology, code.Data));
    }

    [Theory]
    [InlineData("Ean13", "6901234567893", "barcode_impossible Ean13")]
    [InlineData("Itf", "123", "barcode_impossible Itf")]
    [InlineData("Code39", "abc", "barcode_impossible Code39")]
    [InlineData("Code128", "This text is far too long for paper as narrow as that", "barcode_too_wide")]
    public void A_barcode_that_cannot_be_is_text_and_a_warning(string symbology, string data, string warning)
    {
        var document = Document(new PrintElement(PrintKind.Barcode) { Symbology = symbology, Data = data });

        Assert.Equal([warning], EscPosEncoder.Encode(document, Narrow).Warnings);
        Assert.Equal(data, string.Concat(Print(document, Narrow).Lines.Select(line => line.Text + " ")).Trim());
    }

    [Fact]
    public void A_printer_without_knife_feeds_instead()
    {
        var receipt = Print(Document(PrintElement.Line("a"), PrintElement.Cut), Narrow with { Cutter = false });

        Assert.False(receipt.IsCut);
        Assert.Equal(5, receipt.Lines.Count);
    }

    /// <summary>What must be on paper of a text: blanks may go, and what no printer has becomes a question mark.</summary>
    private static IEnumerable<string> Letters(string text) => string.Concat(text.EnumerateRunes()).Normalize().EnumerateRunes().Select(rune => rune.ToString()).Select(letter => letter switch
    {
        "¥" => "￥",
        "😀" or "\uFFFD" => "?",
        _ => letter,
    }).Where(letter => !string.IsNullOrWhiteSpace(letter) && letter is not ("\u200B" or "\u0007"));
}
