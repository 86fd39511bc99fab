using Store.Checkout.Shifts;
using Store.Contracts.Chain;

namespace Store.Checkout.Reports;

/// <summary>Sums the stored rows of one shift, each by an index that begins with the shift: neither the number of sales before it nor a merged document matters.</summary>
internal static class ReadShiftReport
{
    public static async Task<ShiftReport> Read(Db db, StoreFacts store, long shiftId, DateTime now, CancellationToken cancellationToken)
    {
        var shift = await db.Find<Shift>("""
            SELECT s.Kind, r.Code AS RegisterCode, s.BusinessDate, s.OpenedAt, s.OpenedByName, s.EndedAt, s.ClosedByName, s.ApproverName, s.FloatMinor
            FROM   checkout.Shifts s
            JOIN   checkout.Registers r ON r.RegisterId = s.RegisterId
            WHERE  s.ShiftId = @shiftId AND s.StoreId = @StoreId
            """, new { shiftId, store.StoreId }, cancellationToken) ?? throw new NotFound("shift", shiftId);
        var kinds = await db.Query<KindSum>("""
            SELECT Kind, COUNT(*) AS Sales, SUM(NetMinor) AS NetMinor, SUM(TaxMinor) AS TaxMinor, SUM(TotalMinor) AS TotalMinor, SUM(DiscountMinor) AS DiscountMinor,
                   SUM(RoundingMinor) AS RoundingMinor
            FROM   checkout.Sales
            WHERE  ShiftId = @shiftId
            GROUP BY Kind
            """, new { shiftId }, cancellationToken);
        var taxes = await db.Query<ReportTax>("""
            SELECT l.TaxCode, l.TaxRatePpm, SUM(l.NetMinor) AS NetMinor, SUM(l.TaxMinor) AS TaxMinor
            FROM   checkout.Sales s
            JOIN   checkout.SaleLines l ON l.SaleId = s.SaleId
            WHERE  s.ShiftId = @shiftId
            GROUP BY l.TaxCode, l.TaxRatePpm
            ORDER BY l.TaxCode, l.TaxRatePpm
            """, new { shiftId }, cancellationToken);
        var tenders = await db.Query<ReportTender>("""
            SELECT x.Tender, SUM(x.Payments) AS Payments, SUM(x.AmountMinor) AS AmountMinor
            FROM   (SELECT Tender, 1 AS Payments, AmountMinor FROM checkout.Payments WHERE ShiftId = @shiftId
                    UNION ALL SELECT Tender, 0 AS Payments, AmountMinor FROM checkout.TenderCorrectionLines WHERE ShiftId = @shiftId) x
            GROUP BY x.Tender
            ORDER BY x.Tender
            """, new { shiftId }, cancellationToken);
        var movements = await db.Query<ReportMovement>("""
            SELECT Kind, COUNT(*) AS Movements, SUM(AmountMinor) AS AmountMinor
            FROM   checkout.CashMovements
            WHERE  ShiftId = @shiftId
            GROUP BY Kind
            ORDER BY Kind
            """, new { shiftId }, cancellationToken);
        var counts = await db.Query<ReportCount>("""
            SELECT CountNumber, Currency, CountedMinor, CountedAt, CountedByName
            FROM   checkout.ShiftCounts
            WHERE  ShiftId = @shiftId
            ORDER BY CountNumber, Currency
            """, new { shiftId }, cancellationToken);
        var registers = await db.Query<ReportRegister>("""
            SELECT r.Code AS RegisterCode, x.FirstReceipt, x.LastReceipt, r.LastHash
            FROM   (SELECT RegisterId, MIN(ReceiptNumber) AS FirstReceipt, MAX(ReceiptNumber) AS LastReceipt FROM checkout.Sales WHERE ShiftId = @shiftId GROUP BY RegisterId) x
            JOIN   checkout.Registers r ON r.RegisterId = x.RegisterId
            ORDER BY r.Code
            """, new { shiftId }, cancellationToken);
        var voids = await db.Query<ReportVoid>("""
            SELECT Kind, COUNT(*) AS Voids, SUM(AmountMinor) AS AmountMinor
            FROM   checkout.Voids
            WHERE  ShiftId = @shiftId AND UndoneAt IS NULL
            GROUP BY Kind
            ORDER BY Kind
            """, new { shiftId }, cancellationToken);
        var noSales = await db.Scalar<int>("SELECT COUNT(*) AS NoSales FROM checkout.DrawerOpenings WHERE ShiftId = @shiftId", new { shiftId }, cancellationToken);

        var (sales, returns) = (kinds.Where(kind => kind.Kind != "Return").ToList(), kinds.Where(kind => kind.Kind == "Return").ToList());
        var expected = await ShiftTotals.ExpectedCash(db, shiftId, shift.Float, cancellationToken);
        var counted = counts.LastOrDefault(count => count.Currency == store.Currency)?.Counted;
        return new ShiftReport(
            store.Name, store.Currency, store.TimeZone, shiftId, shift.Kind, shift.RegisterCode, shift.BusinessDate, shift.OpenedAt, shift.OpenedByName, shift.EndedAt, shift.ClosedByName,
            shift.ApproverName, now, sales.Sum(kind => kind.Sales), Money.Sum(sales.Select(kind => kind.Total)), returns.Sum(kind => kind.Sales), Money.Sum(returns.Select(kind => kind.Total)),
            Money.Sum(kinds.Select(kind => kind.Net)), Money.Sum(kinds.Select(kind => kind.Tax)), Money.Sum(kinds.Select(kind => kind.Total)), taxes, tenders, shift.Float, movements,
            expected, counted, counted - expected, counts, registers, voids, noSales,
            Money.Sum(kinds.Select(kind => kind.Discount)), Money.Sum(kinds.Select(kind => kind.Rounding)))
        { Currencies = await ForeignDrawer.Read(db, store.StoreId, shiftId, cancellationToken) };
    }

    private sealed record Shift(
        string Kind, string RegisterCode, DateOnly BusinessDate, DateTime OpenedAt, string OpenedByName, DateTime? EndedAt, string? ClosedByName, string? ApproverName, Money Float);

    private sealed record KindSum(string Kind, int Sales, Money Net, Money Tax, Money Total, Money Discount, Money Rounding);
}
