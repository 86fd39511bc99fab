using System.Text;
using QRCoder;
using Store.Contracts.Devices;
using Store.Devices.Drawing;
using Store.Devices.Profile;
using Store.Devices.Symbols;

namespace Store.Devices.EscPos;

/// <summary>The bytes of one document as they grow, and the settings that the printer has got so far.</summary>
internal sealed class EscPosPaper
{
    private const int LineDots = 30;
    private const int Gap = LineDots - BitmapFont.CellHeight;
    private const int LargestScale = 8;
    private const int BarcodeDots = 80;
    private const int SmallestBar = 2, UsualBar = 3, LargestBar = 6;
    private const int SmallestQr = 3, LargestQr = 8;
    private const int LargestQrCommand = 16;
    private const int QrDots = 224;

    /// <summary>A slice of a picture stays well below the printer's buffer of four kilobytes.</summary>
    internal const int SliceBytes = 2048;

    private const int SliceRows = 255;

    /// <summary>A hundred metres: more than is on any roll.</summary>
    private const int LongestPaper = 800_000;

    /// <summary>Fed where there is no knife, so that the last line can be torn off.</summary>
    private const int LinesToTear = 4;

    private readonly PrinterProfile profile;
    private readonly BitmapFont? font;
    private readonly Lettering lettering;
    private readonly List<byte> encoded;
    private readonly List<string> warnings = [];
    private TextStyle current = new();
    private int dots;

    public EscPosPaper(PrinterProfile profile)
    {
        this.profile = profile;
        encoded = [.. EscPosCommands.Preamble(profile)];
        try
        {
            font = BitmapFont.From(profile.FontFile);
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Warn("font_unreadable");
        }
        lettering = new Lettering(font);
    }

    public EncodedDocument Done() => new([.. encoded], warnings, (dots + LineDots - 1) / LineDots);

    public void Text(string text, TextStyle style)
    {
        style = Fitting(style);
        foreach (var paragraph in PlainText.Paragraphs(Printable(text)))
        {
            foreach (var line in TextLayout.Wrap(paragraph, profile.Columns / style.Scale))
                Line(line, style);
        }
    }

    public void Columns(IReadOnlyList<PrintColumn> columns, TextStyle style)
    {
        style = Fitting(style);
        foreach (var line in TextLayout.SideBySide([.. columns.Select(column => column with { Text = Printable(column.Text) })], profile.Columns / style.Scale))
            Line(line, style);
    }

    public void Rule() => Line([.. Enumerable.Repeat(new Rune('-'), profile.Columns)], new TextStyle());

    public void Barcode(PrintElement element)
    {
        if (Symbols.Barcode.Of(element.Symbology, element.Data) is not { } barcode)
        {
            Warn($"barcode_impossible {element.Symbology}");
            Text(element.Data ?? "", new TextStyle(element.Align));
            return;
        }
        var module = Math.Min(element.Module == 0 ? UsualBar : Math.Clamp(element.Module, SmallestBar, LargestBar), profile.DotsPerLine / barcode.Modules);
        if (module < SmallestBar)
        {
            Warn("barcode_too_wide");
            Text(barcode.Readable, new TextStyle(element.Align));
            return;
        }
        // A GS1 code goes as the Code 128 that it is, which every printer draws alike; only what people read has brackets then.
        var own = barcode.Symbology == "Gs1128";
        StartCode(element.Align);
        Add(0x1D, 0x68, BarcodeDots, 0x1D, 0x77, (byte)module, 0x1D, 0x48, element.Readable && !own ? (byte)2 : (byte)0);
        var (kind, data) = barcode.Symbology switch
        {
            "UpcA" => (65, Encoding.ASCII.GetBytes(barcode.Data)),
            "Ean13" => (67, Encoding.ASCII.GetBytes(barcode.Data)),
            "Ean8" => (68, Encoding.ASCII.GetBytes(barcode.Data)),
            "Code39" => (69, Encoding.ASCII.GetBytes(barcode.Data)),
            "Itf" => (70, Encoding.ASCII.GetBytes(barcode.Data)),
            _ => (73, Code128.ToEscPos(barcode.Data)),
        };
        Add(0x1D, 0x6B, (byte)kind, (byte)data.Length);
        encoded.AddRange(data);
        Fed(BarcodeDots + LineDots);
        if (element.Readable && own)
            Text(barcode.Readable, new TextStyle(element.Align));
    }

    public void QrCode(PrintElement element)
    {
        if (QrSymbol.Of(element.Data ?? "") is not var (modules, repair))
        {
            Warn("qr_too_long");
            return;
        }
        var module = Math.Min(element.Module == 0 ? Math.Clamp(QrDots / modules.Width, SmallestQr, LargestQr) : Math.Clamp(element.Module, 1, LargestQrCommand), profile.DotsPerLine / modules.Width);
        if (module == 0)
        {
            Warn("qr_too_wide");
            return;
        }
        var data = Encoding.UTF8.GetBytes(element.Data ?? "");
        StartCode(element.Align);
        if (!profile.QrCommand || RealTime.Within(data))
        {
            Raster(modules.Enlarged(module, module));
            return;
        }
        Add(0x1D, 0x28, 0x6B, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00);
        Add(0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x43, (byte)module);
        Add(0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x45, repair == QRCodeGenerator.ECCLevel.L ? (byte)0x30 : (byte)0x31);
        Add(0x1D, 0x28, 0x6B, (byte)(data.Length + 3), (byte)((data.Length + 3) >> 8), 0x31, 0x50, 0x30);
        encoded.AddRange(data);
        Add(0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x51, 0x30);
        Fed(modules.Width * module);
    }

