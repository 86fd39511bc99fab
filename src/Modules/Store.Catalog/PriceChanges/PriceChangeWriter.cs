using Store.Catalog.PriceNews;
using Store.Catalog.Prices;

namespace Store.Catalog.PriceChanges;

/// <summary>Brings an approved document's prices into the price book, and takes them out again before they begin.</summary>
internal sealed class PriceChangeWriter(Db db, Ids ids, PriceChangeDocuments documents, PriceChangePreview preview, WallClock wallClock, Caller caller, TimeProvider clock)
{
    private const int IdsAtMost = 1000;

    public async Task Write(PriceChangeDocument document, CancellationToken cancellationToken)
    {
        var lines = await documents.WithNewVariants(await documents.Lines(document.ChangeId, cancellationToken), cancellationToken);
        await KeepOldPrices(await preview.Of(document, lines, cancellationToken), cancellationToken);

        var begins = new Dictionary<long, DateTime>();
        foreach (var storeId in lines.SelectMany(line => PriceChangeDocuments.StoresOf(document, line)).Distinct())
        {
            var now = await wallClock.Now(storeId, cancellationToken);
            begins[storeId] = document.FromLocal > now ? document.FromLocal.Value : now;
            if (document.ToLocal <= begins[storeId])
                throw new RuleBroken("price.ends_before_it_begins", $"The price change {document.Number} would end before it begins.");
        }

        foreach (var productIds in lines.Select(line => line.ProductId).Distinct().Chunk(IdsAtMost))
            await db.Execute("UPDATE catalog.Products SET PriceVersion = PriceVersion + 1 WHERE ProductId IN @productIds", new { productIds }, cancellationToken);
        foreach (var styleIds in lines.Select(line => line.StyleId).Where(styleId => styleId != 0).Distinct().Chunk(IdsAtMost))
            await db.Execute("UPDATE catalog.Styles SET PriceVersion = PriceVersion + 1 WHERE StyleId IN @styleIds", new { styleIds }, cancellationToken);
        await End(document, lines, begins, cancellationToken);
        await db.InsertPrices(
            [.. from line in lines
                where line.NewPrice is not null
                from storeId in PriceChangeDocuments.StoresOf(document, line)
                select new PriceRow(
                    ids.Next(), line.ProductId, storeId, line.NewPrice!.Value, begins[storeId], document.ToLocal, document.Reason, caller.Name, clock.GetUtcNow().UtcDateTime)
                {
                    ListId = document.ListId, Unit = line.Unit, StyleId = line.StyleId, ChangeId = document.ChangeId,
                }], cancellationToken);
    }

    /// <summary>Takes back prices that have not begun; those that would have ended hold on.</summary>
    public async Task TakeBack(PriceChangeDocument document, CancellationToken cancellationToken)
    {
        await db.Execute("UPDATE catalog.Prices SET Cancelled = 1, UntilLocal = ValidFromLocal WHERE ChangeId = @ChangeId AND Cancelled = 0", document, cancellationToken);
        var lines = await documents.WithNewVariants(await documents.Lines(document.ChangeId, cancellationToken), cancellationToken);
        foreach (var productIds in lines.Select(line => line.ProductId).Distinct().Chunk(IdsAtMost))
        {
            await db.Execute("""
                UPDATE catalog.Prices
                SET    Cancelled = 0, EndedByChangeId = 0
                WHERE  ProductId IN @productIds AND EndedByChangeId = @ChangeId
                """, new { productIds, document.ChangeId }, cancellationToken);
        }

        await db.TellOfPrices(lines.Select(line => (PriceRow.WholeChain, line.ProductId)), cancellationToken);
        await db.EndReplacedPrices([.. lines.Select(line => line.ProductId).Distinct()], document.FromLocal!.Value, cancellationToken);
    }

    private async Task End(PriceChangeDocument document, IReadOnlyList<PriceChangeLineRow> lines, Dictionary<long, DateTime> begins, CancellationToken cancellationToken)
    {
        var ended = from line in lines
                    where line.NewPrice is null
                    from storeId in PriceChangeDocuments.StoresOf(document, line)
                    group line.ProductId by (line.Unit, line.StyleId, StoreId: storeId);
        foreach (var same in ended)
        {
            await db.TellOfPrices(same.Select(productId => (same.Key.StoreId, productId)), cancellationToken);
            foreach (var productIds in same.Chunk(IdsAtMost))
            {
                await db.Execute("""
                    UPDATE catalog.Prices
                    SET    UntilLocal = CASE WHEN ValidFromLocal > @from THEN ValidFromLocal ELSE @from END, Cancelled = 1, EndedByChangeId = @ChangeId
                    WHERE  ProductId IN @productIds AND UntilLocal > @from AND ListId = @ListId AND Unit = @Unit AND StoreId = @StoreId AND StyleId = @StyleId
                        AND Cancelled = 0
                    """, new { productIds, from = begins[same.Key.StoreId], document.ChangeId, document.ListId, same.Key.Unit, same.Key.StoreId, same.Key.StyleId }, cancellationToken);
            }
        }
    }

    /// <summary>The record shows what the price was when it was decided, whatever becomes of it later.</summary>
    private async Task KeepOldPrices(IReadOnlyDictionary<long, PriceChangePreview.Line> previews, CancellationToken cancellationToken)
    {
        foreach (var same in previews.GroupBy(line => line.Value.OldPrice).Where(same => same.Key is not null))
        {
            foreach (var lineIds in same.Select(line => line.Key).Chunk(IdsAtMost))
                await db.Execute("UPDATE catalog.PriceChangeLines SET OldPriceMinor = @OldPrice WHERE LineId IN @lineIds", new { OldPrice = same.Key, lineIds }, cancellationToken);
        }
    }
}
