using Store.Catalog.Prices;

namespace Store.Catalog.PriceNews;

/// <summary>Tells open tills, on whichever host, that prices have changed: a row per product, in the transaction of the change.</summary>
internal static class NewsRows
{
    /// <summary>Stands for every product: a till that hears of more than a few reads them all again.</summary>
    public const long Everything = 0;

    private const int ProductsAtMost = 100;

    // A till that has been away for longer than so many changes reads everything again.
    private const int VersionsKept = 5000;

    /// <param name="db">The database.</param>
    /// <param name="changed">Where prices changed (0: in the whole chain) and of which products (<see cref="Everything"/>: of all).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task TellOfPrices(this Db db, IEnumerable<(long StoreId, long ProductId)> changed, CancellationToken cancellationToken)
    {
        var news = changed.Distinct().ToList();
        if (news.Count == 0)
            return;
        if (news.Count > ProductsAtMost)
            news = [.. news.Select(one => (one.StoreId == PriceRow.WholeChain ? PriceRow.WholeChain : one.StoreId, Everything)).Distinct()];
        await db.Execute("UPDATE catalog.PriceVersions SET Version = Version + 1 WHERE PriceVersionId = 1", null, cancellationToken);
        var version = await db.Scalar<long>("SELECT Version FROM catalog.PriceVersions WHERE PriceVersionId = 1", null, cancellationToken);
        await db.Insert(
            "INSERT INTO catalog.PriceNews (Version, StoreId, ProductId) VALUES (@Version, @StoreId, @ProductId)",
            [.. news.Select(one => new NewsRow(version, one.StoreId, one.ProductId))], cancellationToken);
        await db.Execute("DELETE FROM catalog.PriceNews WHERE Version <= @old", new { old = version - VersionsKept }, cancellationToken);
    }

    private sealed record NewsRow(long Version, long StoreId, long ProductId);
}
