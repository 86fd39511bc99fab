using System.Globalization;

namespace Store.Inventory.Stock;

/// <summary>What moved one product's stock in one store, the latest first.</summary>
internal static class ListStockMovements
{
    internal sealed record Query(long StoreId, long ProductId, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    /// <param name="MovementId">The movement.</param>
    /// <param name="Kind">Sale, Return, Receive, Adjust, Revalue or BreakBulk.</param>
    /// <param name="Quantity">Negative left the store.</param>
    /// <param name="Value">At cost.</param>
    /// <param name="DocumentId">The sale, receipt or adjustment.</param>
    /// <param name="Reason">Why, for adjustments.</param>
    /// <param name="OccurredAt">UTC.</param>
    /// <param name="BusinessDate">The day whose books it belongs to.</param>
    /// <param name="UserId">Who; 0 for the host itself.</param>
    internal sealed record Item(
        long MovementId, string Kind, Quantity Quantity, Money Value, long DocumentId, string? Reason, DateTime OccurredAt, DateOnly BusinessDate, long UserId);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Item>("""
                SELECT MovementId, Kind, QuantityMilli, ValueMinor, DocumentId, Reason, OccurredAt, BusinessDate, UserId
                FROM   inventory.StockMovements
                WHERE  StoreId = @StoreId AND ProductId = @ProductId AND MovementId < @Before
                ORDER BY MovementId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.StoreId, query.ProductId, Before = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.MovementId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/stock/{productId:long}/movements", (long storeId, long productId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, productId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("inventory.view")
            .WithName(nameof(ListStockMovements)).WithSummary("List what moved one product's stock")
            .ProducesValidationProblem();
    }
}
