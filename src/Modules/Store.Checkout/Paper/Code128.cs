using System.Globalization;
using System.Text;

namespace Store.Checkout.Paper;

/// <summary>A Code 128 barcode as a drawing for HTML, which every scanner at a till reads. Letters in code set B, runs of digits in pairs in code set C.</summary>
internal static class Code128
{
    private const int QuietZone = 10;
    private const int StartB = 104;
    private const int StartC = 105;
    private const int ToC = 99;
    private const int ToB = 100;
    private const int Stop = 106;
    private const int DigitsWorthSwitching = 4;

    /// <summary>Widths of bars and spaces of each symbol, in modules, by its value.</summary>
    private static readonly string[] Patterns = (
        "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 "
        + "321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 "
        + "231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 "
        + "241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 "
        + "114131 311141 411131 211412 211214 211232 2331112").Split(' ');

    /// <param name="text">Printable ASCII.</param>
    public static string Svg(string text)
    {
        var svg = new StringBuilder();
        var at = QuietZone;
        foreach (var symbol in Symbols(text))
        {
            var bar = true;
            foreach (var width in Patterns[symbol].Select(digit => digit - '0'))
            {
                if (bar)
                    svg.Append(CultureInfo.InvariantCulture, $"M{at} 0h{width}v40h-{width}z");
                at += width;
                bar = !bar;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"""<svg role="img" aria-label="{text}" viewBox="0 0 {at + QuietZone} 40" preserveAspectRatio="none" class="code"><path d="{svg}"/></svg>""");
    }

    /// <summary>The symbols from start to stop, with the check symbol.</summary>
    public static IReadOnlyList<int> Symbols(string text)
    {
        if (text.Length == 0 || text.Any(letter => letter is < ' ' or > '~' or '"' or '<' or '&'))
            throw new ArgumentException("A barcode has printable ASCII.", nameof(text));
        var symbols = new List<int>();
        var inC = Digits(text, 0) >= DigitsWorthSwitching;
        symbols.Add(inC ? StartC : StartB);
        for (var i = 0; i < text.Length;)
        {
            var digits = Digits(text, i);
            if (inC && digits >= 2)
            {
                symbols.Add(((text[i] - '0') * 10) + text[i + 1] - '0');
                i += 2;
            }
            else if (inC)
            {
                symbols.Add(ToB);
                inC = false;
            }
            else if (digits >= DigitsWorthSwitching && digits % 2 == 0)
            {
                symbols.Add(ToC);
                inC = true;
            }
            else
            {
                symbols.Add(text[i++] - ' ');
            }
        }

        var sum = symbols.Select((symbol, index) => symbol * Math.Max(1, index)).Sum();
        symbols.Add(sum % 103);
        symbols.Add(Stop);
        return symbols;
    }

    private static int Digits(string text, int from) => text.Skip(from).TakeWhile(char.IsAsciiDigit).Count();
}
