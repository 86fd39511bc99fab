using Store.Catalog.Prices;

namespace Store.Catalog.Styles;

/// <summary>A style with its attributes, their values and its variants, each with the price in force in a store or, where none is named, the chain's.</summary>
internal static class GetStyle
{
    internal sealed record Query(long StyleId, long StoreId) : IQuery<Result>;

    internal sealed record Result(long StyleId, string Code, string Name, string CodePattern, IReadOnlyList<Attribute> Attributes, IReadOnlyList<Variant> Variants, int Version);

    internal sealed record Attribute(string Name, IReadOnlyList<Value> Values);

    internal sealed record Value(int ValueNo, string Name, string Code);

    /// <param name="ProductId">The product that it is.</param>
    /// <param name="Code">Item code.</param>
    /// <param name="Name">Name.</param>
    /// <param name="Values">The number of its value for each attribute.</param>
    /// <param name="Price">What it costs; null where it has no price.</param>
    /// <param name="Barcode">Its first barcode; null where it has none.</param>
    /// <param name="Active">Whether it is sold.</param>
    internal sealed record Variant(long ProductId, string Code, string Name, IReadOnlyList<int> Values, Money? Price, string? Barcode, bool Active);

    internal sealed class Handler(Db db, WallClock wallClock, ChainWide chainWide) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            chainWide.RequireStore(query.StoreId);
            var style = await db.Find<StyleRow>("SELECT Code, Name, CodePattern, Version FROM catalog.Styles WHERE StyleId = @StyleId", query, cancellationToken)
                ?? throw new NotFound("style", query.StyleId);
            var names = await db.Query<string>("SELECT Name FROM catalog.StyleAttributes WHERE StyleId = @StyleId ORDER BY AttributeNo", query, cancellationToken);
            var values = (await db.StyleValues(query.StyleId, cancellationToken)).ToLookup(value => value.AttributeNo);
            var variants = await db.Query<VariantRow>($"""
                SELECT    p.ProductId, p.Code, p.Name, v.Value1, v.Value2, v.Value3, r.PriceMinor,
                          (SELECT MIN(b.Barcode) FROM catalog.Barcodes b WHERE b.ProductId = p.ProductId) AS Barcode, p.Active
                FROM      catalog.Variants v
                JOIN      catalog.Products p ON p.ProductId = v.ProductId
                LEFT JOIN catalog.Prices r ON r.PriceId = {PriceRows.InForce}
                WHERE     v.StyleId = @StyleId
                ORDER BY v.Value1, v.Value2, v.Value3
                """, new { query.StyleId, query.StoreId, Local = await wallClock.Now(query.StoreId, cancellationToken) }, cancellationToken);
            return new Result(
                query.StyleId, style.Code, style.Name, style.CodePattern,
                [.. names.Select((name, index) => new Attribute(name, [.. values[index + 1].Select(value => new Value(value.ValueNo, value.Name, value.Code))]))],
                [.. variants.Select(row => new Variant(
                    row.ProductId, row.Code, row.Name, [.. new[] { row.Value1, row.Value2, row.Value3 }.Take(names.Count)], row.Price, row.Barcode, row.Active))], style.Version);
        }

        private sealed record StyleRow(string Code, string Name, string CodePattern, int Version);

        private sealed record VariantRow(long ProductId, string Code, string Name, int Value1, int Value2, int Value3, Money? Price, string? Barcode, bool Active);
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
