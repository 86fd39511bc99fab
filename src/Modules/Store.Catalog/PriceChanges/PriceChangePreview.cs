using Store.Catalog.PriceFloors;
using Store.Catalog.Prices;

namespace Store.Catalog.PriceChanges;

/// <summary>What a document would do: each line's price now, its margin and whether it goes below the floor. Seen in the line's store, the first of the document's, or the chain.</summary>
internal sealed class PriceChangePreview(Db db, PricedUnits units, FloorBook floors, WallClock wallClock)
{
    /// <param name="Code">Item code.</param>
    /// <param name="Name">Name.</param>
    /// <param name="Unit">The unit that the price is for, in words.</param>
    /// <param name="OldPrice">What holds now on this list or, for retail prices, in this store; null without one.</param>
    /// <param name="RetailPrice">The retail price now; null without one.</param>
    /// <param name="Cost">What one unit costs without tax; null where it is not known.</param>
    /// <param name="Margin">The share of the new price without tax that is left above cost, in percent; null where the cost is not known.</param>
    /// <param name="Floor">The lowest price that needs nobody's approval at a till; null without one.</param>
    /// <param name="BehindOwn">Whether it is a style's price in whose place this variant has one of its own, which goes on counting.</param>
    internal sealed record Line(
        string Code, string Name, string Unit, Money? OldPrice, Money? RetailPrice, Money? Cost, decimal? Margin, Money? Floor, bool BehindOwn);

    /// <summary>By line.</summary>
    public async Task<IReadOnlyDictionary<long, Line>> Of(PriceChangeDocument document, IReadOnlyCollection<PriceChangeLineRow> lines, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<long, Line>();
        foreach (var ofStore in lines.GroupBy(line => line.StoreId != PriceRow.WholeChain ? line.StoreId : document.StoreIds.Count == 0 ? PriceRow.WholeChain : document.StoreIds[0]))
        {
            foreach (var (lineId, line) in await InStore(document.ListId, ofStore.Key, [.. ofStore], cancellationToken))
                seen[lineId] = line;
        }

        return seen;
    }

    private async Task<Dictionary<long, Line>> InStore(long listId, long storeId, IReadOnlyList<PriceChangeLineRow> lines, CancellationToken cancellationToken)
    {
        var productIds = lines.Select(line => line.ProductId).Distinct().ToList();
        var products = new Dictionary<long, Product>();
        var rows = new List<OpenPrice>();
        foreach (var chunk in productIds.Chunk(1000))
        {
            foreach (var product in await db.Query<Product>("""
                SELECT p.ProductId, p.Code, p.Name, p.Unit, p.CategoryId, t.RatePpm AS TaxRatePpm
                FROM   catalog.Products p
                JOIN   catalog.TaxCodes t ON t.TaxCodeId = p.TaxCodeId
                WHERE  p.ProductId IN @chunk
                """, new { chunk }, cancellationToken))
            {
                products[product.ProductId] = product;
            }

            rows.AddRange(await db.Query<OpenPrice>("""
                SELECT PriceId, ProductId, StoreId, Unit, PriceMinor, ValidFromLocal AS FromLocal, ListId, '' AS ListName, 0 AS Source, 0 AS Priority, StyleId
                FROM   catalog.Prices
                WHERE  ProductId IN @chunk AND UntilLocal > @local AND ValidFromLocal <= @local AND StoreId IN (0, @storeId) AND ListId IN (0, @listId)
                """, new { chunk, storeId, listId, local = await wallClock.Now(storeId, cancellationToken) }, cancellationToken));
        }

        var factors = await units.Factors([.. lines.Select(line => (line.ProductId, line.Unit))], cancellationToken);
        var items = lines.ToDictionary(line => line.LineId, line => new Priceable(line.ProductId, line.Unit, factors.GetValueOrDefault((line.ProductId, line.Unit), Quantity.One)));
        var guards = await floors.Find(
            storeId, [.. items.Values.Select(item => new Guarded(item.ProductId, item.Unit, item.Factor, products[item.ProductId].CategoryId, products[item.ProductId].TaxRate))],
            withCosts: true, cancellationToken);
        var open = rows.ToLookup(row => row.ProductId);
        return lines.ToDictionary(line => line.LineId, line =>
        {
            var (product, guard) = (products[line.ProductId], guards[(line.ProductId, line.Unit)]);
            var rivals = PriceRule.Rivals(items[line.LineId], open[line.ProductId]);
            var behind = line.StyleId != 0 && open[line.ProductId].Any(row => row.StyleId == 0 && row.ListId == listId && row.Unit == line.Unit && row.StoreId == storeId);
            Money? On(long list) => rivals.FirstOrDefault(rival => rival.Row.ListId == list)?.Price.Price;
            return new Line(
                product.Code, product.Name, line.Unit.Length == 0 ? product.Unit : line.Unit, On(listId), On(PriceRow.Retail), guard.Cost,
                line.NewPrice is { } price ? Margins.Percent(price, guard.Cost, guard.TaxInPrice) : null, guard.Floor, behind);
        });
    }

    private sealed record Product(long ProductId, string Code, string Name, string Unit, long? CategoryId, TaxRate TaxRate);
}
