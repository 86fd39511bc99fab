using Store.Catalog.Prices;

namespace Store.Catalog.PriceLists;

/// <summary>The price lists of the chain and of the stores that the caller may see, newest first, with where, when and for whom they hold.</summary>
internal static class ListPriceLists
{
    internal sealed record Query(long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="ListId">The list.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">What kind of prices it holds.</param>
    /// <param name="Priority">Before lists of its kind with a lower one; 0 where the lowest price wins.</param>
    /// <param name="From">When it begins by the store's wall clock; null: it has begun.</param>
    /// <param name="To">When it ends; null where it does not.</param>
    /// <param name="StoreIds">Where it holds; empty: in every store.</param>
    /// <param name="LevelIds">Levels of members it is for.</param>
    /// <param name="GroupIds">Groups of customers it is for.</param>
    /// <param name="Products">How many products have a price on it.</param>
    /// <param name="Active">False where it is switched off.</param>
    /// <param name="Version">For changing it.</param>
    internal sealed record Item(
        long ListId, string Name, PriceListKind Kind, int Priority, DateTime? From, DateTime? To, IReadOnlyList<long> StoreIds, IReadOnlyList<long> LevelIds,
        IReadOnlyList<long> GroupIds, int Products, bool Active, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT l.ListId, l.Name, l.Kind, l.Priority, l.ValidFromLocal AS FromLocal, l.ValidToLocal AS ToLocal, l.Active, l.Version,
                       (SELECT COUNT(DISTINCT r.ProductId) FROM catalog.Prices r WHERE r.ListId = l.ListId) AS Products
                FROM   catalog.PriceLists l
                WHERE  l.ListId < @After AND (l.AllStores = 1 OR EXISTS (SELECT 1 FROM catalog.PriceListTargets s WHERE s.ListId = l.ListId AND s.Kind = 'Store' AND s.TargetId IN @Stores))
                ORDER BY l.ListId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.After, Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.ListId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var targets = (await db.Query<PriceListTarget>(
                "SELECT ListId, Kind, TargetId FROM catalog.PriceListTargets WHERE ListId IN @ids ORDER BY ListId, Kind, TargetId", new { ids = page.Items.Select(row => row.ListId) },
                cancellationToken)).ToLookup(target => (target.ListId, target.Kind), target => target.TargetId);
            return new Page<Item>([.. page.Items.Select(row => ItemOf(row, targets))], page.Next);
        }

        private static Item ItemOf(Row row, ILookup<(long ListId, string Kind), long> targets) => new(
            row.ListId, row.Name, Enum.Parse<PriceListKind>(row.Kind), row.Priority, row.FromLocal.WithoutZone() == PriceRow.Always ? null : row.FromLocal.WithoutZone(),
            row.ToLocal?.WithoutZone(), [.. targets[(row.ListId, PriceListTarget.Store)]], [.. targets[(row.ListId, PriceListTarget.Level)]],
            [.. targets[(row.ListId, PriceListTarget.Group)]], row.Products, row.Active, row.Version);

        private sealed record Row(
            long ListId, string Name, string Kind, int Priority, DateTime FromLocal, DateTime? ToLocal, bool Active, int Version, int Products);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/price-lists", (long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListPriceLists)).WithSummary("The price lists of the chain")
            .ProducesValidationProblem();
    }
}
