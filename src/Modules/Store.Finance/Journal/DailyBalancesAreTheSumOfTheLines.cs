using Store.Kernel.Verification;

namespace Store.Finance.Journal;

/// <summary>The daily balances against the journal they stand beside.</summary>
internal sealed class DailyBalancesAreTheSumOfTheLines(Db db) : IInvariant
{
    public string Name => "Daily balances are the sum of the journal's lines";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken) =>
    [
        // Balances and lines under one another, one of them negative: a key whose sum is not nothing differs, on whichever side it is missing.
        .. (await db.Query<Row>("""
            SELECT StoreId, BusinessDate, AccountCode, SUM(DebitMinor) AS DebitMinor, SUM(CreditMinor) AS CreditMinor
            FROM (
                SELECT StoreId, BusinessDate, AccountCode, DebitMinor, CreditMinor
                FROM   finance.DailyBalances
                UNION ALL
                SELECT e.StoreId, e.BusinessDate, l.AccountCode, -l.DebitMinor, -l.CreditMinor
                FROM   finance.JournalLines l
                JOIN   finance.JournalEntries e ON e.EntryId = l.EntryId) both
            GROUP BY StoreId, BusinessDate, AccountCode
            HAVING SUM(DebitMinor) <> 0 OR SUM(CreditMinor) <> 0
            ORDER BY StoreId, BusinessDate, AccountCode
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken)).Select(row =>
            $"Store {row.StoreId}, {row.BusinessDate:yyyy-MM-dd}, account {row.AccountCode}: the balance is off by debits {row.Debit} and credits {row.Credit}."),
    ];

    private sealed record Row(long StoreId, DateOnly BusinessDate, string AccountCode, Money Debit, Money Credit);
}
