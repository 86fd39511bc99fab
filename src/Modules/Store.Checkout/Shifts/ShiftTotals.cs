using Store.Contracts.Checkout;

namespace Store.Checkout.Shifts;

/// <summary>What a shift has taken: sums of stored payments, so that closing has nothing to merge.</summary>
internal static class ShiftTotals
{
    public static Task<IReadOnlyList<GetShift.TenderTotal>> PerTender(Db db, long shiftId, CancellationToken cancellationToken) => db.Query<GetShift.TenderTotal>("""
        SELECT x.Tender, SUM(x.AmountMinor) AS AmountMinor
        FROM   (SELECT Tender, AmountMinor FROM checkout.Payments WHERE ShiftId = @shiftId
                UNION ALL SELECT Tender, AmountMinor FROM checkout.TenderCorrectionLines WHERE ShiftId = @shiftId) x
        GROUP BY x.Tender
        ORDER BY x.Tender
        """, new { shiftId }, cancellationToken);

    /// <summary>The float and the cash that was kept.</summary>
    public static Money ExpectedCash(Money openingFloat, IEnumerable<GetShift.TenderTotal> tenders) =>
        openingFloat + Money.Sum(tenders.Where(tender => tender.Tender == Tenders.Cash).Select(tender => tender.Amount));
}
