using Store.Kernel.Verification;

namespace Store.Loyalty.Points.Ledger;

/// <summary>What lines have earned against what their tickets have, and what returns have taken back against what there was.</summary>
internal sealed class LinePointsAddUp(Db db) : IInvariant
{
    public string Name => "The points of a ticket are those of its lines, and no return takes back more than was earned";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var tickets = await db.Query<Ticket>("""
            SELECT l.SaleId, l.Earned, COALESCE(e.Earned, 0) AS Booked
            FROM   (SELECT SaleId, SUM(Earned) AS Earned FROM loyalty.TicketLinePoints GROUP BY SaleId) l
            LEFT JOIN (
                SELECT SaleId, SUM(Points) AS Earned FROM loyalty.PointsEntries WHERE SaleId IS NOT NULL AND Kind IN ('Earned', 'TakenBack') GROUP BY SaleId) e ON e.SaleId = l.SaleId
            WHERE  l.Earned <> COALESCE(e.Earned, 0)
            ORDER BY l.SaleId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        var returns = await db.Query<Line>("""
            SELECT t.SaleId, t.LineNumber, t.Earned, -SUM(b.Earned) AS Back
            FROM   loyalty.TicketLinePoints t
            JOIN   loyalty.TicketLinePoints b ON b.OriginalSaleId = t.SaleId AND b.OriginalLineNumber = t.LineNumber
            GROUP BY t.SaleId, t.LineNumber, t.Earned
            HAVING -SUM(b.Earned) > t.Earned
            ORDER BY t.SaleId, t.LineNumber
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return
        [
            .. tickets.Select(row => $"Sale {row.SaleId}: its lines earned {row.Earned} points, the ledger says {row.Booked}."),
            .. returns.Select(row => $"Sale {row.SaleId}, line {row.LineNumber}: earned {row.Earned} points, of which {row.Back} were taken back."),
        ];
    }

    private sealed record Ticket(long SaleId, long Earned, long Booked);

    private sealed record Line(long SaleId, int LineNumber, long Earned, long Back);
}
