using System.Text;

namespace Store.Devices.Symbols;

/// <summary>Code 128 as values, as bars, and as ESC/POS printers take it.</summary>
internal static class Code128
{
    /// <summary>Stands for FNC1 in text: what scanners send for it.</summary>
    public const char Fnc1 = '\u001D';

    private const int ShiftValue = 98, CodeC = 99, CodeB = 100, CodeA = 101, Fnc1Value = 102, StartA = 103, Stop = 106;
    private const int SetA = 0, SetB = 1, SetC = 2;

    /// <summary>Fewer digits in a row are not worth the change to two digits per character.</summary>
    private const int DigitsWorthwhile = 4;

    private static readonly string[] Patterns =
    [
        "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221",
        "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
        "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131",
        "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
        "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
        "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
    ];

    /// <summary>A run of text in one character set.</summary>
    private sealed record Run(int Set, string Text);

    /// <summary>Values from the start character to the last of the data, without check character.</summary>
    public static List<int> Values(string text)
    {
        var values = new List<int>();
        foreach (var run in Runs(text))
        {
            values.Add(values.Count == 0 ? StartA + run.Set : run.Set == SetC ? CodeC : CodeB);
            for (var place = 0; place < run.Text.Length; place++)
                values.Add(run.Text[place] == Fnc1 ? Fnc1Value : run.Set == SetB ? run.Text[place] - ' ' : (run.Text[place] - '0') * 10 + run.Text[++place] - '0');
        }
        return values;
    }

    /// <summary>The bars of values, with check character and stop.</summary>
    public static IReadOnlyList<int> Bars(IReadOnlyList<int> values)
    {
        var check = values.Select((value, place) => value * Math.Max(place, 1)).Sum() % 103;
        return [.. values.Append(check).Append(Stop).SelectMany(value => Patterns[value]).Select(bar => bar - '0')];
    }

    /// <summary>As GS k takes it.</summary>
    public static byte[] ToEscPos(string text) => ToEscPos(Runs(text));

    /// <summary>As ^BC of label printers takes it: with ">" before what is not data.</summary>
    public static string ToZpl(string text)
    {
        var zpl = new StringBuilder();
        foreach (var run in Runs(text))
        {
            zpl.Append((zpl.Length == 0, run.Set) switch { (true, SetC) => ">;", (true, _) => ">:", (false, SetC) => ">5", _ => ">6" });
            foreach (var character in run.Text)
                zpl.Append(character switch { Fnc1 => ">8", '>' => ">0", _ => character.ToString() });
        }
        return zpl.ToString();
    }

    /// <summary>Values of what GS k was given, and the text they stand for; null when a printer would refuse it.</summary>
    public static (List<int> Values, string Text)? FromEscPos(ReadOnlySpan<byte> data)
    {
        var values = new List<int>();
        var text = new StringBuilder();
        var set = -1;
        for (var place = 0; place < data.Length; place++)
        {
            if (data[place] == '{' && place + 1 < data.Length && data[place + 1] != '{')
            {
                var special = (char)data[++place];
                if (special is >= 'A' and <= 'C')
                {
                    values.Add(values.Count == 0 ? StartA + special - 'A' : special switch { 'A' => CodeA, 'B' => CodeB, _ => CodeC });
                    set = special - 'A';
                    continue;
                }
                if (set < 0 || special is not ('1' or 'S'))
                    return null;
                values.Add(special == '1' ? Fnc1Value : ShiftValue);
                if (special == '1')
                    text.Append(Fnc1);
                continue;
            }
            if (data[place] == '{')
                place++;
            var value = data[place];
            switch (set)
            {
                case SetA when value < 96:
                    values.Add(value < 32 ? value + 64 : value - 32);
                    text.Append((char)value);
                    break;
                case SetB when value is >= 32 and < 128:
                    values.Add(value - 32);
                    text.Append((char)value);
                    break;
                case SetC when value < 100:
                    values.Add(value);
                    text.Append((char)('0' + value / 10)).Append((char)('0' + value % 10));
                    break;
                default:
                    return null;
            }
        }
        return values.Count > 1 ? (values, text.ToString()) : null;
    }

    private static byte[] ToEscPos(List<Run> runs)
    {
        var bytes = new List<byte>();
        foreach (var run in runs)
        {
            bytes.AddRange((byte)'{', (byte)('A' + run.Set));
            for (var place = 0; place < run.Text.Length; place++)
            {
                var character = run.Text[place];
                if (character == Fnc1)
                    bytes.AddRange("{1"u8);
                else if (run.Set == SetC)
                    bytes.Add((byte)((character - '0') * 10 + run.Text[++place] - '0'));
                else if (character == '{')
                    bytes.AddRange("{{"u8);
                else
                    bytes.Add((byte)character);
            }
        }
        return [.. bytes];
    }

    /// <summary>
    /// Digits in pairs where enough stand together, everything else one by one. A pair is one byte to an ESC/POS printer, and some bytes together are a command that it obeys
    /// even within a barcode, a drawer pulse among them: such data goes digit by digit, and is as wide as that.
    /// </summary>
    private static List<Run> Runs(string text) => Paired(text) is var runs && RealTime.Within(ToEscPos(runs)) ? [new Run(SetB, text)] : runs;

    private static List<Run> Paired(string text)
    {
        var runs = new List<Run>();
        var single = new StringBuilder();
        for (var place = 0; place < text.Length;)
        {
            var digits = Digits(text, place);
            var pairs = digits.Count(char.IsAsciiDigit) is var count && (count >= DigitsWorthwhile || count == text.Count(character => character != Fnc1)) && count > 1 ? digits : "";
            if (pairs.Length == 0)
            {
                single.Append(text[place++]);
                continue;
            }
            if (single.Length > 0)
                runs.Add(new Run(SetB, single.ToString()));
            single.Clear();
            runs.Add(new Run(SetC, pairs));
            place += pairs.Length;
        }
        if (single.Length > 0)
            runs.Add(new Run(SetB, single.ToString()));
        return runs;
    }

    /// <summary>What could go in pairs from here on: digits, and FNC1 between pairs but not at the end.</summary>
    private static string Digits(string text, int start)
    {
        var (end, place) = (start, start);
        while (place < text.Length)
        {
            if (text[place] == Fnc1)
                place++;
            else if (place + 1 < text.Length && char.IsAsciiDigit(text[place]) && char.IsAsciiDigit(text[place + 1]))
                end = place += 2;
            else
                break;
        }
        return text[start..end];
    }
}
