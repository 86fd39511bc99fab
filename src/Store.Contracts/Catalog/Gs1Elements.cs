using System.Text.RegularExpressions;

namespace Store.Contracts.Catalog;

/// <summary>One element of a code of GS1.</summary>
/// <param name="Ai">What it is about, as the application identifier says it: 01 the article, 17 the last day, 3103 the weight in kilograms with three decimals.</param>
/// <param name="Value">What it says, as it stands in the code.</param>
public sealed record Gs1Element(string Ai, string Value);

/// <summary>Codes of GS1 taken apart into their elements: element strings, with a separator behind those whose length is not fixed, the same with brackets, and web addresses of GS1 Digital Link.</summary>
public static partial class Gs1Elements
{
    /// <summary>What stands for FNC1 where it ends an element.</summary>
    public const char Separator = '\u001D';

    private const int GtinLength = 14;

    /// <summary>The elements of a code, however long those are that need a separator; null where it is no code of GS1.</summary>
    public static IReadOnlyList<Gs1Element>? Split(string code) =>
        Link().Match(code) is { Success: true } link ? OfLink(link)
        : code.StartsWith('(') ? OfString(Bracket().Replace(code, match => (match.Index == 0 ? "" : Separator.ToString()) + match.Groups["ai"].Value))
        : OfString(code.TrimStart(Separator));

    /// <summary>Whether a code is a web address of GS1 Digital Link about goods.</summary>
    public static bool IsLink(string code) => Link().IsMatch(code);

    /// <summary>Whether an element says what its identifier allows: as many characters of the right kind, a month that there is, a check digit that is right.</summary>
    public static bool IsSound(Gs1Element element)
    {
        var (ai, value) = element;
        var (least, most, digits) = Shape(ai);
        if (value.Length < least || value.Length > most || (digits ? value.AsSpan().ContainsAnyExceptInRange('0', '9') : !Characters().IsMatch(value)))
            return false;
        return ai switch
        {
            "11" or "12" or "13" or "15" or "16" or "17" => IsDay(value),
            "00" or "01" or "02" or ['4', '1', _] => CheckDigit(value.AsSpan()[..^1]) == value[^1],
            _ => true,
        };
    }

    /// <summary>Whether the last element may have others in it, whose separator a scanner has lost: somewhere in it a lot or serial number might begin, or it ends in what would be an element of fixed length.</summary>
    public static bool MayHideAnother(IReadOnlyList<Gs1Element> elements)
    {
        if (elements is not [.., var last] || IsFixed(last.Ai))
            return false;
        return Enumerable.Range(1, Math.Max(0, last.Value.Length - 1)).Select(at => last.Value[at..]).Any(rest =>
            (rest is ['1', '0', _, ..] or ['2', '1', _, ..] && elements.All(element => element.Ai != rest[..2]))
            || (FixedAt(rest) is { } hidden && hidden.Ai.Length + hidden.Value.Length == rest.Length && IsSound(hidden)));
    }

    /// <summary>Whether nothing has to end the data of an identifier, since its length is known by the first two digits.</summary>
    public static bool IsFixed(string ai) => Fixed(ai).Data > 0;

    /// <summary>The digit that makes a number of GS1 right: from the right, weights 3 and 1 in turn.</summary>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var place = 0; place < digits.Length; place++)
            sum += (digits[^(place + 1)] - '0') * (place % 2 == 0 ? 3 : 1);
        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    private static List<Gs1Element> OfLink(Match link)
    {
        var elements = new List<Gs1Element> { new("01", link.Groups["gtin"].Value.PadLeft(GtinLength, '0')) };
        foreach (Match pair in LinkStep().Matches(link.Groups["path"].Value))
        {
            if (Identifier(pair.Groups["ai"].Value) is { } ai)
                elements.Add(new Gs1Element(ai, Uri.UnescapeDataString(pair.Groups["value"].Value)));
        }

        foreach (Match pair in LinkPair().Matches(link.Groups["query"].Value))
            elements.Add(new Gs1Element(pair.Groups["ai"].Value, Uri.UnescapeDataString(pair.Groups["value"].Value)));
        return elements;
    }

    private static List<Gs1Element>? OfString(string code)
    {
        var elements = new List<Gs1Element>();
        for (var at = 0; at < code.Length;)
        {
            if (code[at] == Separator)
            {
                at++;
                continue;
            }

            if (ElementAt(code[at..]) is not { } element)
                return null;
            elements.Add(element);
            at += element.Ai.Length + element.Value.Length;
        }

        return elements.Count == 0 ? null : elements;
    }

