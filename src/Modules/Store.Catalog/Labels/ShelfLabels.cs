using System.Data.Common;
using Store.Catalog.PriceNews;

namespace Store.Catalog.Labels;

/// <summary>What is known of the labels on a store's shelves.</summary>
internal sealed class ShelfLabels(Db db, Caller caller, TimeProvider clock)
{
    private const int IdsAtMost = 1000;

    /// <summary>Keeps what was printed; where that is less than any label so far, the till charges no more from now on.</summary>
    public async Task Printed(long storeId, IReadOnlyList<(long ProductId, Money Price)> printed, CancellationToken cancellationToken)
    {
        var fresh = await Fresh(storeId, printed, cancellationToken);
        foreach (var same in printed.Where(one => !fresh.Contains(one.ProductId)).GroupBy(one => one.Price))
        {
            await db.Execute("""
                UPDATE catalog.ShelfLabels
                SET    PrintedMinor = @Price, PrintedByName = @Name, PrintedAt = @now, LowestMinor = CASE WHEN LowestMinor > @Price THEN @Price ELSE LowestMinor END
                WHERE  StoreId = @storeId AND ProductId IN @products
                """, new { Price = same.Key, caller.Name, now = clock.UtcNow(), storeId, products = same.Select(one => one.ProductId) }, cancellationToken);
        }

        await Insert([.. printed.Where(one => fresh.Contains(one.ProductId)).Select(one => new Row(storeId, one.ProductId, null, "", null, one.Price, caller.Name, clock.UtcNow(), one.Price, clock.UtcNow()))],
            cancellationToken);
        await db.TellOfPrices(printed.Select(one => (storeId, one.ProductId)), cancellationToken);
    }

    /// <summary>Keeps what hangs on the shelf; labels printed before hang there no more.</summary>
    public async Task Confirmed(long storeId, IReadOnlyList<(long ProductId, Money Price)> confirmed, CancellationToken cancellationToken)
    {
        var fresh = await Fresh(storeId, confirmed, cancellationToken);
        foreach (var same in confirmed.Where(one => !fresh.Contains(one.ProductId)).GroupBy(one => one.Price))
        {
            await db.Execute("""
                UPDATE catalog.ShelfLabels
                SET    ConfirmedMinor = @Price, ConfirmedByName = @Name, ConfirmedAt = @now, LowestMinor = @Price, ChangedAt = @now
                WHERE  StoreId = @storeId AND ProductId IN @products
                """, new { Price = same.Key, caller.Name, now = clock.UtcNow(), storeId, products = same.Select(one => one.ProductId) }, cancellationToken);
        }

        await Insert([.. confirmed.Where(one => fresh.Contains(one.ProductId)).Select(one => new Row(storeId, one.ProductId, one.Price, caller.Name, clock.UtcNow(), null, "", null, one.Price, clock.UtcNow()))],
            cancellationToken);
        await db.TellOfPrices(confirmed.Select(one => (storeId, one.ProductId)), cancellationToken);
    }

    /// <summary>Begins anew: what hangs on the shelves is right as it is.</summary>
    public async Task BeginWith(long storeId, IReadOnlyList<(long ProductId, Money Price)> prices, CancellationToken cancellationToken)
    {
        await db.Execute("DELETE FROM catalog.ShelfLabels WHERE StoreId = @storeId", new { storeId }, cancellationToken);
        await Insert([.. prices.Select(one => new Row(storeId, one.ProductId, one.Price, caller.Name, clock.UtcNow(), null, "", null, one.Price, clock.UtcNow()))], cancellationToken);
        await db.TellOfPrices([(storeId, NewsRows.Everything)], cancellationToken);
    }

    private async Task<HashSet<long>> Fresh(long storeId, IReadOnlyList<(long ProductId, Money Price)> labels, CancellationToken cancellationToken)
    {
        var known = new HashSet<long>();
        foreach (var products in labels.Select(one => one.ProductId).Chunk(IdsAtMost))
        {
            known.UnionWith(await db.Query<long>(
                "SELECT ProductId FROM catalog.ShelfLabels WITH (UPDLOCK) WHERE StoreId = @storeId AND ProductId IN @products", new { storeId, products }, cancellationToken));
        }

        return [.. labels.Select(one => one.ProductId).Where(id => !known.Contains(id))];
    }

    private async Task Insert(IReadOnlyList<Row> rows, CancellationToken cancellationToken)
    {
        try
        {
            await db.Insert("""
                INSERT INTO catalog.ShelfLabels (StoreId, ProductId, ConfirmedMinor, ConfirmedByName, ConfirmedAt, PrintedMinor, PrintedByName, PrintedAt, LowestMinor, ChangedAt)
                VALUES (@StoreId, @ProductId, @Confirmed, @ConfirmedByName, @ConfirmedAt, @Printed, @PrintedByName, @PrintedAt, @Lowest, @ChangedAt)
                """, rows, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("Someone else has just labelled one of these products for the first time.", refused);
        }
    }

    private sealed record Row(
        long StoreId, long ProductId, Money? Confirmed, string ConfirmedByName, DateTime? ConfirmedAt, Money? Printed, string PrintedByName, DateTime? PrintedAt, Money Lowest,
        DateTime ChangedAt);
}
