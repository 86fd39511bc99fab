using Store.Catalog.Barcodes;
using Store.Catalog.Prices;
using Store.Contracts.Catalog;

namespace Store.Catalog.Products;

/// <summary>One product as it is edited, with the price in force in a store or, where none is named, the chain's.</summary>
internal static class GetProduct
{
    internal sealed record Query(long ProductId, long StoreId) : IQuery<Result>;

    internal sealed record Result(
        long ProductId, string Code, string Name, string Brand, string Spec, string Unit, long? CategoryId, string? CategoryName, string TaxCode, TaxRate TaxRate, Money? Price,
        long? PriceId, IReadOnlyList<ProductBarcode> Barcodes, bool Active, int Version, IReadOnlyList<string> Flags, int AgeLimit, NetContent? Content);

    internal sealed class Handler(Db db, WallClock wallClock, ChainWide chainWide) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            chainWide.RequireStore(query.StoreId);
            var row = await db.Find<Row>($"""
                SELECT    p.Code, p.Name, p.Brand, p.Spec, p.Unit, p.CategoryId, c.Name AS CategoryName, t.Code AS TaxCode, t.RatePpm AS TaxRatePpm,
                          r.PriceMinor, r.PriceId, p.Active, p.Version, p.Flags, p.AgeLimit, p.ContentMilli, p.ContentUnit, p.ContentPer
                FROM      catalog.Products p
                JOIN      catalog.TaxCodes t ON t.TaxCodeId = p.TaxCodeId
                LEFT JOIN catalog.Categories c ON c.CategoryId = p.CategoryId
                LEFT JOIN catalog.Prices r ON r.PriceId = {PriceRows.InForce}
                WHERE     p.ProductId = @ProductId
                """, new { query.ProductId, query.StoreId, Local = await wallClock.Now(query.StoreId, cancellationToken) }, cancellationToken)
                ?? throw new NotFound("product", query.ProductId);
            var barcodes = await db.BarcodesOf([query.ProductId], cancellationToken);
            return new Result(
                query.ProductId, row.Code, row.Name, row.Brand, row.Spec, row.Unit, row.CategoryId, row.CategoryName, row.TaxCode, row.TaxRate, row.Price, row.PriceId,
                BarcodeRows.Shown(barcodes), row.Active, row.Version, ItemFlagNames.Of((ItemFlags)row.Flags), row.AgeLimit,
                row.Content == Quantity.Zero ? null : new NetContent(row.Content, row.ContentUnit, row.ContentPer));
        }

        private sealed record Row(
            string Code, string Name, string Brand, string Spec, string Unit, long? CategoryId, string? CategoryName, string TaxCode, TaxRate TaxRate, Money? Price, long? PriceId,
            bool Active, int Version, int Flags, int AgeLimit, Quantity Content, string ContentUnit, string ContentPer);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/products/{productId:long}", (long productId, long? storeId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(productId, storeId ?? PriceRow.WholeChain), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(GetProduct)).WithSummary("One product, with its price in a store or the chain's")
            .ProducesProblem(404);
    }
}
