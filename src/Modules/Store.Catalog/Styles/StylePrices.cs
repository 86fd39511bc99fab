using Store.Catalog.Prices;

namespace Store.Catalog.Styles;

/// <summary>
/// The prices of styles. Each is kept in every variant as a row of its own that is marked with the style: so each variant has its history and a sale knows the version that it
/// was made at. In the same place (store, list) a price of the variant's own comes before it. All variants have the same ones; a new variant gets those that hold or will hold.
/// </summary>
internal sealed class StylePrices(Db db, Ids ids, WallClock wallClock)
{
    /// <summary>The variants of a style.</summary>
    /// <exception cref="NotFound">There is no such style.</exception>
    /// <exception cref="RuleBroken">It has no variants that could have a price.</exception>
    public async Task<IReadOnlyList<long>> Variants(long styleId, CancellationToken cancellationToken)
    {
        var variants = await db.Query<long>("SELECT ProductId FROM catalog.Variants WHERE StyleId = @styleId ORDER BY ProductId", new { styleId }, cancellationToken);
        if (variants.Count > 0)
            return variants;
        var code = await db.Find<string>("SELECT Code FROM catalog.Styles WHERE StyleId = @styleId", new { styleId }, cancellationToken) ?? throw new NotFound("style", styleId);
        throw new RuleBroken("style.no_variants", $"The style {code} has no variants that could have a price.");
    }

    /// <summary>The style of a variant.</summary>
    /// <exception cref="NotFound">The product is no variant.</exception>
    public async Task<long> StyleOf(long productId, CancellationToken cancellationToken) =>
        await db.Find<long?>("SELECT StyleId FROM catalog.Variants WHERE ProductId = @productId", new { productId }, cancellationToken) ?? throw new NotFound("variant", productId);

    /// <summary>Lines with the products that they are for: a line for a style once for each of its variants.</summary>
    public async Task<IReadOnlyList<(TLine Line, long ProductId)>> Spread<TLine>(IEnumerable<TLine> lines, CancellationToken cancellationToken)
        where TLine : IPricedLine
    {
        var variants = new Dictionary<long, IReadOnlyList<long>>();
        var spread = new List<(TLine, long)>();
        foreach (var line in lines)
        {
            if (line.StyleId != 0 && !variants.ContainsKey(line.StyleId))
                variants[line.StyleId] = await Variants(line.StyleId, cancellationToken);
            spread.AddRange((line.StyleId == 0 ? [line.ProductId] : variants[line.StyleId]).Select(productId => (line, productId)));
        }

        return spread;
    }

    /// <summary>The retail price of a style at a moment in a store, or in the whole chain; null without one.</summary>
    public Task<Held?> Retail(long styleId, long storeId, DateTime local, CancellationToken cancellationToken) => db.Find<Held>("""
        SELECT p.PriceMinor, p.ValidToLocal AS ToLocal
        FROM   catalog.Prices p
        WHERE  p.ProductId = (SELECT MIN(v.ProductId) FROM catalog.Variants v WHERE v.StyleId = @styleId) AND p.UntilLocal > @local AND p.ValidFromLocal <= @local
           AND p.StyleId = @styleId AND p.StoreId = @storeId AND p.ListId = 0
        ORDER BY p.ValidFromLocal DESC, p.PriceId DESC
        OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
        """, new { styleId, storeId, local }, cancellationToken);

    /// <summary>Gives every variant those prices of its style that hold or will hold and that it lacks.</summary>
    public async Task Share(long styleId, CancellationToken cancellationToken)
    {
        var rows = await db.Query<Row>("""
            SELECT p.PriceId, p.ProductId, p.StoreId, p.ListId, p.Unit, p.PriceMinor, p.ValidFromLocal, p.ValidToLocal, p.UntilLocal, p.Cancelled, p.ChangeId, p.EndedByChangeId, p.Reason,
                   p.SetByName, p.SetAt
            FROM   catalog.Variants v
            JOIN   catalog.Prices p ON p.ProductId = v.ProductId
            WHERE  v.StyleId = @styleId AND p.StyleId = @styleId AND p.UntilLocal > @local
            ORDER BY p.PriceId
            """, new { styleId, local = await wallClock.Now(PriceRow.WholeChain, cancellationToken) }, cancellationToken);
        var variants = await Variants(styleId, cancellationToken);
        var lacking = rows.GroupBy(row => (row.StoreId, row.ListId, row.Unit, row.Price, row.ValidFromLocal, row.ValidToLocal))
            .SelectMany(same => variants.Except(same.Select(row => row.ProductId)).Select(productId => Copy(same.First(), productId, styleId))).ToList();
        if (lacking.Count > 0)
            await db.InsertPrices(lacking, cancellationToken);
    }

    private PriceRow Copy(Row row, long productId, long styleId) => new(
        ids.Next(), productId, row.StoreId, row.Price, row.ValidFromLocal.WithoutZone(), row.ValidToLocal?.WithoutZone(), row.Reason, row.SetByName, row.SetAt)
    {
        ListId = row.ListId, Unit = row.Unit, StyleId = styleId, ChangeId = row.ChangeId, EndedByChangeId = row.EndedByChangeId, UntilLocal = row.UntilLocal.WithoutZone(),
        Cancelled = row.Cancelled,
    };

    /// <param name="Price">Price of one unit.</param>
    /// <param name="ToLocal">When it ends; null where it does not.</param>
    internal sealed record Held(Money Price, DateTime? ToLocal);

    private sealed record Row(
        long PriceId, long ProductId, long StoreId, long ListId, string Unit, Money Price, DateTime ValidFromLocal, DateTime? ValidToLocal, DateTime UntilLocal, bool Cancelled,
        long ChangeId, long EndedByChangeId, string Reason, string SetByName, DateTime SetAt);
}

/// <summary>A price for a product in one of its units, or for all variants of a style.</summary>
internal interface IPricedLine
{
    /// <summary>The product; 0 where the line is for a style.</summary>
    long ProductId { get; }

    /// <summary>The style; 0 where the line is for a product.</summary>
    long StyleId { get; }

    string? Unit { get; }
}

internal static class PricedLineRules
{
    public static void IsForProductOrStyle<T, TLine>(this IRuleBuilder<T, TLine> line)
        where TLine : IPricedLine => line
        .Must(one => one.ProductId == 0 != (one.StyleId == 0)).WithMessage("A price is for a product or for a style.")
        .Must(one => one.StyleId == 0 || string.IsNullOrEmpty(one.Unit)).WithMessage("The price of a style is for the unit of its variants.");
}
