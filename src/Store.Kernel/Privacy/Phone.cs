namespace Store.Kernel.Privacy;

/// <summary>A phone number as it is kept: digits, with <c>+</c> and the country only where it is not the chain's own. What people type between the digits does not matter.</summary>
public static class Phone
{
    public const int DigitsAtLeast = 5;
    public const int DigitsAtMost = 15;

    /// <summary>How many of the last digits a member can be found by.</summary>
    public const int LastDigits = 4;

    private const string OwnCountry = "86";
    private const int MobileWithCountry = 13;

    /// <summary>The number as it is kept; null where it is none.</summary>
    public static string? Normal(string? text)
    {
        if (text is null || text.Any(letter => !char.IsAsciiDigit(letter) && letter is not ('+' or ' ' or '-' or '(' or ')' or '.')))
            return null;
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        var abroad = text.TrimStart().StartsWith('+');
        if (!abroad && digits.StartsWith("00", StringComparison.Ordinal))
            (abroad, digits) = (true, digits[2..]);
        if (abroad ? digits.StartsWith(OwnCountry, StringComparison.Ordinal) : IsMobileWithCountry(digits))
            (abroad, digits) = (false, digits[OwnCountry.Length..]);
        if (digits.Length is < DigitsAtLeast or > DigitsAtMost)
            return null;
        return abroad ? $"+{digits}" : digits;
    }

    /// <summary>A mobile number has eleven digits and begins with 1; people write the country before it without a plus.</summary>
    private static bool IsMobileWithCountry(string digits) => digits.Length == MobileWithCountry && digits.StartsWith($"{OwnCountry}1", StringComparison.Ordinal);

    /// <summary>The last digits, by which a customer can be asked for at the till.</summary>
    public static string Last(string normal) => normal[^LastDigits..];

    /// <summary>So much of it that its owner knows it again: 138****1234.</summary>
    public static string Masked(string normal) => normal.Length < 8 ? $"****{Last(normal)}" : $"{normal[..3]}****{Last(normal)}";
}
