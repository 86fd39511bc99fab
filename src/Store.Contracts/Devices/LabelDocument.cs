namespace Store.Contracts.Devices;

/// <summary>A label, such as one for a shelf or a weighed product: what stands where, in millimetres from the upper left corner, whatever printer it comes out of.</summary>
/// <param name="WidthMm">Of the label itself, without the backing.</param>
/// <param name="HeightMm">Of the label itself, without the gap.</param>
/// <param name="Elements">In any order.</param>
/// <param name="Copies">How many of it.</param>
/// <param name="GapMm">Between two labels.</param>
public sealed record LabelDocument(decimal WidthMm, decimal HeightMm, IReadOnlyList<LabelElement> Elements, int Copies = 1, decimal GapMm = 2);

/// <summary>One thing on a label. What a kind does not use is left out.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="XMm">From the left edge.</param>
/// <param name="YMm">From the upper edge.</param>
/// <param name="Content">What a text, barcode or QR code says.</param>
public sealed record LabelElement(LabelKind Kind, decimal XMm, decimal YMm, string Content)
{
    /// <summary>Of a text: how high its characters are; 0 is 3 mm. Of a barcode: how high its bars are; 0 is 10 mm.</summary>
    public decimal HeightMm { get; init; }

    /// <summary>Of a text: where a new line begins; 0 is the right edge of the label.</summary>
    public decimal WidthMm { get; init; }

    /// <summary>Of a text.</summary>
    public bool Bold { get; init; }

    /// <summary>Of a barcode: <c>Ean13</c>, <c>Ean8</c>, <c>UpcA</c>, <c>Code39</c>, <c>Code128</c>, <c>Gs1128</c>, <c>Itf</c>.</summary>
    public string? Symbology { get; init; }

    /// <summary>Whether people can read a barcode's digits below it.</summary>
    public bool Readable { get; init; }

    /// <summary>Dots per module of a code; 0 is a quarter of a millimetre for barcodes and half a millimetre for QR codes.</summary>
    public int Module { get; init; }
}

/// <summary>What can be on a label.</summary>
public enum LabelKind
{
    Text,
    Barcode,
    QrCode,
}
