using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Store.Checkout.Receipts;

/// <summary>Lays out a gift receipt: the goods without any amount, and the code by which the sale is found.</summary>
internal static class GiftReceipt
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    public static string Html(GetReceipt.Result receipt, ReceiptWords words, ReceiptMarks marks, int copy)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $$"""
            <!doctype html><meta charset="utf-8"><title>{{Text(receipt.RegisterCode)}}-{{receipt.ReceiptNumber:000000}}</title>
            <style>body{font:14px/1.5 system-ui,sans-serif;max-width:80mm;margin:0 auto;padding:4mm}h1,h2{text-align:center;font-size:18px;margin:0}h2{font-size:14px;font-weight:400}
            table{width:100%;border-collapse:collapse;margin:8px 0;border-block:1px dashed #888}td:not(:first-child),th:not(:first-child){text-align:right}
            dl{display:grid;grid-template-columns:1fr auto;margin:0}dd{margin:0;text-align:right}p{text-align:center;margin:4px 0}.copy{font-weight:700;font-size:16px}.code{width:100%;height:40px}</style>
            <h1>{{Text(receipt.StoreName)}}</h1><h2>{{Text(marks.Gift)}}</h2>
            """);
        if (marks.CopyOf(copy) is { } mark)
            html.Append(CultureInfo.InvariantCulture, $"<p class=copy>{Text(mark)}</p>");
        html.Append(CultureInfo.InvariantCulture, $"<dl><dt>{Text(words.Number)}</dt><dd>{Text(receipt.RegisterCode)}-{receipt.ReceiptNumber:000000}</dd>");
        html.Append(CultureInfo.InvariantCulture, $"<dt>{receipt.LocalTime:yyyy-MM-dd}</dt><dd>{receipt.LocalTime:HH:mm:ss}</dd></dl>");
        html.Append(CultureInfo.InvariantCulture, $"<table><tr><th align=left>{Text(words.Item)}</th><th>{Text(words.Quantity)}</th></tr>");
        foreach (var line in receipt.Lines.Where(line => line.Quantity != Quantity.Zero))
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(line.ProductName)}</td><td>{line.Quantity}{Text(line.Unit)}</td></tr>");
        var code = ReceiptCode.Of(receipt.SaleId);
        return html.Append(CultureInfo.InvariantCulture, $"</table><p>{Text(marks.GiftHint)}</p>{Code128.Svg(code)}<p>{code}</p>\n").ToString();
    }

    public static string PlainText(GetReceipt.Result receipt, int columns, ReceiptWords words, ReceiptMarks marks, int copy)
    {
        List<string> lines = [ReceiptText.Centred(receipt.StoreName, columns), ReceiptText.Centred(marks.Gift, columns)];
        if (marks.CopyOf(copy) is { } mark)
            lines.Add(ReceiptText.Centred(mark, columns));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"{words.Number} {receipt.RegisterCode}-{receipt.ReceiptNumber:000000}"));
        lines.Add(receipt.LocalTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        lines.Add(new string('-', columns));
        foreach (var line in receipt.Lines.Where(line => line.Quantity != Quantity.Zero))
        {
            lines.AddRange(ReceiptText.Wrapped(line.ProductName, columns));
            lines.Add(ReceiptText.Apart("", $"{line.Quantity}{line.Unit}", columns));
        }

        lines.Add(new string('-', columns));
        lines.AddRange(ReceiptText.Wrapped(marks.GiftHint, columns));
        lines.Add(ReceiptText.Centred(ReceiptCode.Of(receipt.SaleId), columns));
        return string.Concat(lines.Select(line => line.TrimEnd() + '\n'));
    }

    private static string Text(string text) => Encoder.Encode(text);
}
