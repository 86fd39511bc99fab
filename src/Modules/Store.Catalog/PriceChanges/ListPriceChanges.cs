using Store.Catalog.Prices;

namespace Store.Catalog.PriceChanges;

/// <summary>Price change documents, newest first: those of the chain and of the stores that the caller may see.</summary>
internal static class ListPriceChanges
{
    internal sealed record Query(PriceChangeState? State, long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="ChangeId">The document.</param>
    /// <param name="Number">Its number for people.</param>
    /// <param name="State">How far it is.</param>
    /// <param name="Reason">Why prices change.</param>
    /// <param name="ListName">The price list; null for retail prices.</param>
    /// <param name="StoreIds">Where it holds; empty: in the whole chain.</param>
    /// <param name="Lines">How many prices.</param>
    /// <param name="From">When it begins by the store's wall clock; null: on approval.</param>
    /// <param name="To">When it ends; null where it does not.</param>
    /// <param name="MadeBy">Who made it.</param>
    /// <param name="MadeAt">When, UTC.</param>
    internal sealed record Item(
        long ChangeId, string Number, PriceChangeState State, string Reason, string? ListName, IReadOnlyList<long> StoreIds, int Lines, DateTime? From, DateTime? To, string MadeBy,
        DateTime MadeAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Limit).IsPageLimit();
            RuleFor(query => query.State).IsInEnum();
        }
    }

    internal sealed class Handler(Db db, WallClock wallClock) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var latest = await wallClock.Latest(cancellationToken);
            var stored = query.State is PriceChangeState.Live ? PriceChangeState.Approved : query.State;
            var rows = await db.Query<Row>("""
                SELECT    d.ChangeId, d.Number, d.State, d.Reason, l.Name AS ListName, d.FromLocal, d.ToLocal, d.MadeByName, d.MadeAt,
                          (SELECT COUNT(*) FROM catalog.PriceChangeLines n WHERE n.ChangeId = d.ChangeId) AS Lines
                FROM      catalog.PriceChanges d
                LEFT JOIN catalog.PriceLists l ON l.ListId = d.ListId
                WHERE     d.ChangeId < @After AND (@State = '' OR d.State = @State)
                      AND (@Begun = 0 OR (@Begun = 1 AND (d.FromLocal IS NULL OR d.FromLocal <= @latest)) OR (@Begun = 2 AND d.FromLocal > @latest))
                      AND (NOT EXISTS (SELECT 1 FROM catalog.PriceChangeStores s WHERE s.ChangeId = d.ChangeId)
                          OR EXISTS (SELECT 1 FROM catalog.PriceChangeStores s WHERE s.ChangeId = d.ChangeId AND s.StoreId IN @Stores))
                ORDER BY d.ChangeId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new
            {
                query.After, State = stored?.ToString() ?? "", Begun = query.State switch { PriceChangeState.Live => 1, PriceChangeState.Approved => 2, _ => 0 }, latest, Rows = query.Limit + 1,
            }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.ChangeId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var stores = (await db.Query<StoreRow>(
                "SELECT ChangeId, StoreId FROM catalog.PriceChangeStores WHERE ChangeId IN @ids ORDER BY ChangeId, StoreId", new { ids = page.Items.Select(row => row.ChangeId) },
                cancellationToken)).ToLookup(row => row.ChangeId, row => row.StoreId);
            return new Page<Item>([.. page.Items.Select(row => ItemOf(row, [.. stores[row.ChangeId]], latest))], page.Next);
        }

        private static Item ItemOf(Row row, IReadOnlyList<long> storeIds, DateTime latest) => new(
            row.ChangeId, row.Number, StateOf(row, latest), row.Reason, row.ListName, storeIds, row.Lines, row.FromLocal?.WithoutZone(), row.ToLocal?.WithoutZone(), row.MadeByName, row.MadeAt);

        private static PriceChangeState StateOf(Row row, DateTime latest) => Enum.Parse<PriceChangeState>(row.State) switch
        {
            PriceChangeState.Approved when row.FromLocal is null || row.FromLocal.Value.WithoutZone() <= latest => PriceChangeState.Live,
            var state => state,
        };

        private sealed record Row(
            long ChangeId, string Number, string State, string Reason, string? ListName, DateTime? FromLocal, DateTime? ToLocal, string MadeByName, DateTime MadeAt, int Lines);

        private sealed record StoreRow(long ChangeId, long StoreId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/price-changes", (PriceChangeState? state, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(state, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListPriceChanges)).WithSummary("Price change documents")
            .ProducesValidationProblem();
    }
}
