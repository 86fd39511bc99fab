namespace Store.Catalog.Assortment;

/// <summary>In which stores a product is listed, of those that the caller sees, and which say so for the product itself.</summary>
internal static class ShowListing
{
    internal sealed record Query(long ProductId) : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    /// <param name="StoreId">The store.</param>
    /// <param name="Listed">Whether it lists the product.</param>
    /// <param name="OwnRule">What its rule for the product itself says; null where it has none.</param>
    internal sealed record Item(long StoreId, bool Listed, bool? OwnRule);

    internal sealed class Handler(Db db, StoreAssortment assortment, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var product = await db.Find<Row>("SELECT ProductId, CategoryId FROM catalog.Products WHERE ProductId = @ProductId", query, cancellationToken)
                ?? throw new NotFound("product", query.ProductId);
            var own = (await db.Query<Own>("SELECT StoreId, Listed FROM catalog.AssortmentRules WHERE ProductId = @ProductId AND StoreId IN @Stores", query, cancellationToken))
                .ToDictionary(rule => rule.StoreId, rule => rule.Listed);
            var items = new List<Item>();
            foreach (var storeId in caller.Stores.Where(storeId => storeId != 0).Order())
            {
                var listed = await assortment.Listed(storeId, [(product.ProductId, product.CategoryId)], cancellationToken);
                items.Add(new Item(storeId, listed.Count > 0, own.TryGetValue(storeId, out var rule) ? rule : null));
            }

            return new Result(items);
        }

        private sealed record Row(long ProductId, long? CategoryId);

        private sealed record Own(long StoreId, bool Listed);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/products/{productId:long}/listing", (long productId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(productId), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ShowListing)).WithSummary("In which stores a product is listed")
            .ProducesProblem(404);
    }
}
