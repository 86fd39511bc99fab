using System.Text;
using Store.Contracts.Catalog;
using Store.Devices.Drawing;

namespace Store.Devices.Symbols;

/// <summary>A barcode that is known to be right: its bars, and what it says.</summary>
/// <param name="Symbology">As documents name it.</param>
/// <param name="Data">With its check digit; FNC1 of a GS1 code as <see cref="Code128.Fnc1"/>.</param>
/// <param name="Readable">What people read below it.</param>
/// <param name="Bars">Widths in modules, black and white in turn, beginning with black.</param>
internal sealed record Barcode(string Symbology, string Data, string Readable, IReadOnlyList<int> Bars)
{
    /// <summary>White that readers need at each side.</summary>
    public const int QuietModules = 10;

    private static readonly string[] EanDigits = ["3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112"];
    private static readonly string[] EanParities = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"];
    private static readonly string[] ItfDigits = ["11331", "31113", "13113", "33111", "11313", "31311", "13311", "11133", "31131", "13131"];

    private static readonly Dictionary<char, string> Code39Characters = Parse39(
        "0111331311 1311311113 2113311113 3313311111 4111331113 5311331111 6113331111 7111311313 8311311311 9113311311 A311113113 B113113113 C313113111 D111133113 E311133111 F113133111 "
        + "G111113313 H311113311 I113113311 J111133311 K311111133 L113111133 M313111131 N111131133 O311131131 P113131131 Q111111333 R311111331 S113111331 T111131331 U331111113 V133111113 "
        + "W333111111 X131131113 Y331131111 Z133131111 -131111313 .331111311  133111311 *131131311 $131313111 /131311131 +131113131 %111313131");

    public int Modules => Bars.Sum();

    /// <summary>A barcode, with its check digit if that was left out; null when the data cannot be said in it.</summary>
    public static Barcode? Of(string? symbology, string? data) => (symbology?.ToUpperInvariant(), data) switch
    {
        ("EAN13", { } digits) when Checked(digits, 13) is { } code => new Barcode("Ean13", code, code, Ean13(code)),
        ("EAN8", { } digits) when Checked(digits, 8) is { } code => new Barcode("Ean8", code, code, Ean(code[..4], "LLLL", code[4..])),
        ("UPCA", { } digits) when Checked(digits, 12) is { } code => new Barcode("UpcA", code, code, Ean13("0" + code)),
        ("CODE39", { Length: > 0 and <= 80 } text) when text.All(character => character != '*' && Code39Characters.ContainsKey(character)) => new Barcode("Code39", text, text, Code39(text)),
        ("ITF", { Length: > 0 and <= 80 } digits) when digits.Length % 2 == 0 && digits.All(char.IsAsciiDigit) => new Barcode("Itf", digits, digits, Itf(digits)),
        ("CODE128", { Length: > 0 and <= 80 } text) when text.All(character => character is >= ' ' and <= '~') => new Barcode("Code128", text, text, Code128.Bars(Code128.Values(text))),
        ("GS1128", { Length: <= 120 } text) when Gs1.Elements(text) is { } elements => new Barcode("Gs1128", elements, text, Code128.Bars(Code128.Values(elements))),
        _ => null,
    };

    public Bitmap Draw(int module, int height)
    {
        var picture = new Bitmap(Modules * module, height);
        var (x, black) = (0, true);
        foreach (var bar in Bars)
        {
            if (black)
                picture.Fill(x, 0, bar * module, height);
            x += bar * module;
            black = !black;
        }
        return picture;
    }

    private static string? Checked(string digits, int length)
    {
        if (!digits.All(char.IsAsciiDigit))
            return null;
        if (digits.Length == length - 1)
            return digits + Gs1Elements.CheckDigit(digits);
        return digits.Length == length && digits[^1] == Gs1Elements.CheckDigit(digits.AsSpan(0, length - 1)) ? digits : null;
    }

    private static List<int> Ean13(string code) => Ean(code[1..7], EanParities[code[0] - '0'], code[7..]);

    private static List<int> Ean(string left, string parities, string right)
    {
        var bars = new StringBuilder("111");
        for (var place = 0; place < left.Length; place++)
            bars.Append(parities[place] == 'L' ? EanDigits[left[place] - '0'] : string.Concat(EanDigits[left[place] - '0'].Reverse()));
        bars.Append("11111");
        foreach (var digit in right)
            bars.Append(EanDigits[digit - '0']);
        return Widths(bars.Append("111").ToString());
    }

    private static List<int> Itf(string digits)
    {
        var bars = new StringBuilder("1111");
        for (var place = 0; place < digits.Length; place += 2)
        {
            foreach (var (black, white) in ItfDigits[digits[place] - '0'].Zip(ItfDigits[digits[place + 1] - '0']))
                bars.Append(black).Append(white);
        }
        return Widths(bars.Append("311").ToString());
    }

    private static List<int> Code39(string text) => Widths(string.Join('1', $"*{text}*".Select(character => Code39Characters[character])));

    private static List<int> Widths(string bars) => [.. bars.Select(bar => bar - '0')];

    /// <summary>Entries are ten long and stand one blank apart, since a blank is a character too.</summary>
    private static Dictionary<char, string> Parse39(string table) =>
        Enumerable.Range(0, (table.Length + 1) / 11).Select(entry => table.Substring(entry * 11, 10)).ToDictionary(entry => entry[0], entry => entry[1..]);
}
