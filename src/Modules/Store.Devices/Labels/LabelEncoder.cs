using System.Globalization;
using System.Text;
using Store.Contracts.Devices;
using Store.Devices.Drawing;
using Store.Devices.Profile;
using Store.Devices.Symbols;

namespace Store.Devices.Labels;

/// <param name="Bytes">All of the label, with its number of copies.</param>
/// <param name="Warnings">What will not look as the document says, each once: a code, and after a space what it is about.</param>
internal sealed record EncodedLabel(byte[] Bytes, IReadOnlyList<string> Warnings);

/// <summary>Puts a label into the language of a printer. What differs between languages is how things are said; what stands where is the same.</summary>
internal abstract class LabelEncoder(LabelPrinterProfile profile)
{
    private const decimal UsualTextMm = 3, UsualBarsMm = 10;
    private const int LargestModule = 10;

    /// <summary>Twice the largest label in the finest dots.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly List<string> warnings = [];

    protected LabelPrinterProfile Profile { get; } = profile;

    /// <summary>A quarter of a millimetre.</summary>
    private int UsualBar => Math.Max(2, Profile.DotsPerMm / 4);

    /// <summary>Half a millimetre.</summary>
    private int UsualQr => Math.Max(3, Profile.DotsPerMm / 2);

    /// <exception cref="InvalidDataException">There is more on it than on any label.</exception>
    public static EncodedLabel Encode(LabelDocument label, LabelPrinterProfile profile) =>
        (profile.Language == LabelLanguage.Zpl ? (LabelEncoder)new ZplEncoder(profile) : new TsplEncoder(profile)).Encode(label);

    protected abstract byte[] Begin(LabelDocument label);

    protected abstract byte[] End(LabelDocument label);

    /// <summary>Dots at a place.</summary>
    protected abstract byte[] Picture(int x, int y, Bitmap picture);

    /// <summary>A barcode that the printer draws itself; null when this one cannot.</summary>
    protected abstract byte[]? Bars(int x, int y, Barcode barcode, int module, int height, bool readable);

    /// <summary>A QR code that the printer draws itself; null when this one cannot.</summary>
    protected abstract byte[]? Qr(int x, int y, string text, int module);

    protected int Dots(decimal millimetres) => (int)Math.Round(Math.Clamp(millimetres, 0, 1000) * Profile.DotsPerMm, MidpointRounding.AwayFromZero);

    protected static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private EncodedLabel Encode(LabelDocument label)
    {
        var bytes = new List<byte>(Begin(label));
        foreach (var element in label.Elements)
        {
            bytes.AddRange(element.Kind switch
            {
                LabelKind.Text => Text(label, element),
                LabelKind.Barcode => Bars(label, element),
                _ => Qr(element),
            });
            if (bytes.Count > MostBytes)
                throw new InvalidDataException("There is more on this label than a label can have.");
        }
        bytes.AddRange(End(label));
        return new EncodedLabel([.. bytes], warnings);
    }

    /// <summary>
    /// All text is drawn here: printers of one language have different fonts, few have Chinese ones, and what does not fit on the label would only be seen on it.
    /// </summary>
    private byte[] Text(LabelDocument label, LabelElement element)
    {
        var font = Font();
        var lettering = new Lettering(font);
        var height = Math.Max(8, Dots(element.HeightMm == 0 ? UsualTextMm : element.HeightMm));
        var width = Math.Max(Dots(element.WidthMm == 0 ? label.WidthMm - element.XMm : element.WidthMm), height);
        var lines = PlainText.Paragraphs(element.Content).Select(paragraph => Drawable(paragraph, lettering)).SelectMany(paragraph => TextLayout.Wrap(paragraph, 2 * width / height)).ToList();
        var lineHeight = height + height / 8;

        // What would begin below the label.
        var fitting = Math.Max(1, (Dots(label.HeightMm) - Dots(element.YMm) + lineHeight - 1) / lineHeight);
        if (lines.Count > fitting)
        {
            Warn("text_cut_off");
            lines.RemoveRange(fitting, lines.Count - fitting);
        }

        var text = new Bitmap(Math.Max(8, lines.Max(Gb18030.Columns) * height / 2), lines.Count * lineHeight);
        for (var line = 0; line < lines.Count; line++)
        {
            if (lines[line].Count > 0)
                text.Draw(lettering.Line(lines[line], element.Bold, inverted: false, scale: 1).Resized(Gb18030.Columns(lines[line]) * height / 2, height), 0, line * lineHeight);
        }
        return Picture(Dots(element.XMm), Dots(element.YMm), text);
    }

    private List<Rune> Drawable(IReadOnlyList<Rune> paragraph, Lettering lettering) =>
        [.. paragraph.Select(rune => lettering.Has(rune) ? rune : Warn(new Rune('?'), $"not_in_font U+{rune.Value:X4}"))];

    private byte[] Bars(LabelDocument label, LabelElement element)
    {
        if (Barcode.Of(element.Symbology, element.Content) is not { } barcode)
            return Warn(Text(label, element with { HeightMm = 0 }), $"barcode_impossible {element.Symbology}");
        var module = element.Module == 0 ? UsualBar : Math.Clamp(element.Module, 1, LargestModule);
        if (Dots(element.XMm) + barcode.Modules * module > Dots(label.WidthMm))
            Warn("barcode_cut_off");
        var height = Math.Max(8, Dots(element.HeightMm == 0 ? UsualBarsMm : element.HeightMm));
        var (x, y) = (Dots(element.XMm), Dots(element.YMm));
        return Bars(x, y, barcode, module, height, element.Readable) ??
        [
            .. Picture(x, y, barcode.Draw(module, height)),
            .. element.Readable ? Text(label, element with { Content = barcode.Readable, HeightMm = 0, YMm = element.YMm + (element.HeightMm == 0 ? UsualBarsMm : element.HeightMm) + 1 }) : [],
        ];
    }

    private byte[] Qr(LabelElement element)
    {
        var module = element.Module == 0 ? UsualQr : Math.Clamp(element.Module, 1, LargestModule);
        var (x, y) = (Dots(element.XMm), Dots(element.YMm));
        if (QrSymbol.Of(element.Content) is not var (modules, _))
            return Warn(Array.Empty<byte>(), "qr_too_long");
        return Qr(x, y, element.Content, module) ?? Picture(x, y, modules.Enlarged(module, module));
    }

    private BitmapFont? Font()
    {
        try
        {
            return BitmapFont.From(Profile.FontFile);
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return Warn<BitmapFont?>(null, "font_unreadable");
        }
    }

    private void Warn(string warning)
    {
        if (!warnings.Contains(warning))
            warnings.Add(warning);
    }

    private T Warn<T>(T instead, string warning)
    {
        Warn(warning);
        return instead;
    }
}
