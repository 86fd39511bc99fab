using Store.Kernel.Verification;

namespace Store.Catalog.Prices;

/// <summary>Until when a price counts is what its own end and the prices after it say; else a till would charge a price that is history, or none.</summary>
internal sealed class PricesEndWhereTheNextBegins(Db db) : IInvariant
{
    public string Name => "Every price counts until its own end or until a later one without an end takes its place";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var broken = await db.Query<Row>("""
            SELECT x.PriceId, x.ProductId, x.UntilLocal
            FROM   (SELECT p.PriceId, p.ProductId, p.UntilLocal, COALESCE((
                        SELECT MIN(n.ValidFromLocal)
                        FROM   catalog.Prices n
                        WHERE  n.ProductId = p.ProductId AND n.ListId = p.ListId AND n.Unit = p.Unit AND n.StoreId = p.StoreId AND n.StyleId = p.StyleId
                           AND n.ValidToLocal IS NULL AND n.Cancelled = 0
                           AND (n.ValidFromLocal > p.ValidFromLocal OR (n.ValidFromLocal = p.ValidFromLocal AND n.PriceId > p.PriceId))
                           AND (p.ValidToLocal IS NULL OR n.ValidFromLocal < p.ValidToLocal)), p.ValidToLocal, @Never) AS EndLocal
                    FROM   catalog.Prices p
                    WHERE  p.Cancelled = 0) x
            WHERE  x.UntilLocal > x.EndLocal
            ORDER BY x.PriceId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, new { PriceRow.Never }, cancellationToken);
        return [.. broken.Select(row => $"price {row.PriceId} of product {row.ProductId} counts until {row.UntilLocal:yyyy-MM-dd HH:mm}, which is after another has taken its place")];
    }

    private sealed record Row(long PriceId, long ProductId, DateTime UntilLocal);
}
