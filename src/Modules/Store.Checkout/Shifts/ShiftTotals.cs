using Store.Contracts.Checkout;

namespace Store.Checkout.Shifts;

/// <summary>What a shift has taken: sums of stored payments, so that closing has nothing to merge.</summary>
internal static class ShiftTotals
{
    public static Task<IReadOnlyList<GetShift.TenderTotal>> PerTender(Db db, long shiftId, CancellationToken cancellationToken) => db.Query<GetShift.TenderTotal>("""
        SELECT Tender, SUM(AmountMinor) AS AmountMinor
        FROM   checkout.Payments
        WHERE  ShiftId = @shiftId
        GROUP BY Tender
        ORDER BY Tender
        """, new { shiftId }, cancellationToken);

    /// <summary>The float and the cash that was kept.</summary>
    public static Money ExpectedCash(Money openingFloat, IEnumerable<GetShift.TenderTotal> tenders) =>
        openingFloat + Money.Sum(tenders.Where(tender => tender.Tender == Tenders.Cash).Select(tender => tender.Amount));
}
