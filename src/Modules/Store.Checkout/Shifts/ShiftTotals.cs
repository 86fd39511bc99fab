using Store.Contracts.Checkout;

namespace Store.Checkout.Shifts;

/// <summary>What a shift has taken: sums of stored rows, so that closing has nothing to merge.</summary>
internal static class ShiftTotals
{
    public static Task<IReadOnlyList<GetShift.TenderTotal>> PerTender(Db db, long shiftId, CancellationToken cancellationToken) => db.Query<GetShift.TenderTotal>("""
        SELECT x.Tender, SUM(x.AmountMinor) AS AmountMinor
        FROM   (SELECT Tender, AmountMinor FROM checkout.Payments WHERE ShiftId = @shiftId
                UNION ALL SELECT Tender, AmountMinor FROM checkout.TenderCorrectionLines WHERE ShiftId = @shiftId) x
        GROUP BY x.Tender
        ORDER BY x.Tender
        """, new { shiftId }, cancellationToken);

    /// <summary>The float, the cash that was kept, and what was put into the drawer less what was taken out.</summary>
    public static async Task<Money> ExpectedCash(Db db, long shiftId, Money openingFloat, CancellationToken cancellationToken)
    {
        var cash = await db.Scalar<Money>("""
            SELECT COALESCE(SUM(x.AmountMinor), 0) AS AmountMinor
            FROM   (SELECT AmountMinor FROM checkout.Payments WHERE ShiftId = @shiftId AND Tender = @Cash
                    UNION ALL SELECT AmountMinor FROM checkout.TenderCorrectionLines WHERE ShiftId = @shiftId AND Tender = @Cash) x
            """, new { shiftId, Tenders.Cash }, cancellationToken);
        var moved = await db.Scalar<Money>("""
            SELECT COALESCE(SUM(AmountMinor), 0) AS AmountMinor FROM checkout.CashMovements WHERE ShiftId = @shiftId
            """, new { shiftId }, cancellationToken);
        return openingFloat + cash + moved;
    }
}
