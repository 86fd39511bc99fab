using Store.Catalog.Products;

namespace Store.Catalog.Links;

/// <summary>What a product is tied to: its parts, its deposit, what it is a pack of; and the packs and kits that it is in.</summary>
internal static class ShowLinks
{
    internal sealed record Query(long ProductId) : IQuery<Result>;

    /// <param name="ProductId">The product.</param>
    /// <param name="Version">Its version, to send with a change.</param>
    /// <param name="Pricing">How it is priced if it is a kit.</param>
    /// <param name="Parts">What it is made of.</param>
    /// <param name="Deposit">What is charged besides; null for nothing.</param>
    /// <param name="PackOf">What it is a pack of; null where it is none.</param>
    /// <param name="Packs">The packs of it.</param>
    /// <param name="Kits">The kits with it, and how much of it is in each.</param>
    internal sealed record Result(
        long ProductId, int Version, KitPricing Pricing, IReadOnlyList<Link> Parts, Link? Deposit, Link? PackOf, IReadOnlyList<Link> Packs, IReadOnlyList<Link> Kits);

    internal sealed record Link(long ProductId, string Code, string Name, string Unit, Quantity Quantity);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var product = await db.Find<Row>("SELECT Version, KitPricing FROM catalog.Products WHERE ProductId = @ProductId", query, cancellationToken)
                ?? throw new NotFound("product", query.ProductId);
            var parts = await db.Query<Link>("""
                SELECT p.ProductId, p.Code, p.Name, p.Unit, k.QuantityMilli
                FROM   catalog.KitParts k
                JOIN   catalog.Products p ON p.ProductId = k.PartId
                WHERE  k.KitId = @ProductId
                ORDER BY k.Position, p.Code
                """, query, cancellationToken);
            var deposit = await db.Find<Link>("""
                SELECT d.ProductId, d.Code, d.Name, d.Unit, p.DepositQuantityMilli AS QuantityMilli
                FROM   catalog.Products p
                JOIN   catalog.Products d ON d.ProductId = p.DepositProductId
                WHERE  p.ProductId = @ProductId
                """, query, cancellationToken);
            var packOf = await db.Find<Link>("""
                SELECT c.ProductId, c.Code, c.Name, c.Unit, p.PackFactorMilli AS QuantityMilli
                FROM   catalog.Products p
                JOIN   catalog.Products c ON c.ProductId = p.PackOfId
                WHERE  p.ProductId = @ProductId
                """, query, cancellationToken);
            var packs = await db.Query<Link>("""
                SELECT ProductId, Code, Name, Unit, PackFactorMilli AS QuantityMilli
                FROM   catalog.Products
                WHERE  PackOfId = @ProductId
                ORDER BY PackFactorMilli, Code
                OFFSET 0 ROWS FETCH NEXT 50 ROWS ONLY
                """, query, cancellationToken);
            var kits = await db.Query<Link>("""
                SELECT p.ProductId, p.Code, p.Name, p.Unit, k.QuantityMilli
                FROM   catalog.KitParts k
                JOIN   catalog.Products p ON p.ProductId = k.KitId
                WHERE  k.PartId = @ProductId
                ORDER BY p.Code
                OFFSET 0 ROWS FETCH NEXT 50 ROWS ONLY
                """, query, cancellationToken);
            return new Result(query.ProductId, product.Version, (KitPricing)product.KitPricing, parts, deposit, packOf, packs, kits);
        }

        private sealed record Row(int Version, int KitPricing);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/products/{productId:long}/links", (long productId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(productId), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ShowLinks)).WithSummary("The parts, deposit and packs of a product")
            .ProducesProblem(404);
    }
}
