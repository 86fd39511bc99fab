using System.Globalization;
using System.Text;
using Store.Contracts.Devices;
using Store.Devices.Drawing;
using Store.Devices.EscPos;
using Store.Devices.Profile;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>Documents and printers to try the printing languages with.</summary>
internal static class Papers
{
    public static readonly PrinterProfile Narrow = new(Columns: 32, DotsPerLine: 384);

    public static readonly PrinterProfile Wide = new();

    /// <summary>Characters of one, two and four bytes, and of none.</summary>
    public static readonly string[] Pieces =
        ["a", "Z", "7", ".", " ", " ", "-", "word", "supermarket", "中", "文", "龙", "，", "￥", "¥", "€", "é", "①", "㎡", "—", "ー", "㐀", "𠮷", "😀", "\u00A0", "\t", "e\u0301", "\u200B", "\uD800", "\u0007", "\n", "\r\n"];

    public static PrintDocument Document(params PrintElement[] elements) => new(elements);

    public static VirtualPrinter Printer(PrinterProfile profile, VirtualPrinterOptions? options = null, TimeProvider? clock = null) =>
        new((options ?? new VirtualPrinterOptions()) with { DotsPerLine = profile.DotsPerLine, Chinese = profile.Chinese }, clock ?? TimeProvider.System);

    /// <summary>What a printer of the profile makes of a document, taken off it.</summary>
    public static VirtualReceipt Print(PrintDocument document, PrinterProfile profile)
    {
        var printer = Printer(profile);
        printer.Feed(EscPosEncoder.Encode(document, profile).Bytes);
        printer.TakeReceipt();
        return printer.Receipts[0];
    }

    /// <summary>A font that has these characters, each with a glyph of its own, as a BDF file.</summary>
    public static string FontFile(string characters)
    {
        var font = new StringBuilder("STARTFONT 2.1\nFONTBOUNDINGBOX 16 16 0 0\n");
        foreach (var rune in characters.EnumerateRunes())
        {
            font.Append(CultureInfo.InvariantCulture, $"STARTCHAR U+{rune.Value:X4}\nENCODING {rune.Value}\nBBX 16 16 0 0\nBITMAP\n");
            for (var row = 0; row < 16; row++)
                font.Append(CultureInfo.InvariantCulture, $"{rune.Value >> row & 0xFFFF | 0x8001:X4}\n");
            font.Append("ENDCHAR\n");
        }
        var file = Path.Combine(Path.GetTempPath(), $"store-font-{Guid.NewGuid():N}.bdf");
        File.WriteAllText(file, font.Append("ENDFONT\n").ToString());
        return file;
    }

    /// <summary>Columns that a text takes on paper.</summary>
    public static int Columns(string text) => Gb18030.Columns(text.EnumerateRunes());

    /// <summary>A grey PNG of eight bits, made by the means of the platform alone.</summary>
    public static byte[] GreyPng(int width, int height, Func<int, int, byte> brightness) => PngFiles.Write(width, height, 0, (x, y) => [brightness(x, y)]);

    public static int BlackDots(Bitmap bitmap) => Enumerable.Range(0, bitmap.Height).Sum(y => Enumerable.Range(0, bitmap.Width).Count(x => bitmap[x, y]));
}
