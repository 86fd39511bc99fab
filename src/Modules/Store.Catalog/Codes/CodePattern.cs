using System.Globalization;
using Store.Catalog.Barcodes;

namespace Store.Catalog.Codes;

/// <summary>
/// The pattern of a mask, one sign after the other:
/// <list type="bullet">
/// <item>a digit, or <c>- _ / +</c>: itself; letters between apostrophes: themselves, whatever their case;</item>
/// <item><c>I</c>: a sign of the item's or card's code; <c>I*</c> at the end: as many as there are, one at least;</item>
/// <item><c>{WWWWW}</c>: a weight in grams; with decimals, <c>{WWWDD}</c>, in kilograms; <c>{QQQ}</c>: a number of pieces; <c>{NNNDD}</c>: an amount with its decimals;</item>
/// <item><c>C</c>: the check digit of all digits before it, as on every EAN;</item>
/// <item><c>.</c>: any sign; <c>*</c> at the end: any signs or none.</item>
/// </list>
/// </summary>
internal sealed class CodePattern
{
    public const int LengthAtMost = 64;

    private const int ValueDigitsAtMost = 9;
    private const int GramsInKilogram = 1000;

    private readonly List<Sign> signs;

    private CodePattern(List<Sign> signs) => this.signs = signs;

    public bool HasItem => signs.Exists(sign => sign.Kind is Part.Item or Part.ItemRest);

    public bool HasValue => signs.Exists(sign => sign.Kind is Part.Amount or Part.Weight or Part.Pieces);

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static CodePattern Of(string text)
    {
        var read = new List<Sign>();
        for (var at = 0; at < text.Length;)
        {
            if (read is [.., { Kind: Part.ItemRest or Part.AnyRest }])
                throw new FormatException("Nothing stands behind the star.");
            at += Take(text, at, read);
        }

        if (read.Count == 0)
            throw new FormatException("The pattern is empty.");
        if (read.Where(sign => sign.Kind is Part.Amount or Part.Weight or Part.Pieces).Select(sign => sign.Kind).GroupBy(kind => kind).Any(kind => kind.Count() > 1))
            throw new FormatException("Each of amount, weight and pieces stands once at most.");
        return new CodePattern(read);
    }

    /// <summary>Holds a code, in upper case, against the pattern; null where it does not fit.</summary>
    public CodeReading? Read(string code)
    {
        var reading = new CodeReading(Item: null, Amount: null, Kilograms: null, Pieces: null);
        var at = 0;
        foreach (var sign in signs)
        {
            var length = sign.Kind is Part.ItemRest or Part.AnyRest ? code.Length - at : sign.Length;
            if (at + length > code.Length || (sign.Kind == Part.ItemRest && length == 0))
                return null;
            var here = code.Substring(at, length);
            at += length;
            switch (sign.Kind)
            {
                case Part.Fixed when here != sign.Text:
                case Part.Check when !Gtin.CheckDigitIsRight(code.AsSpan(0, at)):
                    return null;
                case Part.Item or Part.ItemRest:
                    reading = reading with { Item = reading.Item + here };
                    break;
                case Part.Amount or Part.Weight or Part.Pieces:
                    if (Value(here, sign.Decimals) is not { } value)
                        return null;
                    reading = sign.Kind switch
                    {
                        Part.Amount => reading with { Amount = Money.FromDecimal(value) },
                        Part.Weight => reading with { Kilograms = sign.Decimals == 0 ? value / GramsInKilogram : value },
                        _ => reading with { Pieces = value },
                    };
                    break;
            }
        }

        return at == code.Length ? reading : null;
    }

    /// <summary>The pattern as one of EAN-13 codes that a chain makes itself: digits, then the item, then the check digit; null where it is none.</summary>
    public OwnEan? AsOwnEan()
    {
        var prefix = string.Concat(signs.TakeWhile(sign => sign.Kind == Part.Fixed).Select(sign => sign.Text));
        var items = signs.SkipWhile(sign => sign.Kind == Part.Fixed).TakeWhile(sign => sign.Kind == Part.Item).Count();
        return prefix.Length > 0 && items > 0 && prefix.All(char.IsAsciiDigit) && prefix.Length + items + 1 == Gtin.EanLength && signs[^1].Kind == Part.Check && signs.Count(sign => sign.Kind != Part.Fixed) == items + 1
            ? new OwnEan(prefix, items)
            : null;
    }

