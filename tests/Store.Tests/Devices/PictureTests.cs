using FsCheck;
using FsCheck.Fluent;
using Store.Contracts.Devices;
using Store.Devices.Drawing;
using Store.Devices.EscPos;
using Store.Devices.Profile;
using static Store.Tests.Devices.Papers;

namespace Store.Tests.Devices;

/// <summary>Pictures on paper.</summary>
public sealed class PictureTests
{
    /// <summary>Bytes that come together as commands: those that open the drawer, and any.</summary>
    private static readonly Gen<byte[]> Dangerous = Gen.Elements([0x10, 0x14, 0x01, 0x00, 0x05], [0x10, 0x04, 0x01], [0x10, 0x05, 0x02], [0x10], new byte[] { 0x14, 0x01, 0x00, 0x01 }, [0x00], [0xFF])
        .NonEmptyListOf().Select(pieces => pieces.SelectMany(piece => piece).ToArray());

    /// <summary>Characters of every size, those that combine, and those that turn the line round.</summary>
    private static readonly Gen<string> Words = Gen.Elements([.. Pieces, "\u202E", "\u200F", "שלום", "مرحبا", "👨‍👩‍👧", "ก็", "ﷺ", "\uE000", "\uFFFE", "\u2028", "\u007F", "\u0000"]).ListOf().Select(string.Concat);

    [Fact]
    public void No_picture_opens_the_drawer_or_asks_the_printer_anything() => Prop.ForAll(Dangerous.Zip(Gen.Choose(1, 72)).ToArbitrary(), one =>
    {
        var (bytes, stride) = one;
        var height = (bytes.Length + stride - 1) / stride;
        var picture = Bitmap.FromRows(stride * 8, height, bytes);
        var encoded = EscPosEncoder.Encode(Document(new PrintElement(PrintKind.Picture) { Png = Png8(picture) }), Wide with { AutoStatus = false });
        var printer = Printer(Wide);
        var replies = printer.Feed(encoded.Bytes);
        return encoded.Warnings.Count == 0 && replies.Length == 0 && printer.State.Pulses == 0 && printer.Receipt.Dots.Height == height
            && BlackDots(printer.Receipt.Dots) >= BlackDots(picture);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Nothing_on_a_paper_opens_the_drawer_also_when_a_byte_of_it_gets_lost() => Prop.ForAll(Dangerous.Zip(Words).Zip(Gen.Choose(0, 20_000)).ToArbitrary(), one =>
    {
        var ((bytes, words), lost) = one;
        var text = string.Concat(bytes.Select(each => (char)each)) + words;
        var document = Document(
            PrintElement.Line(text), PrintElement.Apart(text, text), PrintElement.Line("龙 " + text, scale: 2),
            new PrintElement(PrintKind.Barcode) { Symbology = "Code128", Data = text }, new PrintElement(PrintKind.QrCode) { Data = text },
            new PrintElement(PrintKind.Picture) { Png = Png8(Bitmap.FromRows(16 * 8, (bytes.Length + 15) / 16, bytes)) }, PrintElement.Line("the end"));
        return new[] { Wide, Narrow with { QrCommand = false, Chinese = ChineseFont.None } }.All(profile =>
        {
            var encoded = EscPosEncoder.Encode(document, profile).Bytes;
            var (whole, torn) = (Printer(profile), Printer(profile));
            whole.Feed(encoded);
            torn.Feed([.. encoded.Where((_, place) => place != lost % encoded.Length)]);
            return whole.State is { Pulses: 0, BufferedBytes: 0 } && whole.Receipt.Lines[^1].Text == "the end" && torn.State.Pulses == 0;
        });
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void Every_kind_of_PNG_is_black_where_it_is_dark(int colour)
    {
        byte[] palette = [255, 255, 255, 0, 0, 0, 0, 0, 0];
        var png = PngFiles.Write(37, 23, colour, (x, y) => (IsDark(x, y), colour) switch
        {
            (var dark, 0) => [dark ? (byte)100 : (byte)150],
            (var dark, 2) => dark ? [200, 60, 90] : [90, 180, 60],
            (var dark, 3) => [dark ? (byte)1 : (byte)(2 * (x % 2))],
            (var dark, 4) => [0, dark ? byte.MaxValue : (byte)x],
            (var dark, _) => [0, 0, 0, dark ? byte.MaxValue : (byte)y],
        }, colour == 3 ? palette : null, colour == 3 ? [255, 255, 0] : null);

        var read = Png.Read(png, 100);

        Assert.Equal((37, 23), (read.Width, read.Height));
        Assert.All(Enumerable.Range(0, 37 * 23), dot => Assert.Equal(IsDark(dot % 37, dot / 37), read[dot % 37, dot / 37]));

        static bool IsDark(int x, int y) => (x * 5 + y * 3) % 7 < 3;
    }

    [Fact]
    public void A_wide_picture_shrinks_to_the_paper()
    {
        var receipt = Print(Document(new PrintElement(PrintKind.Picture) { Png = GreyPng(1152, 200, (x, _) => x < 576 ? (byte)0 : byte.MaxValue) }), Wide);

        Assert.Equal(100, receipt.Dots.Height);
        Assert.True(receipt.Dots[287, 50] && !receipt.Dots[288, 50]);

        // Wider by so much that the product of two widths is more than an int.
        Assert.Equal((576, 1), Png.Read(GreyPng(4_000_000, 1, (_, _) => 0), 576) is var line ? (BlackDots(line), line.Height) : default);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var printed = Print(Document(PrintElement.Line("Abc")), Narrow);

        Assert.Throws<InvalidDataException>(() => Png.Read(printed.ToPng(), 384));
        Assert.Equal(BlackDots(printed.Dots), BlackDots(Png.Read(Png8(printed.Dots), 384)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("89504E470D0A1A0A")]
    [InlineData("89504E470D0A1A0A0000000D49484452000F4240000F424008000000000000000000000049444154000000000000")]
    [InlineData("89504E470D0A1A0A0000000D494844520000000100000001080000000000000000000000004944415400000000")]
    public void A_broken_picture_is_left_out_and_said(string file) =>
        Assert.StartsWith("picture_unreadable ", Assert.Single(EscPosEncoder.Encode(Document(new PrintElement(PrintKind.Picture) { Png = Convert.FromHexString(file) }), Wide).Warnings), StringComparison.Ordinal);

    private static byte[] Png8(Bitmap picture) => GreyPng(picture.Width, picture.Height, (x, y) => picture[x, y] ? (byte)0 : byte.MaxValue);
}
