using Store.Contracts.Chain;
using Store.Contracts.Inventory;

namespace Store.Catalog.PriceFloors;

/// <summary>What the floor of an item is asked with.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Unit">One of its units; empty for its own.</param>
/// <param name="Factor">How many of its own unit that unit holds.</param>
/// <param name="CategoryId">Its category.</param>
/// <param name="TaxRate">Its tax rate.</param>
internal sealed record Guarded(long ProductId, string Unit, Quantity Factor, long? CategoryId, TaxRate TaxRate);

/// <param name="Floor">The lowest price of one unit; null without one.</param>
/// <param name="Cost">What one unit costs without tax; null where it is not known or was not needed.</param>
/// <param name="TaxInPrice">The tax rate that is inside the price; null where tax comes on top.</param>
internal sealed record Guard(Money? Floor, Money? Cost, TaxRate? TaxInPrice);

/// <summary>The lowest prices that need nobody's approval.</summary>
internal sealed class FloorBook(Db db, IMediator mediator)
{
    /// <summary>The floors of some items in a store or, with 0, in the whole chain.</summary>
    /// <param name="storeId">The store; 0 for the whole chain, whose cost is over the stock of all stores and whose prices have the tax in them where that of any store has.</param>
    /// <param name="items">What is asked for.</param>
    /// <param name="withCosts">Whether costs are wanted even where no margin is guarded.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyDictionary<(long ProductId, string Unit), Guard>> Find(
        long storeId, IReadOnlyCollection<Guarded> items, bool withCosts, CancellationToken cancellationToken)
    {
        var rows = await Floors(items, cancellationToken);
        if (!withCosts && rows.Count == 0)
            return new Dictionary<(long, string), Guard>();

        var costs = new Dictionary<long, UnitCost>();
        var taxIsInPrice = true;
        if (withCosts || rows.Any(row => row.MarginPpm is not null))
        {
            var stores = storeId == 0 ? await mediator.Send(new ListStoreIds(), cancellationToken) : [storeId];
            costs = (await mediator.Send(new GetUnitCosts(stores, [.. items.Select(item => item.ProductId).Distinct()]), cancellationToken)).ToDictionary(cost => cost.ProductId);
            taxIsInPrice = stores.Count == 0 || (await mediator.Send(new GetStore(stores[0]), cancellationToken)).PricesIncludeTax;
        }

        return items.Distinct().ToDictionary(item => (item.ProductId, item.Unit), item =>
        {
            var cost = costs.TryGetValue(item.ProductId, out var known) ? known.Of(item.Factor) : (Money?)null;
            TaxRate? inPrice = taxIsInPrice ? item.TaxRate : null;
            return new Guard(FloorOfProduct.Of(item.ProductId, item.CategoryId, rows).PriceOf(item.Factor, cost, inPrice), cost, inPrice);
        });
    }

    private Task<IReadOnlyList<FloorRow>> Floors(IReadOnlyCollection<Guarded> items, CancellationToken cancellationToken) => db.Query<FloorRow>("""
        WITH up (CategoryId, AncestorId, Level) AS
        (
            SELECT CategoryId, CategoryId, 1 FROM catalog.Categories WHERE CategoryId IN @categories
            UNION ALL
            SELECT u.CategoryId, c.ParentId, u.Level + 1
            FROM   up u
            JOIN   catalog.Categories c ON c.CategoryId = u.AncestorId
            WHERE  c.ParentId <> 0 AND u.Level <= 8
        )
        SELECT f.Kind, f.TargetId, u.CategoryId, u.Level, f.FloorMinor, f.MarginPpm
        FROM   catalog.PriceFloors f
        JOIN   up u ON u.AncestorId = f.TargetId
        WHERE  f.Kind = 'Category'
        UNION ALL
        SELECT f.Kind, f.TargetId, 0, 0, f.FloorMinor, f.MarginPpm
        FROM   catalog.PriceFloors f
        WHERE  (f.Kind = 'Product' AND f.TargetId IN @products) OR f.Kind = 'Chain'
        """, new { categories = items.Select(item => item.CategoryId).OfType<long>().Distinct(), products = items.Select(item => item.ProductId).Distinct() }, cancellationToken);
}
