using System.Security.Cryptography;

namespace Store.Loyalty.Coupons;

/// <summary>
/// Codes of coupons: 18 digits, of which 15 are drawn at random, so that with a million coupons out a guess hits one in a thousand million. They begin as GS1 has coupons begin, end
/// with the check digit of every EAN, and tills know them by a code mask.
/// </summary>
internal static class CouponCode
{
    public const string Prefix = "99";

    /// <summary>As a code mask: the code as a whole is the coupon's.</summary>
    public static readonly string Pattern = Prefix + new string('.', RandomDigits) + 'C';

    private const int RandomDigits = 15;

    public static string New()
    {
        var digits = Prefix + RandomNumberGenerator.GetString("0123456789", RandomDigits);
        return digits + CheckDigit(digits);
    }

    /// <summary>A code as it is kept and compared.</summary>
    public static string Normal(string code) => code.Trim().ToUpperInvariant();

    private static char CheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
            sum += (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 3 : 1);
        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
