using Store.Catalog.Prices;
using Store.Catalog.Products;

namespace Store.Catalog.Labels;

/// <summary>Why a label has to be changed.</summary>
internal enum LabelState
{
    /// <summary>No label has been confirmed.</summary>
    New,

    /// <summary>The price has changed since the label was confirmed.</summary>
    Changed,

    /// <summary>The price will change soon.</summary>
    Coming,
}

/// <summary>A product in a store, with what its label says and what it should say.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Code">Item code.</param>
/// <param name="Name">Name.</param>
/// <param name="Spec">Specification.</param>
/// <param name="Unit">Unit that the price is for.</param>
/// <param name="Barcode">A barcode of that unit; null without one.</param>
/// <param name="ShelfPrice">What the confirmed label says; null where none has been confirmed.</param>
/// <param name="PrintedPrice">What the label says that was printed last; null where none was.</param>
/// <param name="PrintedAt">When it was printed, UTC.</param>
/// <param name="Content">What one unit holds, for the price to compare.</param>
/// <param name="InForce">What a passer-by should pay now, labels left out of account; null without a price.</param>
/// <param name="Coming">What they should pay at the end of the time looked at; null without a price.</param>
internal sealed record Labelled(
    long ProductId, string Code, string Name, string Spec, string Unit, string? Barcode, Money? ShelfPrice, Money? PrintedPrice, DateTime? PrintedAt, NetContent Content, PriceInForce? InForce,
    PriceInForce? Coming)
{
    /// <summary>What they should pay now.</summary>
    public Money? Price => InForce?.Price;

    /// <summary>What they should pay at the end of the time looked at.</summary>
    public Money? ComingPrice => Coming?.Price;

    /// <summary>Why the label has to be changed; null where it need not.</summary>
    public LabelState? State => (Price, ComingPrice, ShelfPrice) switch
    {
        (null, null, _) => null,
        (_, _, null) => LabelState.New,
        ({ } now, _, { } shelf) when now != shelf => LabelState.Changed,
        (_, { } coming, { } shelf) when coming != shelf => LabelState.Coming,
        _ => null,
    };

    /// <summary>What a label printed now should say: the coming price where the present one hangs there already.</summary>
    public Money? PriceToPrint => ToPrint?.Price;

    /// <summary>What it cost before, for a label that shows both: the retail price beside a special, or what the label on the shelf says, where that is more.</summary>
    public Money? PriceBefore => ToPrint is not { } now ? null : now.ListPrice > now.Price ? now.ListPrice : ShelfPrice > now.Price ? ShelfPrice : null;

    private PriceInForce? ToPrint => State == LabelState.Coming ? Coming : InForce ?? Coming;
}

/// <summary>Holds what labels say against what they should say.</summary>
internal sealed class LabelWork(Db db, PriceBook book, WallClock wallClock)
{
    private const int IdsAtMost = 500;

    /// <summary>Some products of a store.</summary>
    /// <param name="storeId">The store.</param>
    /// <param name="productIds">The products.</param>
    /// <param name="ahead">How far to look for coming prices.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<Labelled>> Of(long storeId, IReadOnlyCollection<long> productIds, TimeSpan ahead, CancellationToken cancellationToken)
    {
        var local = await wallClock.Now(storeId, cancellationToken);
        var labelled = new List<Labelled>(productIds.Count);
        foreach (var chunk in productIds.Chunk(IdsAtMost))
        {
            var items = chunk.Select(id => new Priceable(id, "", Quantity.One)).ToList();
            var now = await Prices(storeId, items, local, cancellationToken);
            var coming = ahead == TimeSpan.Zero ? now : await Prices(storeId, items, local + ahead, cancellationToken);
            labelled.AddRange((await db.Query<Row>("""
                SELECT    p.ProductId, p.Code, p.Name, p.Spec, p.Unit, b.Barcode, s.ConfirmedMinor, s.PrintedMinor, s.PrintedAt,
                          p.ContentMilli, p.ContentUnit, p.ContentPer
                FROM      catalog.Products p
                LEFT JOIN catalog.ShelfLabels s ON s.StoreId = @storeId AND s.ProductId = p.ProductId
                LEFT JOIN catalog.Barcodes b ON b.Barcode = (SELECT MIN(f.Barcode) FROM catalog.Barcodes f WHERE f.ProductId = p.ProductId AND f.Unit = '' AND f.FactorMilli = 1000)
                WHERE     p.ProductId IN @chunk AND p.Active = 1
                ORDER BY p.ProductId
                """, new { storeId, chunk }, cancellationToken)).Select(row => new Labelled(
                row.ProductId, row.Code, row.Name, row.Spec, row.Unit, row.Barcode, row.Confirmed, row.Printed, row.PrintedAt,
                new NetContent(row.Content, row.ContentUnit, row.ContentPer), now.GetValueOrDefault(row.ProductId), coming.GetValueOrDefault(row.ProductId))));
        }

        return labelled;
    }

    /// <summary>What a passer-by should pay, whatever the labels say.</summary>
    private async Task<Dictionary<long, PriceInForce?>> Prices(long storeId, IReadOnlyList<Priceable> items, DateTime local, CancellationToken cancellationToken)
    {
        var open = (await book.OpenPrices(storeId, items, local, customer: null, cancellationToken)).Where(price => price.ListId != PriceRule.Label).ToLookup(price => price.ProductId);
        return items.ToDictionary(item => item.ProductId, item => PriceRule.Of(item, open[item.ProductId]));
    }

    private sealed record Row(
        long ProductId, string Code, string Name, string Spec, string Unit, string? Barcode, Money? Confirmed, Money? Printed, DateTime? PrintedAt,
        Quantity Content, string ContentUnit, string ContentPer);
}
