using System.Text;
using Store.Contracts.Devices;

namespace Store.Checkout.Paper;

/// <summary>A paper in columns of a fixed-width printer, as it is shown on the screen.</summary>
internal static class PaperText
{
    /// <param name="document">The paper.</param>
    /// <param name="columns">32 on 58 mm, 48 on 80 mm.</param>
    public static string Render(PrintDocument document, int columns) =>
        string.Concat(document.Elements.SelectMany(element => Lines(element, columns)).Select(line => line.TrimEnd() + '\n'));

    /// <summary>How many columns a text takes on paper: East Asian wide characters take two.</summary>
    public static int Width(string text) => text.EnumerateRunes().Sum(Width);

    private static IEnumerable<string> Lines(PrintElement element, int columns) => element.Kind switch
    {
        PrintKind.Text => element.Text!.Split('\n').SelectMany(line => Wrapped(line, columns)).Select(line => Aligned(line, element.Align, columns)),
        PrintKind.Columns => InColumns(element.Columns!, columns),
        PrintKind.Rule => [new string('-', columns)],
        PrintKind.Barcode when element.Readable => [Aligned(element.Data!, element.Align, columns)],
        PrintKind.QrCode => [Aligned(element.Data!, element.Align, columns)],
        PrintKind.Feed => Enumerable.Repeat("", element.Lines),
        _ => [],
    };

    private static IEnumerable<string> InColumns(IReadOnlyList<PrintColumn> cells, int columns)
    {
        var widths = Widths(cells, columns);
        var wrapped = cells.Select((cell, index) => Wrapped(cell.Text, widths[index]).ToList()).ToList();
        for (var row = 0; row < wrapped.Max(lines => lines.Count); row++)
            yield return string.Concat(wrapped.Select((lines, index) => Filled(row < lines.Count ? lines[row] : "", cells[index].Align, widths[index])));
    }

    /// <summary>What is right-aligned without a width takes its text and a space; what is left is shared by the others.</summary>
    private static List<int> Widths(IReadOnlyList<PrintColumn> cells, int columns)
    {
        var most = columns * 2 / 3;
        var needed = cells.Select((cell, index) => cell.Width > 0 ? cell.Width : cell.Align == PrintAlign.Right ? Math.Min(most, Width(cell.Text) + Math.Min(1, index)) : 0).ToList();
        var (left, sharing) = (Math.Max(0, columns - needed.Sum()), needed.Count(width => width == 0));
        return needed.ConvertAll(width => width > 0 ? width : Math.Max(2, left / sharing));
    }

    private static string Aligned(string text, PrintAlign align, int columns) => Filled(text, align, columns).TrimEnd();

    private static string Filled(string text, PrintAlign align, int columns)
    {
        var free = Math.Max(0, columns - Width(text));
        var before = align switch
        {
            PrintAlign.Right => free,
            PrintAlign.Center => free / 2,
            _ => 0,
        };
        return new string(' ', before) + text + new string(' ', free - before);
    }

    private static IEnumerable<string> Wrapped(string text, int columns)
    {
        var (line, used) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + Width(rune) > columns)
            {
                yield return line.ToString();
                (line, used) = (new StringBuilder(), 0);
            }

            line.Append(rune);
            used += Width(rune);
        }

        yield return line.ToString();
    }

    private static int Width(Rune rune) => rune.Value switch
    {
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3
            or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE4F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 => 2,
        _ => 1,
    };
}
