using System.Security.Cryptography;

namespace Store.Loyalty.GiftCards;

/// <summary>
/// Codes of gift cards: 19 random digits and a check digit (Luhn), printed in groups. Whoever has the code has the money, so that it is kept nowhere: the database has a blind index
/// to find the card by, and the last four digits to tell cards apart.
/// </summary>
internal static class GiftCardCodes
{
    public const int Length = 20;

    /// <summary>With the marks that people and printers put between groups.</summary>
    public const int LengthAtMost = 40;

    public const string Purpose = "loyalty.gift-card";

    private const int GroupLength = 4;

    public static string New()
    {
        var digits = RandomNumberGenerator.GetString("0123456789", Length - 1);
        return digits + CheckDigit(digits);
    }

    /// <summary>The bare digits; null where it is no whole code.</summary>
    public static string? Normal(string? text)
    {
        var digits = string.Concat((text ?? "").Where(character => character is not (' ' or '-')));
        return digits.Length == Length && digits.All(char.IsAsciiDigit) && CheckDigit(digits[..^1]) == digits[^1] ? digits : null;
    }

    /// <summary>As it is printed: groups of four, so that no spreadsheet takes it for a number.</summary>
    public static string Shown(string digits) => string.Join('-', digits.Chunk(GroupLength).Select(group => new string(group)));

    public static string End(string digits) => digits[^GroupLength..];

    private static char CheckDigit(string digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = digits[digits.Length - 1 - index] - '0';
            var counted = index % 2 == 0 ? digit * 2 : digit;
            sum += counted > 9 ? counted - 9 : counted;
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
