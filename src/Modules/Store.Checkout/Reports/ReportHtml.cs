using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Store.Checkout.Currencies;
using Store.Checkout.Shifts;

namespace Store.Checkout.Reports;

/// <summary>An X or Z report on a page for 80 mm paper.</summary>
internal static class ReportHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    /// <param name="report">The figures.</param>
    /// <param name="zNumber">The number of a Z; null for an X.</param>
    /// <param name="words">The language.</param>
    public static string Render(ShiftReport report, long? zNumber, ReportWords words)
    {
        var title = zNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $"Z {report.RegisterCode}-{number:0000}") : $"X {report.RegisterCode}";
        var zone = TimeZoneInfo.FindSystemTimeZoneById(report.TimeZone);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $$"""
            <!doctype html><meta charset="utf-8"><title>{{Text(title)}}</title>
            <style>body{font:14px/1.5 system-ui,sans-serif;max-width:80mm;margin:0 auto;padding:4mm}h1,h2{text-align:center;font-size:18px;margin:0}h2{font-weight:600}h3{font-size:14px;margin:10px 0 2px;border-bottom:1px dashed #888}
            dl{display:grid;grid-template-columns:1fr auto;margin:0}dd{margin:0;text-align:right}.total{font-weight:600}small{overflow-wrap:anywhere;color:#555}</style>
            <h1>{{Text(report.StoreName)}}</h1><h2>{{Text(zNumber is null ? words.XReport : words.ZReport)}} {{Text(title)}}</h2><dl>
            """);
        Row(html, words.BusinessDate, report.BusinessDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Row(html, words.ShiftKind(report.ShiftKind), report.RegisterCode);
        Row(html, words.Opened, $"{Time(report.OpenedAt, zone)} {report.OpenedByName}");
        if (report.EndedAt is { } ended)
            Row(html, words.Ended, Time(ended, zone));
        if (report.ClosedByName is { } closedBy)
            Row(html, words.ClosedBy, closedBy);
        if (report.ApproverName is { } approver)
            Row(html, words.ApprovedBy, approver);
        Row(html, words.MadeAt, Time(report.MadeAt, zone));

        Section(html, words.Sales);
        Row(html, $"{words.Sales} ({report.Sales})", report.SalesTotal);
        Row(html, $"{words.Returns} ({report.Returns})", report.ReturnsTotal);
        Row(html, words.Net, report.Net);
        foreach (var tax in report.Taxes)
            Row(html, string.Create(CultureInfo.InvariantCulture, $"{words.Tax} {tax.TaxCode} {tax.TaxRate.ToPercent():0.####}%"), tax.Tax);
        Row(html, $"{words.Total} {report.Currency}", report.Total, total: true);
        if (report.Rounding != Money.Zero)
            Row(html, words.Rounding, report.Rounding);
        if (report.Discounts != Money.Zero)
            Row(html, words.Discounts, report.Discounts);
        foreach (var register in report.Registers)
            Row(html, $"{words.Receipts} {register.RegisterCode}", string.Create(CultureInfo.InvariantCulture, $"{register.FirstReceipt:000000} – {register.LastReceipt:000000}"));

        foreach (var one in report.Voids)
            Row(html, $"{words.Void(one.Kind)} ({one.Voids})", one.Amount);
        Row(html, words.NoSales, report.NoSales.ToString(CultureInfo.InvariantCulture));

        Section(html, words.Tenders);
        foreach (var tender in report.Tenders)
            Row(html, $"{words.Tender(tender.Tender)} ({tender.Payments})", tender.Amount);

        Section(html, words.Drawer);
        Row(html, words.Float, report.Float);
        foreach (var tender in report.Tenders.Where(tender => tender.Tender == Contracts.Checkout.Tenders.Cash))
            Row(html, words.Tender(tender.Tender), tender.Amount);
        foreach (var movement in report.Movements)
            Row(html, $"{words.Movement(movement.Kind)} ({movement.Movements})", movement.Amount);
        Row(html, words.Expected, report.ExpectedCash, total: true);
        foreach (var count in report.Counts)
            Row(html, $"{words.Count} {count.CountNumber} {count.Currency} · {Time(count.CountedAt, zone)} {count.CountedByName}", count.Counted);
        if (report.OverShort is { } overShort)
            Row(html, words.OverShort, overShort, total: true);
        foreach (var currency in report.Currencies)
            Currency(html, currency, words);
        html.Append("</dl>");
        foreach (var register in report.Registers.Where(register => register.LastHash is not null))
            html.Append(CultureInfo.InvariantCulture, $"<p><small>{Text(register.RegisterCode)} {register.LastReceipt:000000} {Text(register.LastHash!)}</small></p>");
        return html.Append('\n').ToString();
    }

    private static void Currency(StringBuilder html, DrawerCurrency drawer, ReportWords words)
    {
        Section(html, string.Create(CultureInfo.InvariantCulture, $"{words.Tender(Contracts.Checkout.Tenders.ForeignCash)} {drawer.Currency} ({drawer.Payments})"));
        Row(html, words.Total, drawer.Base);
        Row(html, words.Expected, CurrencyCodes.Text(drawer.Currency, drawer.Expected));
        if (drawer.Counted is { } counted)
        {
            Row(html, words.Count, CurrencyCodes.Text(drawer.Currency, counted));
            Row(html, words.OverShort, CurrencyCodes.Text(drawer.Currency, counted - drawer.Expected));
        }
    }

    private static void Section(StringBuilder html, string title) => html.Append(CultureInfo.InvariantCulture, $"</dl><h3>{Text(title)}</h3><dl>");

    private static void Row(StringBuilder html, string name, Money amount, bool total = false) => html.Append(
        CultureInfo.InvariantCulture, $"<dt{(total ? " class=total" : "")}>{Text(name)}</dt><dd{(total ? " class=total" : "")}>{amount}</dd>");

    private static void Row(StringBuilder html, string name, string value) => html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(name)}</dt><dd>{Text(value)}</dd>");

    private static string Time(DateTime utc, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Text(string text) => Encoder.Encode(text);
}
