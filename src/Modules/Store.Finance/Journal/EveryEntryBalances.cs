using Store.Kernel.Verification;

namespace Store.Finance.Journal;

/// <summary>Double entry.</summary>
internal sealed class EveryEntryBalances(Db db) : IInvariant
{
    public string Name => "The debits of every journal entry are its credits";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken) =>
    [
        .. (await db.Query<Row>("""
            SELECT e.EntryId, COALESCE(l.DebitMinor, 0) AS DebitMinor, COALESCE(l.CreditMinor, 0) AS CreditMinor
            FROM   finance.JournalEntries e
            LEFT JOIN (
                SELECT EntryId, SUM(DebitMinor) AS DebitMinor, SUM(CreditMinor) AS CreditMinor
                FROM   finance.JournalLines
                GROUP BY EntryId) l ON l.EntryId = e.EntryId
            WHERE  l.EntryId IS NULL OR l.DebitMinor <> l.CreditMinor
            ORDER BY e.EntryId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken)).Select(row => $"Entry {row.EntryId}: debits {row.Debit}, credits {row.Credit}."),
    ];

    private sealed record Row(long EntryId, Money Debit, Money Credit);
}
