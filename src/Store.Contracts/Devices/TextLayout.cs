using System.Text;

namespace Store.Contracts.Devices;

/// <summary>Lays text out on lines of so many columns, for printers and for the screen that shows what they print. No line is ever wider, and no character is ever split: the printer would go on in the next line and shift what follows.</summary>
public static class TextLayout
{
    /// <summary>The least that a column may have: a Chinese character.</summary>
    private const int NarrowestColumn = 2;

    private static readonly Rune Space = new(' ');

    /// <summary>Breaks a paragraph into lines: behind a space where a Latin word would be torn otherwise, else between any two characters.</summary>
    /// <param name="columns">At least two.</param>
    public static IEnumerable<IReadOnlyList<Rune>> Wrap(IReadOnlyList<Rune> paragraph, int columns)
    {
        var start = 0;
        do
        {
            var (end, width) = (start, 0);
            while (end < paragraph.Count && width + Gb18030.Columns(paragraph[end]) <= columns)
                width += Gb18030.Columns(paragraph[end++]);
            var next = end;
            if (end < paragraph.Count && paragraph[end] == Space)
            {
                next++;
            }
            else if (end < paragraph.Count && TearsWord(paragraph, end))
            {
                var space = end - 1;
                while (space > start && paragraph[space] != Space && paragraph[space].IsAscii)
                    space--;
                // A word that fills the line is torn all the same; so is a line that is mostly one.
                if (space > start && (paragraph[space] == Space || !paragraph[space].IsAscii))
                    next = end = space + 1;
            }
            yield return end < paragraph.Count ? Trimmed(paragraph, start, end) : [.. paragraph.Skip(start)];
            start = next;
        }
        while (start < paragraph.Count);
    }

    /// <summary>Lays cells out side by side, each wrapped within its column.</summary>
    public static IEnumerable<IReadOnlyList<Rune>> SideBySide(IReadOnlyList<PrintColumn> cells, int columns)
    {
        var texts = cells.Select(cell => PlainText.Paragraphs(cell.Text).ToList()).ToList();
        if (cells.Count * (NarrowestColumn + 1) > columns)
            return texts.SelectMany(text => text).SelectMany(paragraph => Wrap(paragraph, columns));
        var widths = Widths(cells, texts, columns);
        var blocks = texts.Select((text, cell) => text.SelectMany(paragraph => Wrap(paragraph, widths[cell] - Gutter(cells, widths, cell))).ToList()).ToList();
        return Enumerable.Range(0, blocks.Max(block => block.Count)).Select(line => Beside(cells, widths, blocks, line));
    }

    /// <summary>How a line stands in so many columns.</summary>
    public static int Indent(PrintAlign align, int width, int columns) => align switch
    {
        PrintAlign.Right => columns - width,
        PrintAlign.Center => (columns - width) / 2,
        _ => 0,
    };

    private static List<Rune> Beside(IReadOnlyList<PrintColumn> cells, int[] widths, List<List<IReadOnlyList<Rune>>> blocks, int line)
    {
        var runes = new List<Rune>();
        for (var (cell, start) = (0, 0); cell < cells.Count; start += widths[cell], cell++)
        {
            if (line >= blocks[cell].Count || blocks[cell][line].Count == 0)
                continue;
            var text = blocks[cell][line];
            // What is left of the gutter is on the side away from the text.
            var room = cells[cell].Align == PrintAlign.Right ? widths[cell] : widths[cell] - Gutter(cells, widths, cell);
            var at = start + Indent(cells[cell].Align, Gb18030.Columns(text), room);
            runes.AddRange(Enumerable.Repeat(Space, at - Gb18030.Columns(runes)));
            runes.AddRange(text);
        }
        return runes;
    }

    /// <summary>A blank column keeps neighbours apart. It belongs to the left one, or to the right one where both lean on their right ends.</summary>
    private static int Gutter(IReadOnlyList<PrintColumn> cells, int[] widths, int cell)
    {
        var parts = cells[cell].Align == PrintAlign.Right ? cell > 0 && cells[cell - 1].Align == PrintAlign.Right : cell < cells.Count - 1;
        return parts && widths[cell] > NarrowestColumn ? 1 : 0;
    }

    private static int[] Widths(IReadOnlyList<PrintColumn> cells, List<List<IReadOnlyList<Rune>>> texts, int columns)
    {
        var widths = cells.Select((cell, position) => cell switch
        {
            { Width: > 0 } => Math.Max(cell.Width, NarrowestColumn),
            { Align: PrintAlign.Right } => Math.Max(texts[position].Max(Gb18030.Columns) + (position > 0 && cells[position - 1].Align == PrintAlign.Right ? 1 : 0), NarrowestColumn),
            _ => 0,
        }).ToArray();
        var sharing = Enumerable.Range(0, widths.Length).Where(cell => widths[cell] == 0).ToList();
        // Those that share what is left have a right to a little of it.
        var available = columns - sharing.Count * (NarrowestColumn + 1);
        while (widths.Sum() > available)
            widths[Array.IndexOf(widths, widths.Max())]--;
        var left = columns - widths.Sum();
        for (var place = 0; place < sharing.Count; place++)
            widths[sharing[place]] = left / sharing.Count + (place < left % sharing.Count ? 1 : 0);
        return widths;
    }

    private static bool TearsWord(IReadOnlyList<Rune> paragraph, int end) => end > 0 && IsLatin(paragraph[end - 1]) && IsLatin(paragraph[end]);

    private static bool IsLatin(Rune rune) => rune.IsAscii && rune != Space;

    private static List<Rune> Trimmed(IReadOnlyList<Rune> paragraph, int start, int end)
    {
        while (end > start && paragraph[end - 1] == Space)
            end--;
        return [.. paragraph.Skip(start).Take(end - start)];
    }
}
