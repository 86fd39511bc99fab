using Store.Kernel.Verification;

namespace Store.Loyalty.Points.Ledger;

/// <summary>The balances against the ledger and the lots they stand beside.</summary>
internal sealed class PointsAddUp(Db db) : IInvariant
{
    public string Name => "A member's points are the sum of their entries, and of what is left in their lots";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var wrong = await db.Query<Row>("""
            SELECT a.MemberId, a.Balance, a.Pending, COALESCE(e.Points, 0) AS Points, COALESCE(e.Remaining, 0) AS Remaining, COALESCE(e.Waiting, 0) AS Waiting
            FROM   loyalty.PointsAccounts a
            LEFT JOIN (
                SELECT MemberId, SUM(Points) AS Points, SUM(Remaining) AS Remaining, SUM(CASE WHEN Vested = 0 THEN Remaining ELSE 0 END) AS Waiting
                FROM   loyalty.PointsEntries
                GROUP BY MemberId) e ON e.MemberId = a.MemberId
            WHERE  a.Balance <> COALESCE(e.Points, 0) OR a.Pending <> COALESCE(e.Waiting, 0)
               OR  COALESCE(e.Remaining, 0) <> CASE WHEN a.Balance > 0 THEN a.Balance ELSE 0 END
            ORDER BY a.MemberId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return [.. wrong.Select(row => $"Member {row.MemberId}: {row.Balance} points of which {row.Pending} wait; entries {row.Points}, lots {row.Remaining} of which {row.Waiting} wait.")];
    }

    private sealed record Row(long MemberId, long Balance, long Pending, long Points, long Remaining, long Waiting);
}
