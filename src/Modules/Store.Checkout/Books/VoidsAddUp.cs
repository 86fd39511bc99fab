using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>What a void is said to have taken out is what its lines come to.</summary>
internal sealed class VoidsAddUp(Db db) : IInvariant
{
    public string Name => "Every void is the sum of its lines";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var broken = await db.Query<Row>("""
            SELECT v.VoidId, v.AmountMinor, COALESCE(l.AmountMinor, 0) AS LinesMinor
            FROM   checkout.Voids v
            LEFT JOIN (SELECT VoidId, SUM(AmountMinor) AS AmountMinor, COUNT(*) AS Lines FROM checkout.VoidLines GROUP BY VoidId) l ON l.VoidId = v.VoidId
            WHERE  v.AmountMinor <> COALESCE(l.AmountMinor, 0) OR v.ItemCount <> COALESCE(l.Lines, 0)
            ORDER BY v.VoidId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return [.. broken.Select(row => $"void {row.VoidId}: {row.Amount}, its lines {row.Lines}")];
    }

    private sealed record Row(long VoidId, Money Amount, Money Lines);
}