    private static Gs1Element? ElementAt(string rest)
    {
        if (rest.Length < 3 || !char.IsAsciiDigit(rest[0]) || !char.IsAsciiDigit(rest[1]))
            return null;
        if (IsFixed(rest))
            return FixedAt(rest);
        var ai = rest[0] switch
        {
            '2' when rest[1] is '3' or '4' or '5' => 3,
            '3' when rest[1] == '9' => 4,
            '4' when rest[1] is '0' or '2' => 3,
            '4' when rest[1] == '3' => 4,
            '7' when rest[1] == '1' => 3,
            '7' or '8' => 4,
            _ => 2,
        };
        var end = rest.IndexOf(Separator, StringComparison.Ordinal);
        var whole = end < 0 ? rest : rest[..end];
        return whole.Length > ai ? new Gs1Element(whole[..ai], whole[ai..]) : null;
    }

    /// <summary>The element of fixed length that a text begins with; null where it begins with none.</summary>
    private static Gs1Element? FixedAt(string rest)
    {
        var (ai, data) = Fixed(rest);
        if (data == 0 || rest.Length < ai + data || rest.AsSpan(0, ai + data).ContainsAnyExceptInRange('0', '9'))
            return null;
        return new Gs1Element(rest[..ai], rest.Substring(ai, data));
    }

    /// <summary>How long identifier and data are, by the two digits that the identifier begins with; no data where that is not fixed.</summary>
    private static (int Ai, int Data) Fixed(string ai) => ai switch
    {
        ['0', '0', ..] => (2, 18),
        ['0', '1' or '2' or '3', ..] => (2, GtinLength),
        ['0', '4', ..] => (2, 16),
        ['1', >= '1' and <= '9', ..] => (2, 6),
        ['2', '0', ..] => (2, 2),
        ['3', >= '1' and <= '6', ..] => (4, 6),
        ['4', '1', ..] => (3, 13),
        _ => (2, 0),
    };

    private static (int Least, int Most, bool Digits) Shape(string ai) => ai switch
    {
        _ when Fixed(ai).Data is > 0 and var length => (length, length, true),
        "10" or "21" or "22" or "243" or "254" or "420" or ['7', '1', _] => (1, 20, false),
        "235" => (1, 28, false),
        "240" or "241" or "250" or "251" or "400" or "401" or "403" or "90" => (1, 30, false),
        "242" => (1, 6, true),
        "253" => (13, 30, false),
        "255" => (13, 25, true),
        "30" or "37" => (1, 8, true),
        ['3', '9', '0' or '2', _] => (1, 15, true),
        ['3', '9', '1' or '3', _] => (4, 18, true),
        ['3', '9', '4', _] => (4, 4, true),
        ['3', '9', '5', _] or "8005" => (6, 6, true),
        "402" => (17, 17, true),
        "421" => (4, 12, false),
        "422" or "424" or "426" => (3, 3, true),
        "423" or "425" => (3, 15, true),
        "427" => (1, 3, false),
        "7003" => (10, 10, true),
        "8006" or "8017" or "8018" or "8026" => (18, 18, true),
        "8008" => (8, 12, true),
        _ => (1, 90, false),
    };

    /// <summary>Year, month and day; day 00 is the last of its month.</summary>
    private static bool IsDay(string value) => int.Parse(value.AsSpan(2, 2), System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 12 and var month
        && int.Parse(value.AsSpan(4, 2), System.Globalization.CultureInfo.InvariantCulture) <= DateTime.DaysInMonth(2000 + int.Parse(value.AsSpan(0, 2), System.Globalization.CultureInfo.InvariantCulture), month);

    /// <summary>The identifier that a step of a web address stands for; null where it is another step.</summary>
    private static string? Identifier(string step) => step.ToLowerInvariant() switch { "lot" => "10", "ser" => "21", "cpv" => "22", var ai => char.IsAsciiDigit(ai[0]) ? ai : null };

    [GeneratedRegex(@"^https?://[^?#]+?/(01|gtin)/(?<gtin>[0-9]{8,14})(?<path>/[^?#]*)?(\?(?<query>[^#]*))?(#.*)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("/(?<ai>[0-9]{2,4}|lot|ser|cpv)/(?<value>[^/]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkStep();

    [GeneratedRegex("(^|[&;])(?<ai>[0-9]{2,4})=(?<value>[^&;]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPair();

    [GeneratedRegex(@"\((?<ai>[0-9]{2,4})\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bracket();

    /// <summary>What text in such codes consists of.</summary>
    [GeneratedRegex(@"^[!""%-?A-Z_a-z]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Characters();
}
