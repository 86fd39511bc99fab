using Store.Contracts.Checkout;
using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>A closed shift expected its float, the cash of its payments and its cash movements, and over or short is what was counted less that.</summary>
internal sealed class ClosedShiftsAgreeWithTheirPayments(Db db) : IInvariant
{
    public string Name => "A closed shift's expected cash is its float, its cash payments and its cash movements";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var broken = await db.Query<Row>("""
            SELECT s.ShiftId, s.FloatMinor, s.ExpectedMinor, s.CountedMinor, s.OverShortMinor, COALESCE(p.CashMinor, 0) AS CashMinor, COALESCE(m.MovedMinor, 0) AS MovedMinor
            FROM   checkout.Shifts s
            LEFT JOIN (SELECT x.ShiftId, SUM(x.AmountMinor) AS CashMinor
                       FROM   (SELECT ShiftId, Tender, AmountMinor FROM checkout.Payments WHERE ShiftId IS NOT NULL
                               UNION ALL SELECT ShiftId, Tender, AmountMinor FROM checkout.TenderCorrectionLines) x
                       WHERE x.Tender = @Cash GROUP BY x.ShiftId) p ON p.ShiftId = s.ShiftId
            LEFT JOIN (SELECT ShiftId, SUM(AmountMinor) AS MovedMinor FROM checkout.CashMovements GROUP BY ShiftId) m ON m.ShiftId = s.ShiftId
            WHERE  s.State = 'Closed'
              AND (s.ExpectedMinor <> s.FloatMinor + COALESCE(p.CashMinor, 0) + COALESCE(m.MovedMinor, 0) OR s.OverShortMinor <> s.CountedMinor - s.ExpectedMinor)
            ORDER BY s.ShiftId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, new { Tenders.Cash }, cancellationToken);
        return [.. broken.Select(row =>
            $"shift {row.ShiftId}: float {row.Float}, cash {row.Cash}, moved {row.Moved}, expected {row.Expected}, counted {row.Counted}, over/short {row.OverShort}")];
    }

    private sealed record Row(long ShiftId, Money Float, Money Expected, Money Counted, Money OverShort, Money Cash, Money Moved);
}
