using System.Text.Json;
using Store.Checkout.Chain;
using Store.Checkout.Shifts;
using Store.Contracts.Chain;

namespace Store.Checkout.Reports;

/// <summary>
/// Freezes the Z report of a shift in the transaction that closes it. Its numbers run without gaps per register; each carries the hash of the one before it, so that a
/// report that was edited or taken out shows.
/// </summary>
internal static class FreezeZReport
{
    public static async Task<(long ZReportId, long ZNumber)> Freeze(
        Db db, Ids ids, StoreFacts store, LockedShift shift, DateTime now, string madeByName, CancellationToken cancellationToken)
    {
        var register = await db.Find<Series>("""
            SELECT LastZNumber, LastZHash FROM checkout.Registers WITH (UPDLOCK, ROWLOCK) WHERE RegisterId = @RegisterId
            """, shift, cancellationToken);
        var report = await ReadShiftReport.Read(db, store, shift.ShiftId, now, cancellationToken);
        var (number, snapshot) = (register!.LastZNumber + 1, JsonSerializer.Serialize(report, ValueJson.Stored));
        var row = new
        {
            ZReportId = ids.Next(), store.StoreId, shift.RegisterId, ZNumber = number, shift.ShiftId, shift.BusinessDate, MadeAt = now, MadeByName = madeByName, report.Sales, report.Returns,
            report.Net, report.Tax, report.Total, Expected = report.ExpectedCash, Counted = report.Counted!.Value, OverShort = report.OverShort!.Value, Snapshot = snapshot,
            PreviousHash = register.LastZHash, Hash = HashOf(register.LastZHash, shift.RegisterId, number, shift.ShiftId, snapshot),
        };
        await db.Execute("UPDATE checkout.Registers SET LastZNumber = @ZNumber, LastZHash = @Hash WHERE RegisterId = @RegisterId", row, cancellationToken);
        await db.Insert("""
            INSERT INTO checkout.ZReports (ZReportId, StoreId, RegisterId, ZNumber, ShiftId, BusinessDate, MadeAt, MadeByName, Sales, Returns, NetMinor, TaxMinor, TotalMinor,
                   ExpectedMinor, CountedMinor, OverShortMinor, Snapshot, PreviousHash, Hash)
            VALUES (@ZReportId, @StoreId, @RegisterId, @ZNumber, @ShiftId, @BusinessDate, @MadeAt, @MadeByName, @Sales, @Returns, @Net, @Tax, @Total,
                   @Expected, @Counted, @OverShort, @Snapshot, @PreviousHash, @Hash)
            """, [row], cancellationToken);
        return (row.ZReportId, number);
    }

    public static string HashOf(string? previousHash, long registerId, long number, long shiftId, string snapshot) =>
        new ChainText().Add(previousHash).Add(registerId).Add(number).Add(shiftId).Add(snapshot).Hash();

    private sealed record Series(long LastZNumber, string? LastZHash);
}
