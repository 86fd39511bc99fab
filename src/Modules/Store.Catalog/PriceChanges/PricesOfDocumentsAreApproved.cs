using Store.Kernel.Verification;

namespace Store.Catalog.PriceChanges;

/// <summary>No price of a document holds that nobody has approved, and none of an approved one is missing.</summary>
internal sealed class PricesOfDocumentsAreApproved(Db db) : IInvariant
{
    public string Name => "Every price of a price change document has been approved, and every approved one has its prices";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var unapproved = await db.Query<string>("""
            SELECT DISTINCT d.Number
            FROM   catalog.Prices p
            JOIN   catalog.PriceChanges d ON d.ChangeId = p.ChangeId
            WHERE  p.ChangeId <> 0 AND p.Cancelled = 0 AND d.State <> 'Approved'
            ORDER BY d.Number
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        var without = await db.Query<string>("""
            SELECT d.Number
            FROM   catalog.PriceChanges d
            WHERE  d.State = 'Approved' AND EXISTS (SELECT 1 FROM catalog.PriceChangeLines l WHERE l.ChangeId = d.ChangeId AND l.NewPriceMinor IS NOT NULL)
               AND NOT EXISTS (SELECT 1 FROM catalog.Prices p WHERE p.ChangeId = d.ChangeId)
            ORDER BY d.Number
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return [.. unapproved.Select(number => $"prices of {number} hold without approval"), .. without.Select(number => $"{number} is approved and has no prices")];
    }
}
