using Store.Devices.Drawing;

namespace Store.Devices.Profile;

/// <summary>What a label printer can do, as far as labels look different for it, and which labels are in it.</summary>
/// <param name="Language">What it understands.</param>
/// <param name="DotsPerMm">8 at 203 dpi, 12 at 300 dpi.</param>
/// <param name="FontFile">A bitmap font (BDF or HEX, also gzipped) for what is not ASCII; none is Debian's Unifont if it is there.</param>
/// <param name="WidthMm">Of the labels in it, without the backing.</param>
/// <param name="HeightMm">Of the labels in it, without the gap.</param>
/// <param name="GapMm">Between two labels.</param>
/// <param name="Darkness">How hot it prints: 0 to 30 in ZPL, 0 to 15 in TSPL; null leaves it as the printer is set.</param>
/// <param name="Speed">Inches per second; null leaves it as the printer is set.</param>
internal sealed record LabelPrinterProfile(
    LabelLanguage Language = LabelLanguage.Zpl, int DotsPerMm = 8, string? FontFile = null, decimal WidthMm = 60, decimal HeightMm = 40, decimal GapMm = 2, int? Darkness = null, int? Speed = null)
{
    private int Darkest => Language == LabelLanguage.Zpl ? 30 : 15;

    /// <summary>What is wrong with it; null when nothing.</summary>
    public string? Fault() => this switch
    {
        { Language: not (LabelLanguage.Zpl or LabelLanguage.Tspl) } => "a language that there is",
        { FontFile: { } file } when !BitmapFont.IsOne(file) => BitmapFont.Kinds,
        { DotsPerMm: not (6 or 8 or 12 or 24) } => "6, 8, 12 or 24 dots per millimetre",
        { WidthMm: < 10 or > 200 } or { HeightMm: < 10 or > 300 } or { GapMm: < 0 or > 20 } => "labels of 10 to 200 by 10 to 300 mm with a gap of 0 to 20 mm",
        { Darkness: < 0 } or { Speed: < 1 or > 14 } => "a darkness from 0 and a speed of 1 to 14",
        _ => Darkness > Darkest ? $"a darkness of {Darkest} at most" : null,
    };
}

/// <summary>What label printers are spoken to in.</summary>
internal enum LabelLanguage
{
    Zpl,
    Tspl,
}
