using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Store.Contracts.Devices;

namespace Store.Checkout.Paper;

/// <summary>A paper as a small HTML page of its own, to show or to print from a browser.</summary>
internal static class PaperHtml
{
    private const string Style = """
        body{font:14px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums;margin:0 auto;padding:4mm}p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}hr{border:0;border-top:1px dashed #888;margin:6px 0}
        .row{display:flex}.row>span{flex:1 1 0;overflow-wrap:anywhere}.row>.need{flex:0 0 auto;max-width:70%;padding-left:1ch}.b{font-weight:700}.inverted{background:#000;color:#fff}.Center{text-align:center}.Right{text-align:right}
        img{display:block;margin:0 auto;max-width:100%;image-rendering:pixelated}.code{display:block;width:100%;max-width:72mm;height:40px;margin:4px auto 0}.qr{display:block;width:28mm;margin:4px auto 0}.unprinted{display:none}@media print{.unprinted{display:block}}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    /// <param name="document">The paper.</param>
    /// <param name="title">Of the page.</param>
    /// <param name="markOnPaper">What is written on it should it be printed without being counted as a print.</param>
    /// <param name="millimetres">How wide the page is at most.</param>
    public static string Render(PrintDocument document, string title, string? markOnPaper = null, int millimetres = 80)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><meta charset=\"utf-8\"><title>{Text(title)}</title><style>{Style}body{{max-width:{millimetres}mm}}</style>\n");
        if (markOnPaper is not null)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"b Center unprinted\">{Text(markOnPaper)}</p>");
        foreach (var element in document.Elements)
            Add(html, element);
        return html.Append('\n').ToString();
    }

    private static void Add(StringBuilder html, PrintElement element)
    {
        var scale = element.Scale > 1 ? string.Create(CultureInfo.InvariantCulture, $" style=\"font-size:{100 + (40 * (element.Scale - 1))}%\"") : "";
        switch (element.Kind)
        {
            case PrintKind.Text:
                html.Append(CultureInfo.InvariantCulture, $"<p class=\"{element.Align}{(element.Bold ? " b" : "")}{(element.Inverted ? " inverted" : "")}\"{scale}>{Text(element.Text!)}</p>");
                break;
            case PrintKind.Columns:
                html.Append(CultureInfo.InvariantCulture, $"<div class=\"row{(element.Bold ? " b" : "")}\"{scale}>");
                foreach (var cell in element.Columns!)
                {
                    var need = cell.Width == 0 && cell.Align == PrintAlign.Right ? " need" : "";
                    var width = cell.Width > 0 ? string.Create(CultureInfo.InvariantCulture, $" style=\"flex:0 0 {cell.Width}ch\"") : "";
                    html.Append(CultureInfo.InvariantCulture, $"<span class=\"{cell.Align}{need}\"{width}>{Text(cell.Text)}</span>");
                }

                html.Append("</div>");
                break;
            case PrintKind.Rule:
                html.Append("<hr>");
                break;
            case PrintKind.Barcode:
                html.Append(Code128.Svg(element.Data!));
                if (element.Readable)
                    html.Append(CultureInfo.InvariantCulture, $"<p class=Center>{Text(element.Data!)}</p>");
                break;
            case PrintKind.QrCode:
                html.Append(QrSvg.Of(element.Data!));
                break;
            case PrintKind.Picture:
                html.Append(CultureInfo.InvariantCulture, $"<img alt=\"\" src=\"data:image/png;base64,{Convert.ToBase64String(element.Png!)}\">");
                break;
            case PrintKind.Feed:
                html.Insert(html.Length, "<br>", element.Lines);
                break;
        }
    }

    private static string Text(string text) => Encoder.Encode(text);
}
