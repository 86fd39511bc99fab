using Store.Catalog.Assortment;
using Store.Contracts.Catalog;

namespace Store.Catalog.Products;

/// <summary>
/// What a till has to know of products besides their price: flags, age limit, deposit, parts. And the prices that follow from others: a unit's, where it has none of its
/// own, is the base unit's times its factor; a kit's that is priced at its parts is the sum of theirs.
/// </summary>
internal sealed class SaleFacts(Db db, StoreAssortment assortment)
{
    private const int IdsAtMost = 1000;

    /// <summary>Answers with what can be sold of what is asked for.</summary>
    /// <param name="request">What is asked for; each item once.</param>
    /// <param name="price">Gives the prices of items, whose products are read already: of every product its base unit's, and of a unit where it has a price of its own.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<PricedProduct>> Answer(
        PriceProducts request, Func<IReadOnlyCollection<PriceItem>, IReadOnlyDictionary<long, ProductOnSale>, Task<IReadOnlyList<PricedProduct>>> price, CancellationToken cancellationToken)
    {
        var items = request.Items.Distinct().ToList();
        var facts = await SellableFacts(request, cancellationToken);
        var parts = await Parts([.. facts.Values.Where(fact => fact.Pricing != KitPricing.None).Select(fact => fact.ProductId)], cancellationToken);
        var factors = await Factors([.. items.Where(item => item.Unit is not null).Select(item => item.ProductId).Distinct()], cancellationToken);
        var partIds = facts.Values.Where(fact => fact.Pricing == KitPricing.AtParts).SelectMany(fact => parts[fact.ProductId]).Select(part => part.PartId).Distinct().ToList();
        var products = (await Facts([.. partIds.Where(partId => !facts.ContainsKey(partId))], cancellationToken)).Concat(facts.Values).ToDictionary(fact => fact.ProductId);
        var wanted = items.Where(item => facts.ContainsKey(item.ProductId)).SelectMany(item => new[] { item with { Unit = null }, item }).Concat(partIds.Select(partId => new PriceItem(partId)));
        var priced = (await price([.. wanted.Distinct()], products))
            .DistinctBy(one => (one.ProductId, one.Unit)).ToDictionary(one => (one.ProductId, one.Unit));
        var baseUnits = priced.Values.Where(one => one.Factor == Quantity.One && (!facts.TryGetValue(one.ProductId, out var fact) || fact.Unit == one.Unit))
            .DistinctBy(one => one.ProductId).ToDictionary(one => one.ProductId);

        var answer = new List<PricedProduct>(items.Count);
        foreach (var item in items)
        {
            if (!facts.TryGetValue(item.ProductId, out var fact) || InBaseUnit(fact, baseUnits, parts) is not { } product)
                continue;
            var unit = item.Unit is null || item.Unit == fact.Unit ? product : InUnit(item.Unit, fact, product, priced, factors);
            if (unit is not null)
                answer.Add(With(unit, fact, parts));
        }

        return answer;
    }

    private static PricedProduct? InBaseUnit(ProductOnSale fact, Dictionary<long, PricedProduct> baseUnits, ILookup<long, Part> parts)
    {
        if (fact.Pricing != KitPricing.AtParts)
            return baseUnits.GetValueOrDefault(fact.ProductId);
        var own = parts[fact.ProductId].ToList();
        if (own.Count == 0 || own.Exists(part => !baseUnits.ContainsKey(part.PartId)))
            return null;
        Money Sum(Func<PricedProduct, Money> of) => Money.Sum(own.Select(part => Money.Of(of(baseUnits[part.PartId]), part.Quantity)));
        var prices = own.ConvertAll(part => baseUnits[part.PartId]);
        var strongest = prices.MaxBy(one => one.Source)!;
        return new PricedProduct(fact.ProductId, fact.Code, fact.Name, fact.Unit, Sum(one => one.Price), strongest.PriceId, fact.TaxCode, fact.TaxRate)
        {
            ListPrice = Sum(one => one.ListPrice), Source = strongest.Source, SourceName = strongest.SourceName,
            Floor = prices.Exists(one => one.Floor is not null) ? Sum(one => one.Floor ?? Money.Zero) : null,
        };
    }

    private static PricedProduct? InUnit(
        string unit, ProductOnSale fact, PricedProduct product, Dictionary<(long ProductId, string Unit), PricedProduct> priced, Dictionary<(long ProductId, string Unit), Quantity> factors)
    {
        if (!factors.TryGetValue((fact.ProductId, unit), out var factor))
            return null;
        if (fact.Pricing != KitPricing.AtParts && priced.TryGetValue((fact.ProductId, unit), out var own))
            return own with { Factor = factor };
        return product with
        {
            Unit = unit,
            Factor = factor,
            Price = Money.Of(product.Price, factor),
            ListPrice = Money.Of(product.ListPrice, factor),
            Floor = product.Floor is { } floor ? Money.Of(floor, factor) : null,
        };
    }

    private static PricedProduct With(PricedProduct product, ProductOnSale fact, ILookup<long, Part> parts)
    {
        var told = product with
        {
            Brand = fact.Brand,
            CategoryId = fact.CategoryId,
            Flags = (ItemFlags)fact.Flags,
            AgeLimit = fact.AgeLimit,
            Deposit = fact.DepositProductId is { } deposit ? new LinkedProduct(deposit, Times(fact.DepositQuantity, product.Factor)) : null,
        };
        return fact.Pricing == KitPricing.None
            ? told
            : told with { Parts = [.. parts[fact.ProductId].Select(part => new LinkedProduct(part.PartId, Times(part.Quantity, product.Factor)))] };
    }

    private static Quantity Times(Quantity quantity, Quantity factor) => factor == Quantity.One ? quantity : new Quantity(quantity.Milli * factor.Milli / Quantity.PerUnit);

    private async Task<Dictionary<long, ProductOnSale>> SellableFacts(PriceProducts request, CancellationToken cancellationToken)
    {
        var facts = (await Facts([.. request.Items.Select(item => item.ProductId).Distinct()], cancellationToken)).ToDictionary(fact => fact.ProductId);
        if (facts.Count == 0 || request.AlsoUnlisted || assortment.MaySellUnlisted(request.StoreId))
            return facts;
        var listed = await assortment.Listed(request.StoreId, [.. facts.Values.Select(fact => (fact.ProductId, fact.CategoryId))], cancellationToken);
        return facts.Where(fact => listed.Contains(fact.Key)).ToDictionary(fact => fact.Key, fact => fact.Value);
    }

    private async Task<IReadOnlyList<ProductOnSale>> Facts(IReadOnlyList<long> productIds, CancellationToken cancellationToken)
    {
        var facts = new List<ProductOnSale>(productIds.Count);
        foreach (var chunk in productIds.Chunk(IdsAtMost))
        {
            facts.AddRange(await db.Query<ProductOnSale>("""
                SELECT p.ProductId, p.Code, p.Name, p.Unit, p.Brand, p.CategoryId, p.Flags, p.AgeLimit, p.KitPricing, p.DepositProductId, p.DepositQuantityMilli,
                       t.Code AS TaxCode, t.RatePpm AS TaxRatePpm, (SELECT COUNT(*) FROM catalog.PriceFloors) AS Floors
                FROM   catalog.Products p
                JOIN   catalog.TaxCodes t ON t.TaxCodeId = p.TaxCodeId
                WHERE  p.ProductId IN @chunk AND p.Active = 1
                """, new { chunk }, cancellationToken));
        }

        return facts;
    }

    private async Task<ILookup<long, Part>> Parts(IReadOnlyList<long> kitIds, CancellationToken cancellationToken)
    {
        var parts = new List<Part>();
        foreach (var chunk in kitIds.Chunk(IdsAtMost))
        {
            parts.AddRange(await db.Query<Part>("""
                SELECT KitId, PartId, QuantityMilli
                FROM   catalog.KitParts
                WHERE  KitId IN @chunk
                ORDER BY KitId, Position, PartId
                """, new { chunk }, cancellationToken));
        }

        return parts.ToLookup(part => part.KitId);
    }

    /// <summary>A unit's factor is that of its barcodes.</summary>
    private async Task<Dictionary<(long ProductId, string Unit), Quantity>> Factors(IReadOnlyList<long> productIds, CancellationToken cancellationToken)
    {
        var factors = new Dictionary<(long ProductId, string Unit), Quantity>();
        foreach (var chunk in productIds.Chunk(IdsAtMost))
        {
            foreach (var row in await db.Query<UnitRow>("""
                SELECT ProductId, Unit, MIN(FactorMilli) AS FactorMilli
                FROM   catalog.Barcodes
                WHERE  ProductId IN @chunk AND Unit <> ''
                GROUP BY ProductId, Unit
                """, new { chunk }, cancellationToken))
            {
                factors[(row.ProductId, row.Unit)] = row.Factor;
            }
        }

        return factors;
    }

    private sealed record Part(long KitId, long PartId, Quantity Quantity);

    private sealed record UnitRow(long ProductId, string Unit, Quantity Factor);
}

