namespace Store.Devices.Scanners;

/// <summary>The kind of code that a scanner has read, as AIM names it in front of the code: a bracket, a letter and a digit.</summary>
/// <param name="Type">The kind by the numbers of UnifiedPOS.</param>
/// <param name="AimId">Such as <c>]E0</c>; empty where the scanner does not send it.</param>
internal sealed record Symbology(ScanDataType Type, string AimId)
{
    private const int Length = 3;

    /// <summary>Whether it is a code of elements of GS1: GS1-128, DataBar, and Data Matrix, QR and DotCode where they begin with FNC1.</summary>
    public bool IsGs1 => AimId is "]C1" or "]d2" or "]Q3" or "]J1" or [_, 'e', _];

    /// <summary>Splits a scan into the kind, if the scanner sent it, and the code.</summary>
    public static (Symbology Symbology, string Label) Of(string scan) =>
        scan is [']', var letter, var modifier, ..] && char.IsAsciiLetter(letter) && char.IsAsciiLetterOrDigit(modifier)
            ? (new Symbology(TypeOf(letter, modifier), scan[..Length]), scan[Length..])
            : (new Symbology(ScanDataType.Unknown, ""), scan);

    private static ScanDataType TypeOf(char letter, char modifier) => (letter, modifier) switch
    {
        ('E', '4') => ScanDataType.Ean8,
        ('E', _) => ScanDataType.Ean13,
        ('C', '1') => ScanDataType.Ean128,
        ('C', _) => ScanDataType.Code128,
        ('A', _) => ScanDataType.Code39,
        ('G', _) => ScanDataType.Code93,
        ('F', _) => ScanDataType.Codabar,
        ('I', _) => ScanDataType.Itf,
        ('e', _) => ScanDataType.Gs1DataBar,
        ('d', '2') => ScanDataType.Gs1DataMatrix,
        ('d', _) => ScanDataType.DataMatrix,
        ('Q', '3') => ScanDataType.Gs1QrCode,
        ('Q', _) => ScanDataType.QrCode,
        ('L', _) => ScanDataType.Pdf417,
        ('z', _) => ScanDataType.Aztec,
        ('h', _) => ScanDataType.HanXin,
        _ => ScanDataType.Other,
    };
}

/// <summary>Kinds of codes, with the numbers of UnifiedPOS.</summary>
internal enum ScanDataType
{
    Unknown = 0,
    Ean8 = 103,
    Ean13 = 104,
    Itf = 106,
    Codabar = 107,
    Code39 = 108,
    Code93 = 109,
    Code128 = 110,
    Ean128 = 120,
    Gs1DataBar = 131,
    Pdf417 = 201,
    DataMatrix = 203,
    QrCode = 204,
    Aztec = 206,
    Gs1DataMatrix = 208,
    Gs1QrCode = 209,
    HanXin = 215,
    Other = 501,
}
