using Store.Checkout.Shifts;

namespace Store.Checkout.Reports;

/// <summary>What an X report shows and a Z report freezes: a shift in figures. Amounts of returns are negative.</summary>
/// <param name="StoreName">As on the receipts.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="TimeZone">The store's; what the report's times are shown in.</param>
/// <param name="ShiftId">The shift.</param>
/// <param name="ShiftKind">Fixed, Floating or Shared.</param>
/// <param name="RegisterCode">The register whose number the Z has.</param>
/// <param name="BusinessDate">The day on which the shift was opened.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="OpenedByName">Whose it is.</param>
/// <param name="EndedAt">When it sold no more.</param>
/// <param name="ClosedByName">Who closed it.</param>
/// <param name="ApproverName">Who approved a difference above the limit.</param>
/// <param name="MadeAt">When these figures were taken.</param>
/// <param name="Sales">How many sales.</param>
/// <param name="SalesTotal">What they came to, tax included.</param>
/// <param name="Returns">How many returns.</param>
/// <param name="ReturnsTotal">What they came to.</param>
/// <param name="Net">Sales and returns without tax.</param>
/// <param name="Tax">The tax.</param>
/// <param name="Total">With tax.</param>
/// <param name="Taxes">Per tax code and rate.</param>
/// <param name="Tenders">What was kept per tender.</param>
/// <param name="Float">What lay in the drawer at the beginning.</param>
/// <param name="Movements">Cash put in and taken out, per kind.</param>
/// <param name="ExpectedCash">What should be in the drawer.</param>
/// <param name="Counted">What was counted last; null before.</param>
/// <param name="OverShort">Counted less expected; null before.</param>
/// <param name="Counts">Every count, in order.</param>
/// <param name="Registers">The receipts per register.</param>
/// <param name="Voids">What was taken out of baskets before it was paid, per kind.</param>
/// <param name="NoSales">How often the drawer was opened without a sale.</param>
/// <param name="Discounts">What came off the lines, promotions included.</param>
/// <param name="Rounding">By how much the payments are more than the total, for want of smaller coins.</param>
internal sealed record ShiftReport(
    string StoreName, string Currency, string TimeZone, long ShiftId, string ShiftKind, string RegisterCode, DateOnly BusinessDate, DateTime OpenedAt, string OpenedByName, DateTime? EndedAt,
    string? ClosedByName, string? ApproverName, DateTime MadeAt, int Sales, Money SalesTotal, int Returns, Money ReturnsTotal, Money Net, Money Tax, Money Total,
    IReadOnlyList<ReportTax> Taxes, IReadOnlyList<ReportTender> Tenders, Money Float, IReadOnlyList<ReportMovement> Movements, Money ExpectedCash, Money? Counted, Money? OverShort,
    IReadOnlyList<ReportCount> Counts, IReadOnlyList<ReportRegister> Registers, IReadOnlyList<ReportVoid> Voids, int NoSales, Money Discounts, Money Rounding)
{
    /// <summary>The foreign currencies in the drawer; none in reports from before they were taken.</summary>
    public IReadOnlyList<DrawerCurrency> Currencies { get; init; } = [];
}

internal sealed record ReportTax(string TaxCode, TaxRate TaxRate, Money Net, Money Tax);

internal sealed record ReportTender(string Tender, int Payments, Money Amount);

internal sealed record ReportMovement(string Kind, int Movements, Money Amount);

internal sealed record ReportVoid(string Kind, int Voids, Money Amount);

internal sealed record ReportCount(int CountNumber, string Currency, Money Counted, DateTime CountedAt, string CountedByName);

/// <param name="RegisterCode">The register.</param>
/// <param name="FirstReceipt">The first receipt number of the shift on it.</param>
/// <param name="LastReceipt">The last.</param>
/// <param name="LastHash">The hash of the sale that the register had recorded last.</param>
internal sealed record ReportRegister(string RegisterCode, long FirstReceipt, long LastReceipt, string? LastHash);
