namespace Store.Catalog.Prices;

/// <summary>Every price that a product has had, has or will have, newest first: the chain's, and those of the stores that the caller may see.</summary>
internal static class ListPrices
{
    internal sealed record Query(long ProductId, long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="PriceId">The version.</param>
    /// <param name="StoreId">The store; 0 for the whole chain.</param>
    /// <param name="Price">Price of one unit.</param>
    /// <param name="From">When it begins by the store's wall clock; null for a product's first price, which has always held.</param>
    /// <param name="To">When it ends; null where it does not.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="SetBy">Who set it.</param>
    /// <param name="SetAt">When it was set, UTC.</param>
    internal sealed record Item(long PriceId, long StoreId, Money Price, DateTime? From, DateTime? To, string Reason, string SetBy, DateTime SetAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Find<long?>("SELECT ProductId FROM catalog.Products WHERE ProductId = @ProductId", query, cancellationToken) is null)
                throw new NotFound("product", query.ProductId);
            var rows = await db.Query<PriceRow>("""
                SELECT PriceId, ProductId, StoreId, PriceMinor, ValidFromLocal, ValidToLocal, Reason, SetByName, SetAt
                FROM   catalog.Prices
                WHERE  ProductId = @ProductId AND ListId = 0 AND Unit = '' AND PriceId < @After AND (StoreId = 0 OR StoreId IN @Stores)
                ORDER BY PriceId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.ProductId, query.After, Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.PriceId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return new Page<Item>([.. page.Items.Select(ItemOf)], page.Next);
        }

        private static Item ItemOf(PriceRow row) => new(
            row.PriceId, row.StoreId, row.Price, row.ValidFromLocal.WithoutZone() == PriceRow.Always ? null : row.ValidFromLocal.WithoutZone(), row.ValidToLocal?.WithoutZone(),
            row.Reason, row.SetByName, row.SetAt);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/products/{productId:long}/prices", (long productId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(productId, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListPrices)).WithSummary("The history of a product's prices")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
