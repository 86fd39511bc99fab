using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>A closed shift expected of each foreign currency what its payments brought, over or short is what was counted less that, and no currency was forgotten.</summary>
internal sealed class ClosedShiftsAgreeWithTheirForeignCash(Db db) : IInvariant
{
    public string Name => "A closed shift's expected cash of each foreign currency is the sum of its payments";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var broken = await db.Query<Row>("""
            SELECT x.ShiftId, x.Currency, SUM(x.TakenMinor) AS TakenMinor, SUM(x.ExpectedMinor) AS ExpectedMinor, SUM(x.CountedMinor) AS CountedMinor, SUM(x.OverShortMinor) AS OverShortMinor
            FROM   (SELECT p.ShiftId, p.Currency, p.ForeignMinor AS TakenMinor, p.AmountMinor AS TakenBaseMinor, 0 AS ExpectedMinor, 0 AS BaseMinor, 0 AS CountedMinor, 0 AS OverShortMinor
                    FROM   checkout.Payments p
                    JOIN   checkout.Shifts s ON s.ShiftId = p.ShiftId AND s.State = 'Closed'
                    WHERE  p.Currency IS NOT NULL
                    UNION ALL
                    SELECT ShiftId, Currency, 0 AS TakenMinor, 0 AS TakenBaseMinor, ExpectedMinor, BaseMinor, CountedMinor, OverShortMinor FROM checkout.ShiftCurrencies) x
            GROUP BY x.ShiftId, x.Currency
            HAVING SUM(x.TakenMinor) <> SUM(x.ExpectedMinor) OR SUM(x.TakenBaseMinor) <> SUM(x.BaseMinor) OR SUM(x.OverShortMinor) <> SUM(x.CountedMinor) - SUM(x.ExpectedMinor)
            ORDER BY x.ShiftId, x.Currency
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return [.. broken.Select(row => $"shift {row.ShiftId}, {row.Currency}: taken {row.Taken}, expected {row.Expected}, counted {row.Counted}, over/short {row.OverShort}")];
    }

    private sealed record Row(long ShiftId, string Currency, Money Taken, Money Expected, Money Counted, Money OverShort);
}
