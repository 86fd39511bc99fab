namespace Store.Devices.Profile;

/// <summary>What a label printer can do, as far as labels look different for it.</summary>
/// <param name="Language">What it understands.</param>
/// <param name="DotsPerMm">8 at 203 dpi, 12 at 300 dpi.</param>
/// <param name="FontFile">A bitmap font (BDF or HEX, also gzipped) for what is not ASCII; none is Debian's Unifont if it is there.</param>
internal sealed record LabelPrinterProfile(LabelLanguage Language = LabelLanguage.Zpl, int DotsPerMm = 8, string? FontFile = null);

/// <summary>What label printers are spoken to in.</summary>
internal enum LabelLanguage
{
    Zpl,
    Tspl,
}
