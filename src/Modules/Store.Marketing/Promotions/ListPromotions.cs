using System.Globalization;
using Store.Marketing.Pricing;

namespace Store.Marketing.Promotions;

/// <summary>The chain's promotions and those of the caller's stores, newest first.</summary>
internal static class ListPromotions
{
    /// <param name="State">Only those in this state; null: all.</param>
    /// <param name="After">The last one seen.</param>
    /// <param name="Limit">How many at most.</param>
    internal sealed record Query(PromotionState? State, long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="PromotionId">The promotion.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">What it does.</param>
    /// <param name="State">Where it is in its life.</param>
    /// <param name="Stacking">How it goes together with others.</param>
    /// <param name="Priority">The higher comes first.</param>
    /// <param name="From">When it begins, by the clock on the store's wall.</param>
    /// <param name="To">When it ends; null where it does not.</param>
    /// <param name="WholeChain">Whether it is for every store.</param>
    /// <param name="Version">To be sent back with a change.</param>
    internal sealed record Item(
        long PromotionId, string Name, PromotionKind Kind, PromotionState State, Stacking Stacking, int Priority, DateTime From, DateTime? To, bool WholeChain, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.State).IsInEnum();
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = query.State is { } state ? await InState(query, state.ToString(), cancellationToken) : await All(query, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.PromotionId.ToString(CultureInfo.InvariantCulture));
            return new Page<Item>([.. page.Items.Select(ItemOf)], page.Next);
        }

        private Task<IReadOnlyList<Row>> All(Query query, CancellationToken cancellationToken) => db.Query<Row>("""
            SELECT PromotionId, Name, Kind, State, Stacking, Priority, FromLocal, ToLocal, WholeChain, Version
            FROM   marketing.Promotions p
            WHERE  PromotionId < @After
              AND  (WholeChain = 1 OR EXISTS (SELECT 1 FROM marketing.PromotionStores s WHERE s.PromotionId = p.PromotionId AND s.StoreId IN @Stores))
            ORDER BY PromotionId DESC
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { query.After, Rows = query.Limit + 1 }, cancellationToken);

        private Task<IReadOnlyList<Row>> InState(Query query, string state, CancellationToken cancellationToken) => db.Query<Row>("""
            SELECT PromotionId, Name, Kind, State, Stacking, Priority, FromLocal, ToLocal, WholeChain, Version
            FROM   marketing.Promotions p
            WHERE  State = @state AND PromotionId < @After
              AND  (WholeChain = 1 OR EXISTS (SELECT 1 FROM marketing.PromotionStores s WHERE s.PromotionId = p.PromotionId AND s.StoreId IN @Stores))
            ORDER BY PromotionId DESC
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { state, query.After, Rows = query.Limit + 1 }, cancellationToken);

        private static Item ItemOf(Row row) => new(
            row.PromotionId, row.Name, Enum.Parse<PromotionKind>(row.Kind), Enum.Parse<PromotionState>(row.State), Enum.Parse<Stacking>(row.Stacking), row.Priority,
            DateTime.SpecifyKind(row.FromLocal, DateTimeKind.Unspecified), row.ToLocal is { } to ? DateTime.SpecifyKind(to, DateTimeKind.Unspecified) : null, row.WholeChain, row.Version);

        private sealed record Row(
            long PromotionId, string Name, string Kind, string State, string Stacking, int Priority, DateTime FromLocal, DateTime? ToLocal, bool WholeChain, int Version);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/promotions", (PromotionState? state, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(state, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("marketing.view")
            .WithName(nameof(ListPromotions)).WithSummary("List promotions")
            .ProducesValidationProblem();
    }
}
