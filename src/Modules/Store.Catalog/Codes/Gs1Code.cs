using System.Globalization;
using System.Text.RegularExpressions;

namespace Store.Catalog.Codes;

/// <summary>
/// What a code of GS1 says about goods: their article number, and where the label is printed by weight or count, how much there is. Of lot, serial number and date nothing is taken: a scanner that
/// loses the separators glues them to what follows, and a wrong lot is worse than none.
/// </summary>
/// <param name="Gtin">The article number.</param>
/// <param name="Kilograms">Net weight; null where the label says none.</param>
/// <param name="Pieces">How many; null where the label says none.</param>
internal sealed partial record Gs1Code(string Gtin, decimal? Kilograms = null, int? Pieces = null)
{
    /// <summary>Of the longest code that shops scan, a web address with everything.</summary>
    public const int LengthAtMost = 300;

    private const char Separator = '\u001D';
    private const int GtinLength = 14;
    private const int WeightLength = 6;
    private const int CountLength = 8;

    /// <summary>Reads element strings with or without brackets, and web addresses of GS1 Digital Link; null where the code is neither.</summary>
    public static Gs1Code? Read(string code) =>
        LinkShape().Match(code) is { Success: true } link ? OfLink(link)
        : code.StartsWith('(') ? OfElements(Bracket().Replace(code, match => (match.Index == 0 ? "" : Separator.ToString()) + match.Groups["ai"].Value))
        : OfElements(code.TrimStart(Separator));

    private static Gs1Code? OfLink(Match link)
    {
        var gtin = link.Groups["gtin"].Value;
        if (!IsArticle(gtin))
            return null;
        var found = new Gs1Code(gtin);
        foreach (Match pair in LinkPair().Matches(link.Groups["query"].Value))
        {
            if (Measure(pair.Groups["ai"].Value, pair.Groups["value"].Value, found) is not { } more)
                return null;
            found = more;
        }

        return found;
    }

    private static Gs1Code? OfElements(string code)
    {
        // An article number comes first, as GS1 has the labels of goods.
        if (code.Length < 2 + GtinLength || !code.StartsWith("01", StringComparison.Ordinal) || !IsArticle(code[2..(2 + GtinLength)]))
            return null;
        var found = new Gs1Code(code[2..(2 + GtinLength)]);
        for (var at = 2 + GtinLength; at < code.Length;)
        {
            if (code[at] == Separator)
            {
                at++;
                continue;
            }

            var (ai, value) = Element(code, at);
            if (value is null || Measure(ai, value, found) is not { } more)
                return null;
            found = more;
            at += ai.Length + value.Length;
        }

        return found;
    }

    /// <summary>The element at a place. Those of fixed length need no separator behind them; all others end at one.</summary>
    private static (string Ai, string? Value) Element(string code, int at)
    {
        var rest = code.AsSpan(at);
        if (rest.Length < 3 || !char.IsAsciiDigit(rest[0]) || !char.IsAsciiDigit(rest[1]))
            return ("", null);
        var prefix = ((rest[0] - '0') * 10) + rest[1] - '0';
        var (aiLength, length) = prefix switch
        {
            0 => (2, 18),
            >= 1 and <= 3 => (2, GtinLength),
            4 => (2, 16),
            >= 11 and <= 19 => (2, 6),
            20 => (2, 2),
            >= 31 and <= 36 => (4, WeightLength),
            41 => (3, 13),
            _ => (2, 0),
        };
        if (length == 0)
        {
            var end = rest.IndexOf(Separator);
            return (rest[..2].ToString(), rest[2..(end < 0 ? rest.Length : end)].ToString());
        }

        if (rest.Length < aiLength + length)
            return ("", null);
        var value = rest.Slice(aiLength, length);
        return value.ContainsAnyExceptInRange('0', '9') ? ("", null) : (rest[..aiLength].ToString(), value.ToString());
    }

    /// <summary>Adds what an element says about how much there is; null where it says it wrongly.</summary>
    private static Gs1Code? Measure(string ai, string value, Gs1Code found) => ai switch
    {
        ['3', '1', '0', >= '0' and <= '5'] => value.Length == WeightLength && decimal.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var weight)
            ? found with { Kilograms = weight / Power(ai[3] - '0') }
            : null,
        "30" => value.Length <= CountLength && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? found with { Pieces = count } : null,
        _ => found,
    };

    private static decimal Power(int decimals) => decimals == 0 ? 1 : 10 * Power(decimals - 1);

    private static bool IsArticle(string digits) => Barcodes.Gtin.HasShape(digits) && Barcodes.Gtin.CheckDigitIsRight(digits);

    [GeneratedRegex(@"^https?://[^?#]+?/(01|gtin)/(?<gtin>[0-9]{8,14})(/[^?#]*)?(\?(?<query>[^#]*))?(#.*)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkShape();

    [GeneratedRegex("(^|[&;])(?<ai>[0-9]{2,4})=(?<value>[^&;]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPair();

    [GeneratedRegex(@"\((?<ai>[0-9]{2,4})\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bracket();
}
