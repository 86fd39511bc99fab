using Store.Kernel.Verification;

namespace Store.Loyalty.Passes;

/// <summary>Uses left and value left of every pass are what the ledger says, never below zero; a pass that is used up owes nothing.</summary>
internal sealed class PassesHaveTheUsesOfTheirEntries(Db db) : IInvariant
{
    public string Name => "Passes have the uses of their entries";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken) =>
    [
        .. (await db.Query<Row>("""
            SELECT p.PassId, p.UsesLeft, p.ValueMinor, COALESCE(e.Uses, 0) AS EntryUses, COALESCE(e.AmountMinor, 0) AS EntriesMinor
            FROM   loyalty.Passes p
            LEFT JOIN (SELECT PassId, SUM(Uses) AS Uses, SUM(AmountMinor) AS AmountMinor FROM loyalty.PassEntries GROUP BY PassId) e ON e.PassId = p.PassId
            WHERE  p.UsesLeft <> COALESCE(e.Uses, 0) OR p.ValueMinor <> COALESCE(e.AmountMinor, 0) OR p.UsesLeft < 0 OR p.ValueMinor < 0 OR (p.UsesLeft = 0 AND p.ValueMinor <> 0)
            ORDER BY p.PassId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken)).Select(row => $"Pass {row.PassId} has {row.UsesLeft} uses worth {row.Value}; its entries come to {row.EntryUses} worth {row.Entries}."),
    ];

    private sealed record Row(long PassId, int UsesLeft, Money Value, int EntryUses, Money Entries);
}
