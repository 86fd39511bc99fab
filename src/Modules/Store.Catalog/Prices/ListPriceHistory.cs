namespace Store.Catalog.Prices;

/// <summary>Every price that a product has had, has or will have, on every list and for every unit, newest first: the chain's, and those of the stores that the caller may see.</summary>
internal static class ListPriceHistory
{
    internal sealed record Query(long ProductId, long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="PriceId">The version.</param>
    /// <param name="StoreId">The store; 0 for the whole chain.</param>
    /// <param name="ListName">The price list; null for the retail price.</param>
    /// <param name="Unit">The unit where it is not the product's own; null otherwise.</param>
    /// <param name="OfStyle">Whether it is the price of the product's style, which counts where the product has none of its own.</param>
    /// <param name="Price">Price of one unit.</param>
    /// <param name="From">When it begins by the store's wall clock; null for a product's first price, which has always held.</param>
    /// <param name="Until">When it was or will be over, by its own end or by the price that took its place; null where that is not known yet.</param>
    /// <param name="Withdrawn">Whether it was taken back by hand.</param>
    /// <param name="Change">The number of the price change document that set it; null without one.</param>
    /// <param name="ChangeId">The document; null without one.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="SetBy">Who set it.</param>
    /// <param name="SetAt">When it was set, UTC.</param>
    internal sealed record Item(
        long PriceId, long StoreId, string? ListName, string? Unit, bool OfStyle, Money Price, DateTime? From, DateTime? Until, bool Withdrawn, string? Change, long? ChangeId, string Reason,
        string SetBy, DateTime SetAt);

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
            var rows = await db.Query<Row>("""
                SELECT    r.PriceId, r.StoreId, l.Name AS ListName, r.Unit, r.StyleId, r.PriceMinor, r.ValidFromLocal AS FromLocal, r.UntilLocal, r.Cancelled, d.Number, d.ChangeId, r.Reason,
                          r.SetByName, r.SetAt
                FROM      catalog.Prices r
                LEFT JOIN catalog.PriceLists l ON l.ListId = r.ListId
                LEFT JOIN catalog.PriceChanges d ON d.ChangeId = r.ChangeId
                WHERE     r.ProductId = @ProductId AND r.PriceId < @After AND (r.StoreId = 0 OR r.StoreId IN @Stores)
                ORDER BY r.PriceId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.ProductId, query.After, Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.PriceId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return new Page<Item>([.. page.Items.Select(ItemOf)], page.Next);
        }

        private static Item ItemOf(Row row) => new(
            row.PriceId, row.StoreId, row.ListName, row.Unit.Length == 0 ? null : row.Unit, row.StyleId != 0, row.Price,
            row.FromLocal.WithoutZone() == PriceRow.Always ? null : row.FromLocal.WithoutZone(), row.UntilLocal.WithoutZone() == PriceRow.Never ? null : row.UntilLocal.WithoutZone(),
            row.Cancelled, row.Number, row.ChangeId, row.Reason, row.SetByName, row.SetAt);

        private sealed record Row(
            long PriceId, long StoreId, string? ListName, string Unit, long StyleId, Money Price, DateTime FromLocal, DateTime UntilLocal, bool Cancelled, string? Number, long? ChangeId, string Reason,
            string SetByName, DateTime SetAt);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/products/{productId:long}/price-history", (long productId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(productId, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListPriceHistory)).WithSummary("Every price of a product, on every list and for every unit")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
