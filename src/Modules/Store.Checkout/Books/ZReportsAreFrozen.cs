using Store.Checkout.Reports;
using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>Each register's Z reports are numbered from 1 without a gap, and each is what was frozen when the shift was closed.</summary>
internal sealed class ZReportsAreFrozen(Db db) : IInvariant
{
    private const int RowsPerPage = 200;
    private const int BreaksAtMost = 20;

    public string Name => "Z reports of each register run from 1 without a gap and are as they were frozen";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var breaks = new List<string>();
        var (registerId, number, last, broken) = (0L, 0L, (string?)null, false);
        while (breaks.Count < BreaksAtMost)
        {
            var rows = await db.Query<Row>("""
                SELECT RegisterId, ZNumber, ShiftId, Snapshot, PreviousHash, Hash
                FROM   checkout.ZReports
                WHERE  RegisterId > @registerId OR (RegisterId = @registerId AND ZNumber > @number)
                ORDER BY RegisterId, ZNumber
                OFFSET 0 ROWS FETCH NEXT @RowsPerPage ROWS ONLY
                """, new { registerId, number, RowsPerPage }, cancellationToken);
            foreach (var row in rows)
            {
                if (row.RegisterId != registerId)
                    (number, last, broken) = (0, null, false);
                if (!broken && WhatIsWrong(row, number, last) is { } wrong)
                {
                    broken = true;
                    breaks.Add($"register {row.RegisterId}: Z {row.ZNumber} {wrong}");
                }

                (registerId, number, last) = (row.RegisterId, row.ZNumber, row.Hash);
            }

            if (rows.Count < RowsPerPage)
                break;
        }

        breaks.AddRange((await db.Query<Gone>("""
            SELECT r.RegisterId, r.LastZNumber
            FROM   checkout.Registers r
            LEFT JOIN checkout.ZReports z ON z.RegisterId = r.RegisterId AND z.ZNumber = r.LastZNumber
            WHERE  r.LastZNumber > 0 AND (z.Hash IS NULL OR z.Hash <> r.LastZHash)
            ORDER BY r.RegisterId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken)).Select(row => $"register {row.RegisterId}: its last report, Z {row.LastZNumber}, is not there as it was frozen"));
        return breaks;
    }

    private static string? WhatIsWrong(Row row, long number, string? last)
    {
        if (row.ZNumber != number + 1)
            return $"follows Z {number}";
        if (row.PreviousHash != last)
            return "does not follow the one before it";
        return row.Hash == FreezeZReport.HashOf(last, row.RegisterId, row.ZNumber, row.ShiftId, row.Snapshot) ? null : "is not what was frozen";
    }

    private sealed record Row(long RegisterId, long ZNumber, long ShiftId, string Snapshot, string? PreviousHash, string Hash);

    private sealed record Gone(long RegisterId, long LastZNumber);
}
