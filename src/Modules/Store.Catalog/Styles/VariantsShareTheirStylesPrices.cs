using Store.Catalog.Prices;
using Store.Kernel.Verification;

namespace Store.Catalog.Styles;

/// <summary>A price of a style without an end stands in every one of its variants; else a variant would be sold at another price than its siblings, or at none.</summary>
internal sealed class VariantsShareTheirStylesPrices(Db db) : IInvariant
{
    public string Name => "Every variant has the prices of its style";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var broken = await db.Query<Row>("""
            SELECT v.ProductId, p.PriceId
            FROM   catalog.Prices p
            JOIN   catalog.Variants v ON v.StyleId = p.StyleId
            WHERE  p.StyleId <> 0 AND p.UntilLocal = @Never
               AND NOT EXISTS (
                   SELECT 1
                   FROM   catalog.Prices o
                   WHERE  o.ProductId = v.ProductId AND o.UntilLocal = @Never AND o.StyleId = p.StyleId AND o.ListId = p.ListId AND o.Unit = p.Unit AND o.StoreId = p.StoreId
                      AND o.PriceMinor = p.PriceMinor AND o.ValidFromLocal = p.ValidFromLocal)
            ORDER BY p.PriceId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, new { PriceRow.Never }, cancellationToken);
        return [.. broken.Select(row => $"product {row.ProductId} lacks the price {row.PriceId} of its style")];
    }

    private sealed record Row(long ProductId, long PriceId);
}
