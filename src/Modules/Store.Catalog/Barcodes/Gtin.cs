using Store.Contracts.Catalog;

namespace Store.Catalog.Barcodes;

/// <summary>
/// GS1's article numbers: GTIN-8, -12 (UPC-A), -13 (EAN) and -14. All digits count from the right, so a number with zeros put before it is the same number.
/// </summary>
internal static class Gtin
{
    /// <summary>How many digits an EAN has.</summary>
    public const int EanLength = 13;

    /// <summary>Whether a code has the shape of an article number: as many digits as one.</summary>
    public static bool HasShape(string code) => code.Length is 8 or 12 or 13 or 14 && code.All(char.IsAsciiDigit);

    /// <summary>Whether the last digit is the check digit of those before it: from the right, weights 3 and 1 in turn.</summary>
    public static bool CheckDigitIsRight(ReadOnlySpan<char> digits)
    {
        if (digits.Length < 2 || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        return CheckDigit(digits[..^1]) == digits[^1];
    }

    /// <summary>The check digit that belongs behind these digits.</summary>
    public static char CheckDigit(ReadOnlySpan<char> digits) => Gs1Elements.CheckDigit(digits);

    /// <summary>
    /// The one form in which a code is kept: an article number of up to 8 significant digits as GTIN-8, of up to 13 as GTIN-13, else as GTIN-14;
    /// any other code as it is, in upper case.
    /// </summary>
    public static string Normal(string code)
    {
        var trimmed = code.Trim();
        if (!HasShape(trimmed))
            return trimmed.ToUpperInvariant();
        var significant = trimmed.TrimStart('0');
        return significant.PadLeft(significant.Length switch { <= 8 => 8, <= 13 => 13, _ => 14 }, '0');
    }
}
