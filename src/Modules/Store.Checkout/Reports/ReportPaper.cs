using System.Globalization;
using Store.Checkout.Currencies;
using Store.Checkout.Shifts;
using Store.Contracts.Devices;

namespace Store.Checkout.Reports;

/// <summary>Lays an X or Z report out on paper.</summary>
internal static class ReportPaper
{
    /// <summary>As the report is called: X with its register, Z with its number too.</summary>
    public static string Title(ShiftReport report, long? zNumber) =>
        zNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $"Z {report.RegisterCode}-{number:0000}") : $"X {report.RegisterCode}";

    /// <param name="report">The figures.</param>
    /// <param name="zNumber">The number of a Z; null for an X.</param>
    /// <param name="words">The language.</param>
    public static PrintDocument Of(ShiftReport report, long? zNumber, ReportWords words)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(report.TimeZone);
        List<PrintElement> paper =
        [
            PrintElement.Line(report.StoreName, PrintAlign.Center, bold: true, scale: 2),
            PrintElement.Line(zNumber is null ? words.XReport : words.ZReport, PrintAlign.Center),
            PrintElement.Line(Title(report, zNumber), PrintAlign.Center, bold: true),
            PrintElement.Apart(words.BusinessDate, report.BusinessDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            PrintElement.Apart(words.ShiftKind(report.ShiftKind), report.RegisterCode),
            PrintElement.Apart(words.Opened, $"{Time(report.OpenedAt, zone)} {report.OpenedByName}"),
        ];
        if (report.EndedAt is { } ended)
            paper.Add(PrintElement.Apart(words.Ended, Time(ended, zone)));
        if (report.ClosedByName is { } closedBy)
            paper.Add(PrintElement.Apart(words.ClosedBy, closedBy));
        if (report.ApproverName is { } approver)
            paper.Add(PrintElement.Apart(words.ApprovedBy, approver));
        paper.Add(PrintElement.Apart(words.MadeAt, Time(report.MadeAt, zone)));

        Section(paper, words.Sales);
        Row(paper, $"{words.Sales} ({report.Sales})", report.SalesTotal);
        Row(paper, $"{words.Returns} ({report.Returns})", report.ReturnsTotal);
        Row(paper, words.Net, report.Net);
        foreach (var tax in report.Taxes)
            Row(paper, string.Create(CultureInfo.InvariantCulture, $"{words.Tax} {tax.TaxCode} {tax.TaxRate.ToPercent():0.####}%"), tax.Tax);
        Row(paper, $"{words.Total} {report.Currency}", report.Total, total: true);
        if (report.Rounding != Money.Zero)
            Row(paper, words.Rounding, report.Rounding);
        if (report.Discounts != Money.Zero)
            Row(paper, words.Discounts, report.Discounts);
        foreach (var register in report.Registers)
            paper.Add(PrintElement.Apart($"{words.Receipts} {register.RegisterCode}", string.Create(CultureInfo.InvariantCulture, $"{register.FirstReceipt:000000} - {register.LastReceipt:000000}")));

        foreach (var one in report.Voids)
            Row(paper, $"{words.Void(one.Kind)} ({one.Voids})", one.Amount);
        paper.Add(PrintElement.Apart(words.NoSales, report.NoSales.ToString(CultureInfo.InvariantCulture)));

        Section(paper, words.Tenders);
        foreach (var tender in report.Tenders)
            Row(paper, $"{words.Tender(tender.Tender)} ({tender.Payments})", tender.Amount);

        Section(paper, words.Drawer);
        Row(paper, words.Float, report.Float);
        foreach (var tender in report.Tenders.Where(tender => tender.Tender == Contracts.Checkout.Tenders.Cash))
            Row(paper, words.Tender(tender.Tender), tender.Amount);
        foreach (var movement in report.Movements)
            Row(paper, $"{words.Movement(movement.Kind)} ({movement.Movements})", movement.Amount);
        Row(paper, words.Expected, report.ExpectedCash, total: true);
        foreach (var count in report.Counts)
        {
            Row(paper, $"{words.Count} {count.CountNumber} {count.Currency}", count.Counted);
            paper.Add(PrintElement.Line($"  {Time(count.CountedAt, zone)} {count.CountedByName}"));
        }

        if (report.OverShort is { } overShort)
            Row(paper, words.OverShort, overShort, total: true);
        foreach (var currency in report.Currencies)
            Currency(paper, currency, words);

        paper.Add(PrintElement.Rule);
        foreach (var register in report.Registers.Where(register => register.LastHash is not null))
            paper.Add(PrintElement.Line(string.Create(CultureInfo.InvariantCulture, $"{register.RegisterCode} {register.LastReceipt:000000} {register.LastHash}")));
        paper.Add(PrintElement.Cut);
        return new PrintDocument(paper);
    }

    private static void Currency(List<PrintElement> paper, DrawerCurrency drawer, ReportWords words)
    {
        Section(paper, string.Create(CultureInfo.InvariantCulture, $"{words.Tender(Contracts.Checkout.Tenders.ForeignCash)} {drawer.Currency} ({drawer.Payments})"));
        Row(paper, words.Total, drawer.Base);
        paper.Add(PrintElement.Apart(words.Expected, CurrencyCodes.Text(drawer.Currency, drawer.Expected)));
        if (drawer.Counted is { } counted)
        {
            paper.Add(PrintElement.Apart(words.Count, CurrencyCodes.Text(drawer.Currency, counted)));
            paper.Add(PrintElement.Apart(words.OverShort, CurrencyCodes.Text(drawer.Currency, counted - drawer.Expected)));
        }
    }

    private static void Section(List<PrintElement> paper, string title) => paper.AddRange([PrintElement.Rule, PrintElement.Line(title, bold: true)]);

    private static void Row(List<PrintElement> paper, string name, Money amount, bool total = false) => paper.Add(PrintElement.Apart(name, amount.ToString(), total));

    private static string Time(DateTime utc, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