    public void Picture(PrintElement element)
    {
        Bitmap picture;
        try
        {
            picture = Png.Read(element.Png, profile.DotsPerLine);
        }
        catch (InvalidDataException unreadable)
        {
            Warn($"picture_unreadable {unreadable.Message}");
            return;
        }

        Set(new TextStyle(element.Align));
        Raster(picture);
    }

    public void Feed(int lines)
    {
        for (var rest = Math.Clamp(lines, 0, 100); rest > 0; rest--)
            Line([], new TextStyle());
    }

    public void Cut()
    {
        if (profile.Cutter)
            encoded.AddRange(EscPosCommands.Cut);
        else
            Feed(LinesToTear);
    }

    /// <summary>Codes begin on a line of their own: a printer that has got anything of a line leaves them out. The blank line also keeps them apart.</summary>
    private void StartCode(PrintAlign align)
    {
        Set(new TextStyle(align));
        encoded.AddRange(EscPosCommands.LineFeed);
        Fed(LineDots);
    }

    private void Line(IReadOnlyList<Rune> line, TextStyle style)
    {
        if (line.All(IsNative))
        {
            // Trailing settings would do nothing to a blank line but take bytes.
            Set(line.Count == 0 ? current with { Scale = style.Scale } : style);
            foreach (var rune in line)
                encoded.AddRange(Gb18030.Bytes(rune));
            encoded.AddRange(EscPosCommands.LineFeed);
            Fed(style.Scale * BitmapFont.CellHeight + Gap);
            return;
        }
        // What stands on one line has one look: a character that the printer lacks takes its neighbours along.
        Set(new TextStyle(style.Align));
        Raster(lettering.Line(line, style.Bold, style.Inverted, style.Scale));
        Add(0x1B, 0x4A, Gap);
        Fed(Gap);
    }

    private void Raster(Bitmap picture)
    {
        var rows = Math.Clamp(SliceBytes / picture.Stride, 1, SliceRows);
        for (var top = 0; top < picture.Height; top += rows)
        {
            var height = Math.Min(rows, picture.Height - top);
            Add(0x1D, 0x76, 0x30, 0x00, (byte)picture.Stride, (byte)(picture.Stride >> 8), (byte)height, 0x00);
            encoded.AddRange(RealTime.Defused(picture.Rows.Slice(top * picture.Stride, height * picture.Stride)));
        }
        Fed(picture.Height);
    }

    private void Set(TextStyle style)
    {
        if (style.Align != current.Align)
            Add(0x1B, 0x61, (byte)style.Align);
        if (style.Bold != current.Bold)
            Add(0x1B, 0x45, style.Bold ? (byte)1 : (byte)0);
        if (style.Inverted != current.Inverted)
            Add(0x1D, 0x42, style.Inverted ? (byte)1 : (byte)0);
        if (style.Scale != current.Scale)
            Add(0x1D, 0x21, (byte)((style.Scale - 1) << 4 | (style.Scale - 1)), 0x1B, 0x33, (byte)(style.Scale * BitmapFont.CellHeight + Gap));
        current = style;
    }

    /// <summary>No larger than lets two columns stand on the paper, which a Chinese character takes.</summary>
    private TextStyle Fitting(TextStyle style) => style with { Scale = Math.Clamp(style.Scale, 1, Math.Clamp(profile.Columns / 2, 1, LargestScale)) };

    /// <summary>The text with a question mark for each character that neither the printer nor a font has.</summary>
    private string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var paragraph in PlainText.Paragraphs(text))
        {
            if (printable.Length > 0)
                printable.Append('\n');
            foreach (var rune in paragraph)
            {
                var there = IsNative(rune) || font?.Has(rune) == true;
                if (!there)
                    Warn($"not_in_font U+{rune.Value:X4}");
                printable.Append(there ? rune.ToString() : "?");
            }
        }
        return printable.ToString();
    }

    /// <summary>Whether the printer's own font has it: of what takes four bytes the characters of the first plane and the rare Chinese ones, and nothing of what users define.</summary>
    private bool IsNative(Rune rune) => rune.IsAscii || (Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.PrivateUse && rune != Rune.ReplacementChar && profile.Chinese switch
    {
        ChineseFont.Gb18030 => rune.Plane is 0 or 2,
        ChineseFont.Gbk => Gb18030.Bytes(rune).Length <= 2,
        _ => false,
    });

    /// <summary>Counts paper.</summary>
    /// <exception cref="InvalidDataException">It is more than there can be.</exception>
    private void Fed(int more)
    {
        if ((dots += more) > LongestPaper)
            throw new InvalidDataException("A paper is a hundred metres long at most.");
    }

    private void Add(params ReadOnlySpan<byte> bytes) => encoded.AddRange(bytes);

    private void Warn(string warning)
    {
        if (!warnings.Contains(warning))
            warnings.Add(warning);
    }
}
