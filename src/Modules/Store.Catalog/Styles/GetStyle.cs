using Store.Catalog.Prices;

namespace Store.Catalog.Styles;

/// <summary>A style with its attributes, their values and its variants, each with the price in force in a store or, where none is named, the chain's.</summary>
internal static class GetStyle
{
    internal sealed record Query(long StyleId, long StoreId) : IQuery<Result>;

    /// <param name="StyleId">The style.</param>
    /// <param name="Code">Its code.</param>
    /// <param name="Name">Name.</param>
    /// <param name="CodePattern">How the codes of its variants are made.</param>
    /// <param name="Attributes">Its attributes with their values.</param>
    /// <param name="Variants">Its variants.</param>
    /// <param name="Version">For changing it.</param>
    /// <param name="Price">What its variants cost in this place unless they have prices of their own; null without such a price.</param>
    /// <param name="PriceVersion">For changing that.</param>
    internal sealed record Result(
        long StyleId, string Code, string Name, string CodePattern, IReadOnlyList<Attribute> Attributes, IReadOnlyList<Variant> Variants, int Version, Money? Price, int PriceVersion);

    internal sealed record Attribute(string Name, IReadOnlyList<Value> Values);

    internal sealed record Value(int ValueNo, string Name, string Code);

    /// <param name="ProductId">The product that it is.</param>
    /// <param name="Code">Item code.</param>
    /// <param name="Name">Name.</param>
    /// <param name="Values">The number of its value for each attribute.</param>
    /// <param name="Price">What it costs; null where it has no price.</param>
    /// <param name="OwnPrice">Whether that is a price of its own and not the style's.</param>
    /// <param name="Barcode">The first barcode of its own unit; null where it has none.</param>
    /// <param name="Active">Whether it is sold.</param>
    internal sealed record Variant(long ProductId, string Code, string Name, IReadOnlyList<int> Values, Money? Price, bool OwnPrice, string? Barcode, bool Active);

    internal sealed class Handler(Db db, StylePrices prices, WallClock wallClock, ChainWide chainWide) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            chainWide.RequireStore(query.StoreId);
            var style = await db.Find<StyleRow>("SELECT Code, Name, CodePattern, Version, PriceVersion FROM catalog.Styles WHERE StyleId = @StyleId", query, cancellationToken)
                ?? throw new NotFound("style", query.StyleId);
            var names = await db.Query<string>("SELECT Name FROM catalog.StyleAttributes WHERE StyleId = @StyleId ORDER BY AttributeNo", query, cancellationToken);
            var values = (await db.StyleValues(query.StyleId, cancellationToken)).ToLookup(value => value.AttributeNo);
            var local = await wallClock.Now(query.StoreId, cancellationToken);
            var variants = await db.Query<VariantRow>($"""
                SELECT    p.ProductId, p.Code, p.Name, v.Value1, v.Value2, v.Value3, r.PriceMinor,
                          CASE WHEN r.StyleId = 0 THEN 1 ELSE 0 END AS OwnPrice,
                          (SELECT MIN(b.Barcode) FROM catalog.Barcodes b WHERE b.ProductId = p.ProductId AND b.Unit = '' AND b.FactorMilli = 1000) AS Barcode, p.Active
                FROM      catalog.Variants v
                JOIN      catalog.Products p ON p.ProductId = v.ProductId
                LEFT JOIN catalog.Prices r ON r.PriceId = {PriceRows.InForce}
                WHERE     v.StyleId = @StyleId
                ORDER BY v.Value1, v.Value2, v.Value3
                """, new { query.StyleId, query.StoreId, Local = local }, cancellationToken);
            var price = await prices.Retail(query.StyleId, query.StoreId, local, cancellationToken)
                ?? await prices.Retail(query.StyleId, PriceRow.WholeChain, local, cancellationToken);
            return new Result(
                query.StyleId, style.Code, style.Name, style.CodePattern,
                [.. names.Select((name, index) => new Attribute(name, [.. values[index + 1].Select(value => new Value(value.ValueNo, value.Name, value.Code))]))],
                [.. variants.Select(row => new Variant(
                    row.ProductId, row.Code, row.Name, [.. new[] { row.Value1, row.Value2, row.Value3 }.Take(names.Count)], row.Price, row.OwnPrice != 0, row.Barcode, row.Active))],
                style.Version, price?.Price, style.PriceVersion);
        }

        private sealed record StyleRow(string Code, string Name, string CodePattern, int Version, int PriceVersion);

        private sealed record VariantRow(long ProductId, string Code, string Name, int Value1, int Value2, int Value3, Money? Price, int OwnPrice, string? Barcode, bool Active);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/styles/{styleId:long}", (long styleId, long? storeId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(styleId, storeId ?? PriceRow.WholeChain), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(GetStyle)).WithSummary("A style with its variants")
            .ProducesProblem(404);
    }
}
