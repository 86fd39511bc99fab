using Store.Kernel.Verification;

namespace Store.Loyalty.GiftCards;

/// <summary>What is on every gift card is what the ledger says, never below zero, and nothing on one that has not been sold.</summary>
internal sealed class GiftCardsHoldTheSumOfTheirEntries(Db db) : IInvariant
{
    public string Name => "Gift cards hold the sum of their entries";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken) =>
    [
        .. (await db.Query<Row>("""
            SELECT c.CardId, c.CodeEnd, c.State, c.BalanceMinor, COALESCE(e.AmountMinor, 0) AS EntriesMinor
            FROM   loyalty.GiftCards c
            LEFT JOIN (SELECT CardId, SUM(AmountMinor) AS AmountMinor FROM loyalty.GiftCardEntries GROUP BY CardId) e ON e.CardId = c.CardId
            WHERE  c.BalanceMinor <> COALESCE(e.AmountMinor, 0) OR c.BalanceMinor < 0 OR (c.State = 'Made' AND c.BalanceMinor <> 0)
            ORDER BY c.CardId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken)).Select(row => $"Gift card {row.CardId} (****{row.CodeEnd}, {row.State}) holds {row.Balance}; its entries come to {row.Entries}."),
    ];

    private sealed record Row(long CardId, string CodeEnd, string State, Money Balance, Money Entries);
}
