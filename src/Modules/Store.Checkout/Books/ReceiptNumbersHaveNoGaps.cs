using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>Each register's receipt numbers run from 1 to its last one without gaps; the unique index sees to the doubles.</summary>
internal sealed class ReceiptNumbersHaveNoGaps(Db db) : IInvariant
{
    public string Name => "Receipt numbers of each register run from 1 without a gap";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var broken = await db.Query<Row>("""
            SELECT r.RegisterId, r.LastReceiptNumber, COALESCE(s.Sales, 0) AS Sales, COALESCE(s.LowestNumber, 1) AS LowestNumber, COALESCE(s.HighestNumber, 0) AS HighestNumber
            FROM   checkout.Registers r
            LEFT JOIN (SELECT RegisterId, COUNT(*) AS Sales, MIN(ReceiptNumber) AS LowestNumber, MAX(ReceiptNumber) AS HighestNumber
                       FROM checkout.Sales GROUP BY RegisterId) s ON s.RegisterId = r.RegisterId
            WHERE  r.LastReceiptNumber <> COALESCE(s.Sales, 0) OR r.LastReceiptNumber <> COALESCE(s.HighestNumber, 0) OR COALESCE(s.LowestNumber, 1) <> 1
            ORDER BY r.RegisterId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return [.. broken.Select(row => $"register {row.RegisterId}: last number {row.LastReceiptNumber}, {row.Sales} sales from {row.LowestNumber} to {row.HighestNumber}")];
    }

    private sealed record Row(long RegisterId, long LastReceiptNumber, long Sales, long LowestNumber, long HighestNumber);
}
