using Store.Kernel.Verification;

namespace Store.Inventory.Packs;

/// <summary>What leaves with a pack comes in with its content.</summary>
internal sealed class BreakingCostsNothing(Db db) : IInvariant
{
    public string Name => "Breaking packs neither makes nor loses value";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken) =>
    [
        .. (await db.Query<Row>("""
            SELECT m.StoreId, m.DocumentId, SUM(m.ValueMinor) AS ValueMinor
            FROM   inventory.StockMovements m
            JOIN   inventory.StockDocuments d ON d.DocumentId = m.DocumentId
            WHERE  d.Kind = 'BreakBulk' AND m.Kind = 'BreakBulk'
            GROUP BY m.StoreId, m.DocumentId
            HAVING SUM(m.ValueMinor) <> 0
            ORDER BY m.DocumentId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken)).Select(row => $"Store {row.StoreId}, document {row.DocumentId}: {row.Value} too much came out of the packs."),
    ];

    private sealed record Row(long StoreId, long DocumentId, Money Value);
}
