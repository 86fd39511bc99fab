using Store.Checkout.Cash;
using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>Works the chain of every shift's cash movements out again, page by page, and names the first movement of a shift that is not what was recorded.</summary>
internal sealed class CashChainsAreUnbroken(Db db) : IInvariant
{
    private const int RowsPerPage = 1000;
    private const int BreaksAtMost = 20;

    public string Name => "The hash chain of each shift's cash movements is unbroken";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var breaks = new List<string>();
        var (shiftId, number, last, broken) = (0L, 0, (string?)null, false);
        while (breaks.Count < BreaksAtMost)
        {
            var rows = await db.Query<CashMovementRow>("""
                SELECT MovementId, MovementUuid, StoreId, ShiftId, MovementNumber, Kind, AmountMinor, Reason, Place, ToRegisterId, FromMovementId, BusinessDate, MadeAt, MadeBy, MadeByName,
                       ApprovedBy, ApproverName, PreviousHash, Hash
                FROM   checkout.CashMovements
                WHERE  ShiftId > @shiftId OR (ShiftId = @shiftId AND MovementNumber > @number)
                ORDER BY ShiftId, MovementNumber
                OFFSET 0 ROWS FETCH NEXT @RowsPerPage ROWS ONLY
                """, new { shiftId, number, RowsPerPage }, cancellationToken);
            foreach (var row in rows)
            {
                if (row.ShiftId != shiftId)
                    (last, broken) = (null, false);
                if (!broken && (row.PreviousHash != last || row.Hash != CashChain.HashOf(row)))
                {
                    broken = true;
                    breaks.Add($"shift {row.ShiftId}: movement {row.MovementNumber} ({row.MovementId}) {(row.PreviousHash == last ? "is not what was recorded" : "does not follow the one before it")}");
                }

                (shiftId, number, last) = (row.ShiftId, row.MovementNumber, row.Hash);
            }

            if (rows.Count < RowsPerPage)
                break;
        }

        breaks.AddRange(await LastOnesGone(cancellationToken));
        return breaks;
    }

    private async Task<IEnumerable<string>> LastOnesGone(CancellationToken cancellationToken) => (await db.Query<Gone>("""
        SELECT s.ShiftId, s.MovementCount
        FROM   checkout.Shifts s
        LEFT JOIN checkout.CashMovements m ON m.ShiftId = s.ShiftId AND m.MovementNumber = s.MovementCount
        WHERE  s.MovementCount > 0 AND (m.Hash IS NULL OR m.Hash <> s.LastCashHash)
        ORDER BY s.ShiftId
        OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
        """, null, cancellationToken)).Select(row => $"shift {row.ShiftId}: its last movement, number {row.MovementCount}, is not there as it was recorded");

    private sealed record Gone(long ShiftId, int MovementCount);
}
