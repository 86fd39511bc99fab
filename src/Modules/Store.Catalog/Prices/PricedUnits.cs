namespace Store.Catalog.Prices;

/// <summary>The units that prices are for: a product's own, and those that its barcodes are printed on.</summary>
internal sealed class PricedUnits(Db db)
{
    private const int IdsAtMost = 1000;

    /// <summary>Units as prices keep them, in the order asked: empty for a product's own.</summary>
    /// <exception cref="NotFound">There is no such product.</exception>
    /// <exception cref="RuleBroken">The product is not sold in that unit.</exception>
    public async Task<IReadOnlyList<string>> Normal(IReadOnlyList<(long ProductId, string? Unit)> asked, CancellationToken cancellationToken)
    {
        var own = new Dictionary<long, Own>();
        foreach (var chunk in asked.Select(item => item.ProductId).Distinct().Chunk(IdsAtMost))
        {
            foreach (var product in await db.Query<Own>("SELECT ProductId, Code, Unit FROM catalog.Products WHERE ProductId IN @chunk", new { chunk }, cancellationToken))
                own[product.ProductId] = product;
        }

        if (asked.FirstOrDefault(item => !own.ContainsKey(item.ProductId)) is { ProductId: not 0 } unknown)
            throw new NotFound("product", unknown.ProductId);
        var normal = asked.Select(item => item.Unit?.Trim() is { Length: > 0 } unit && unit != own[item.ProductId].Unit ? unit : "").ToList();
        var factors = await Factors([.. asked.Zip(normal, (item, unit) => (item.ProductId, unit))], cancellationToken);
        for (var i = 0; i < normal.Count; i++)
        {
            if (normal[i].Length > 0 && !factors.ContainsKey((asked[i].ProductId, normal[i])))
                throw new RuleBroken("unit.unknown", $"{own[asked[i].ProductId].Code} is not sold in the unit {normal[i]}: it has no barcode for it.");
        }

        return normal;
    }

    /// <summary>How many of the product's own unit the others hold; a product's own unit and those that are unknown are left out.</summary>
    public async Task<IReadOnlyDictionary<(long ProductId, string Unit), Quantity>> Factors(IReadOnlyCollection<(long ProductId, string Unit)> asked, CancellationToken cancellationToken)
    {
        var factors = new Dictionary<(long, string), Quantity>();
        foreach (var chunk in asked.Where(item => item.Unit.Length > 0).Distinct().Chunk(IdsAtMost))
        {
            foreach (var (productId, unit, factor) in await db.Query<Pack>("""
                SELECT ProductId, Unit, MIN(FactorMilli) AS FactorMilli
                FROM   catalog.Barcodes
                WHERE  ProductId IN @products AND Unit IN @units
                GROUP BY ProductId, Unit
                """, new { products = chunk.Select(item => item.ProductId).Distinct(), units = chunk.Select(item => item.Unit).Distinct(StringComparer.Ordinal) }, cancellationToken))
            {
                factors[(productId, unit)] = factor;
            }
        }

        return factors;
    }

    private sealed record Own(long ProductId, string Code, string Unit);

    private sealed record Pack(long ProductId, string Unit, Quantity Factor);
}