    /// <summary>Takes the sign at a place and says how much of the text it was.</summary>
    private static int Take(string text, int at, List<Sign> signs)
    {
        var rest = text[at..];
        switch (text[at])
        {
            case >= '0' and <= '9' or '-' or '_' or '/' or '+':
                signs.Add(new Sign(Part.Fixed, 1, rest[..1]));
                return 1;
            case '.':
                signs.Add(new Sign(Part.Any, 1));
                return 1;
            case 'C':
                signs.Add(new Sign(Part.Check, 1));
                return 1;
            case 'I' when rest is ['I', '*', ..]:
                signs.Add(new Sign(Part.ItemRest, 0));
                return 2;
            case 'I':
                signs.Add(new Sign(Part.Item, 1));
                return 1;
            case '*':
                signs.Add(new Sign(Part.AnyRest, 0));
                return 1;
            case '\'' when rest.IndexOf('\'', 1) is > 1 and var end:
                signs.Add(new Sign(Part.Fixed, end - 1, rest[1..end].ToUpperInvariant()));
                return end + 1;
            case '{' when rest.IndexOf('}', StringComparison.Ordinal) is > 1 and var end:
                signs.Add(ValueOf(rest[1..end]));
                return end + 1;
            default:
                throw new FormatException($"'{rest[..1]}' at place {(at + 1).ToString(CultureInfo.InvariantCulture)} means nothing in a pattern.");
        }
    }

    private static Sign ValueOf(string text)
    {
        var kind = text[0] switch
        {
            'N' => Part.Amount,
            'W' => Part.Weight,
            'Q' => Part.Pieces,
            _ => throw new FormatException($"{{{text}}} begins with none of N, W and Q."),
        };
        var whole = text.TakeWhile(letter => letter == text[0]).Count();
        var decimals = text.Length - whole;
        if (text[whole..].Any(letter => letter != 'D'))
            throw new FormatException($"{{{text}}} has other letters than {text[0]} and, behind them, D.");
        if (text.Length > ValueDigitsAtMost || decimals > (kind == Part.Amount ? Money.Decimals : 3))
            throw new FormatException($"{{{text}}} is too long, or has more decimals than Store keeps.");
        return new Sign(kind, text.Length, Decimals: decimals);
    }

    private static decimal? Value(string digits, int decimals)
    {
        if (!digits.All(char.IsAsciiDigit))
            return null;
        var value = decimal.Parse(digits, CultureInfo.InvariantCulture);
        for (var i = 0; i < decimals; i++)
            value /= 10;
        return value;
    }

    private enum Part
    {
        Fixed,
        Any,
        Check,
        Item,
        ItemRest,
        AnyRest,
        Amount,
        Weight,
        Pieces,
    }

    private sealed record Sign(Part Kind, int Length, string Text = "", int Decimals = 0);
}

/// <summary>EAN-13 codes of a chain's own.</summary>
/// <param name="Prefix">The digits that all of them begin with.</param>
/// <param name="ItemDigits">How many digits number the goods.</param>
internal sealed record OwnEan(string Prefix, int ItemDigits)
{
    /// <summary>The code of a number.</summary>
    public string Write(long number)
    {
        var digits = Prefix + number.ToString(CultureInfo.InvariantCulture).PadLeft(ItemDigits, '0');
        return digits + Gtin.CheckDigit(digits);
    }
}

/// <summary>What a code says by a pattern.</summary>
/// <param name="Item">The item's or card's own code; null where the pattern has no place for it.</param>
/// <param name="Amount">What the label costs.</param>
/// <param name="Kilograms">What it weighs.</param>
/// <param name="Pieces">How many it counts.</param>
internal sealed record CodeReading(string? Item, Money? Amount, decimal? Kilograms, decimal? Pieces);
