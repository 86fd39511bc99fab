using Store.Contracts.Devices;

namespace Store.Checkout.Paper;

/// <summary>A paper in columns of a fixed-width printer, as it is shown on the screen. It is laid out as printers lay it out.</summary>
internal static class PaperText
{
    /// <param name="document">The paper.</param>
    /// <param name="columns">32 on 58 mm, 48 on 80 mm.</param>
    public static string Render(PrintDocument document, int columns) =>
        string.Concat(document.Elements.SelectMany(element => Lines(element, columns)).Select(line => line.TrimEnd() + '\n'));

    private static IEnumerable<string> Lines(PrintElement element, int columns)
    {
        // What is twice as wide has half the columns; on the screen it is as wide as everything else.
        var wide = columns / Math.Max(1, element.Scale);
        return element.Kind switch
        {
            PrintKind.Text => Aligned(element.Text!, element.Align, wide, columns),
            PrintKind.Columns => TextLayout.SideBySide(element.Columns!, wide).Select(line => string.Concat(line)),
            PrintKind.Rule => [new string('-', columns)],
            PrintKind.Barcode when element.Readable => Aligned(element.Data!, element.Align, columns, columns),
            PrintKind.QrCode => Aligned(element.Data!, element.Align, columns, columns),
            PrintKind.Feed => Enumerable.Repeat("", element.Lines),
            _ => [],
        };
    }

    private static IEnumerable<string> Aligned(string text, PrintAlign align, int wrapAt, int columns) => PlainText.Paragraphs(text)
        .SelectMany(paragraph => TextLayout.Wrap(paragraph, wrapAt))
        .Select(line => new string(' ', TextLayout.Indent(align, Gb18030.Columns(line), columns)) + string.Concat(line));
}
