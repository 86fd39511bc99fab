using System.Globalization;
using System.Text;
using Store.Contracts.Devices;

namespace Store.Devices.Displays;

/// <summary>What the customer is shown. Each display makes of it what it can.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Name">Of goods, or the words of an idle display; of lines the upper one, and what moves through it.</param>
/// <param name="Amount">Of goods, the total or the change.</param>
/// <param name="Detail">Such as quantity and price of one; letters that every display has. Of lines the lower one.</param>
/// <param name="Total">With goods: what everything costs so far.</param>
internal sealed record DisplayContent(DisplayKind Kind, string Name = "", decimal Amount = 0, string Detail = "", decimal? Total = null)
{
    /// <summary>An amount as displays write it.</summary>
    public string AmountText => Text(Amount);

    public static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}

/// <summary>What a customer is shown.</summary>
internal enum DisplayKind
{
    /// <summary>Words while nobody is served.</summary>
    Idle,

    /// <summary>Goods that have just been added.</summary>
    Item,

    /// <summary>What everything costs.</summary>
    Total,

    /// <summary>What the customer has given.</summary>
    Paid,

    /// <summary>What the customer gets back.</summary>
    Change,

    /// <summary>Two lines as they are.</summary>
    Lines,

    /// <summary>The same, of which an upper one that is too long moves.</summary>
    Marquee,
}

/// <summary>Text of displays that have no Chinese: their own letters, digits and signs.</summary>
internal static class DisplayText
{
    private const char FirstFullWidth = '\uFF01';
    private const char LastFullWidth = '\uFF5E';
    private const int FullWidthApart = FirstFullWidth - '!';
    private const string Apart = "   ";

    /// <summary>What is left of a text in ASCII: accents go, wide signs become narrow, what has no letter there is left out, and what it leaves between words is one space.</summary>
    public static string Ascii(string text) => string.Join(' ', Letters(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The same with every space, for who has put them there.</summary>
    private static string Letters(string text)
    {
        var narrow = new StringBuilder(text.Length);
        foreach (var sign in PlainText.Normalized(text, NormalizationForm.FormD))
        {
            var one = sign switch
            {
                >= FirstFullWidth and <= LastFullWidth => (char)(sign - FullWidthApart),
                '\u3000' or '\u00A0' => ' ',
                '\u00D7' => 'x',
                '\u2013' or '\u2014' => '-',
                _ => sign,
            };
            if (one is >= ' ' and <= '~')
                narrow.Append(one);
        }

        return narrow.ToString();
    }

    /// <summary>A line with one text at its left and one at its right end; the left gives way.</summary>
    public static string Line(string left, string right, int columns)
    {
        if (right.Length >= columns)
            return right[^columns..];
        var room = columns - right.Length - (right.Length == 0 ? 0 : 1);
        return (left.Length > room ? left[..room] : left).PadRight(columns - right.Length) + right;
    }

    /// <summary>Whether a text moves through the upper line.</summary>
    public static bool Moves(DisplayContent content, int columns) => content.Kind == DisplayKind.Marquee && Letters(content.Name).Length > columns;

    /// <summary>The two lines of a display of letters.</summary>
    /// <param name="step">How far a text that moves has come.</param>
    public static (string Upper, string Lower) Lines(DisplayContent content, int columns, int step = 0)
    {
        var name = Ascii(content.Name);
        return content.Kind switch
        {
            DisplayKind.Lines or DisplayKind.Marquee => (Moves(content, columns) ? Window(Letters(content.Name), columns, step) : Left(content.Name, columns), Left(content.Detail, columns)),
            DisplayKind.Idle => (Line(Middle(name, columns), "", columns), Line(Middle(Ascii(content.Detail), columns), "", columns)),
            // Goods with a Chinese name are known by quantity and price.
            DisplayKind.Item when content.Total is { } total => (Line(name.Length > 0 ? name : Ascii(content.Detail), content.AmountText, columns), Line("TOTAL", DisplayContent.Text(total), columns)),
            DisplayKind.Item => (Line(name, "", columns), Line(Ascii(content.Detail), content.AmountText, columns)),
            DisplayKind.Total => (Line("TOTAL", content.AmountText, columns), Line(Ascii(content.Detail), "", columns)),
            DisplayKind.Paid => (Line("PAID", content.AmountText, columns), Line(Ascii(content.Detail), "", columns)),
            _ => (Line("CHANGE", content.AmountText, columns), Line(Ascii(content.Detail), "", columns)),
        };
    }

    private static string Left(string text, int columns) => Letters(text).PadRight(columns)[..columns];

    /// <summary>What is seen of a text that goes round, with its beginning behind its end.</summary>
    private static string Window(string text, int columns, int step)
    {
        var round = text + Apart;
        return string.Create(columns, (round, step), static (letters, shown) =>
        {
            for (var at = 0; at < letters.Length; at++)
                letters[at] = shown.round[(shown.step + at) % shown.round.Length];
        });
    }

    private static string Middle(string text, int columns) => text.Length >= columns ? text : text.PadLeft((columns + text.Length) / 2);
}
