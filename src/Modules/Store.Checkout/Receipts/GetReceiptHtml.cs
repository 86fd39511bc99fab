using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Store.Checkout.Currencies;

namespace Store.Checkout.Receipts;

/// <summary>A receipt as a small HTML page of its own, to show or to print from a browser.</summary>
internal static class GetReceiptHtml
{
    internal sealed record Query(long StoreId, long SaleId, string? Language) : IQuery<string>, IStoreScoped;

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, string>
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

        public async Task<string> Handle(Query query, CancellationToken cancellationToken)
        {
            var receipt = await mediator.Send(new GetReceipt.Query(query.StoreId, query.SaleId), cancellationToken);
            return Render(receipt, ReceiptWords.In(query.Language), copyMark: null, markOnPaper: ReceiptMarks.In(query.Language).Copy);
        }

        /// <param name="receipt">The receipt.</param>
        /// <param name="words">The words on it.</param>
        /// <param name="copyMark">What a copy is marked with; null for the original.</param>
        /// <param name="markOnPaper">What is written on it should it be printed without being counted as a print.</param>
        internal static string Render(GetReceipt.Result receipt, ReceiptWords words, string? copyMark, string? markOnPaper = null)
        {
            var isReturn = receipt.Kind == "Return";
            var html = new StringBuilder();
            html.Append(CultureInfo.InvariantCulture, $$"""
                <!doctype html><meta charset="utf-8"><title>{{Text(receipt.RegisterCode)}}-{{receipt.ReceiptNumber:000000}}</title>
                <style>body{font:14px/1.5 system-ui,sans-serif;max-width:80mm;margin:0 auto;padding:4mm}h1,h2{text-align:center;font-size:18px;margin:0}h2{font-size:14px;font-weight:400}
                table{width:100%;border-collapse:collapse;margin:8px 0;border-block:1px dashed #888}td:not(:first-child),th:not(:first-child){text-align:right}
                dl{display:grid;grid-template-columns:1fr auto;margin:0}dd{margin:0;text-align:right}.total{font-size:18px;font-weight:600}p{text-align:center;margin:4px 0}.copy{font-weight:700;font-size:16px}.code{width:100%;height:40px}</style>
                <h1>{{Text(receipt.StoreName)}}</h1><h2>{{Text(isReturn ? words.Return : words.Receipt)}}</h2>{{Mark(copyMark, markOnPaper)}}
                <dl><dt>{{Text(words.Number)}}</dt><dd>{{Text(receipt.RegisterCode)}}-{{receipt.ReceiptNumber:000000}}</dd>
                """);
            if (receipt.OriginalReceiptNumber is { } original)
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(words.Original)}</dt><dd>{original:000000}</dd>");
            html.Append(CultureInfo.InvariantCulture, $"<dt>{receipt.LocalTime:yyyy-MM-dd}</dt><dd>{receipt.LocalTime:HH:mm:ss}</dd><dt>{Text(words.Cashier)}</dt><dd>{Text(receipt.CashierName)}</dd></dl>");
            html.Append(CultureInfo.InvariantCulture, $"<table><tr><th align=left>{Text(words.Item)}</th><th>{Text(words.Quantity)}</th><th>{Text(words.Price)}</th><th>{Text(words.Amount)}</th></tr>");
            foreach (var line in receipt.Lines)
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(line.ProductName)}</td><td>{Text(words.QuantityOf(line))}</td><td>{ReceiptWords.PriceOf(line)}</td><td>{line.Total}</td></tr>");
            html.Append(CultureInfo.InvariantCulture, $"</table><dl><dt class=total>{Text(isReturn ? words.RefundTotal : words.Total)}</dt><dd class=total>{Text(receipt.Currency)} {receipt.Total}</dd>");
            foreach (var tax in receipt.Taxes.Where(tax => tax.Tax != Money.Zero))
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(receipt.PricesIncludeTax ? words.TaxIncluded : words.Tax)} {tax.TaxRate.ToPercent():0.####}%</dt><dd>{tax.Tax}</dd>");
            if (receipt.Rounding != Money.Zero)
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(words.Rounding)}</dt><dd>{receipt.Rounding}</dd>");
            foreach (var payment in receipt.Payments.Where(payment => payment.Tendered != Money.Zero))
            {
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(words.Tender(payment.Tender))}</dt><dd>{payment.Tendered}</dd>");
                if (payment.Foreign is { } foreign)
                    html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(payment.Currency!)} {CurrencyCodes.Text(payment.Currency!, foreign)} × {payment.Rate}</dt><dd></dd>");
            }

            foreach (var correction in receipt.Corrections)
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(words.Correction)} {Text(words.Tender(correction.FromTender))} &gt; {Text(words.Tender(correction.ToTender))}</dt><dd>{correction.Amount}</dd>");
            if (receipt.Change != Money.Zero)
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(words.Change)}</dt><dd>{receipt.Change}</dd>");
            foreach (var (word, points) in words.PointsOf(receipt))
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(word)}</dt><dd>{points}</dd>");
            html.Append(CultureInfo.InvariantCulture, $"</dl><p>{Text(words.Thanks)}</p>{Code128.Svg(ReceiptCode.Of(receipt.SaleId))}<p>{ReceiptCode.Of(receipt.SaleId)}</p>\n");
            foreach (var coupon in receipt.Coupons)
                html.Append(CultureInfo.InvariantCulture, $"<hr><p><b>{Text(words.Coupon)} {Text(coupon.Name)}</b></p>{Code128.Svg(coupon.Code)}<p>{coupon.Code}</p><p>{Text(words.DaysOf(coupon))}</p>\n");
            return html.ToString();
        }

        private static string Mark(string? copyMark, string? markOnPaper) => copyMark is not null ? $"<p class=copy>{Text(copyMark)}</p>"
            : markOnPaper is not null ? $"<style>.unprinted{{display:none}}@media print{{.unprinted{{display:block}}}}</style><p class=\"copy unprinted\">{Text(markOnPaper)}</p>" : "";

        private static string Text(string text) => Encoder.Encode(text);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/sales/{saleId:long}/receipt.html", async (long storeId, long saleId, string? language, IMediator mediator, CancellationToken cancel) =>
                Results.Content(await mediator.Send(new Query(storeId, saleId, language), cancel), "text/html; charset=utf-8"))
            .RequirePermission("checkout.sell")
            .WithName(nameof(GetReceiptHtml)).WithSummary("Get a receipt as HTML")
            .Produces<string>(contentType: "text/html").ProducesProblem(404);
    }
}