/// <summary>A product that is on sale, as prices and tills need it.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Code">Item code.</param>
/// <param name="Name">Name as printed on the receipt.</param>
/// <param name="Unit">Its base unit.</param>
/// <param name="Brand">Its brand; empty without one.</param>
/// <param name="CategoryId">Its category; null without one.</param>
/// <param name="Flags">As <see cref="ItemFlags"/>.</param>
/// <param name="AgeLimit">From what age it may be sold.</param>
/// <param name="KitPricing">As <see cref="Pricing"/>.</param>
/// <param name="DepositProductId">The deposit that goes with it; null without one.</param>
/// <param name="DepositQuantity">How much of it.</param>
/// <param name="TaxCode">Tax code.</param>
/// <param name="TaxRate">Its rate now.</param>
/// <param name="Floors">How many price floors there are in the chain.</param>
internal sealed record ProductOnSale(
    long ProductId, string Code, string Name, string Unit, string Brand, long? CategoryId, int Flags, int AgeLimit, int KitPricing, long? DepositProductId, Quantity DepositQuantity,
    string TaxCode, TaxRate TaxRate, int Floors)
{
    public KitPricing Pricing => (KitPricing)KitPricing;
}

/// <summary>How a product that is made of others is priced.</summary>
internal enum KitPricing
{
    /// <summary>It is no kit.</summary>
    None = 0,

    /// <summary>It has a price of its own, spread over the parts.</summary>
    AtKit = 1,

    /// <summary>It costs what its parts cost.</summary>
    AtParts = 2,
}
