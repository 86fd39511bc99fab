namespace Store.Inventory.Stock;

/// <summary>One product's stock in one store; nothing for a product that has never been there.</summary>
internal static class ShowStock
{
    internal sealed record Query(long StoreId, long ProductId) : IQuery<StockItem>, IStoreScoped;

    internal sealed class Handler(Db db, GoodsNames names) : IRequestHandler<Query, StockItem>
    {
        public async Task<StockItem> Handle(Query query, CancellationToken cancellationToken)
        {
            var product = (await names.Of([query.ProductId], cancellationToken)).GetValueOrDefault(query.ProductId) ?? throw new NotFound("product", query.ProductId);
            var row = await db.Find<StockRow>("""
                SELECT ProductId, QuantityMilli, ValueMinor, NegativeAllowed
                FROM   inventory.Stock
                WHERE  StoreId = @StoreId AND ProductId = @ProductId
                """, query, cancellationToken);
            return StockItem.Of(row ?? StockRow.Nothing(query.ProductId), product);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/stock/{productId:long}", (long storeId, long productId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, productId), cancel))
            .RequirePermission("inventory.view")
            .WithName(nameof(ShowStock)).WithSummary("Show one product's stock")
            .ProducesProblem(404);
    }
}
