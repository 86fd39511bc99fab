using System.Globalization;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Points.Uses;

/// <summary>What has happened to a member's points, newest first.</summary>
internal static class ListPointsEntries
{
    internal sealed record Query(long MemberId, long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="EntryId">The entry.</param>
    /// <param name="Kind">Why.</param>
    /// <param name="Points">How many came; negative for those that went.</param>
    /// <param name="BalanceAfter">How many there were then.</param>
    /// <param name="Remaining">What is left of those that came.</param>
    /// <param name="Vested">False while they wait.</param>
    /// <param name="VestsAt">When they can be used, UTC; null: at once.</param>
    /// <param name="ExpiresAt">When they expire, UTC; null: never.</param>
    /// <param name="OccurredAt">UTC.</param>
    /// <param name="Reason">Why, in words.</param>
    /// <param name="UserName">Who did it.</param>
    /// <param name="StoreId">Where; 0 for the chain.</param>
    /// <param name="SaleId">With which sale; null without one.</param>
    internal sealed record Item(
        long EntryId, PointsEntryKind Kind, long Points, long BalanceAfter, long Remaining, bool Vested, DateTime? VestsAt, DateTime? ExpiresAt, DateTime OccurredAt, string Reason, string UserName,
        long StoreId, long? SaleId);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT EntryId, Kind, Points, BalanceAfter, Remaining, Vested, VestsAt, ExpiresAt, OccurredAt, Reason, UserName, StoreId, SaleId
                FROM   loyalty.PointsEntries
                WHERE  MemberId = @MemberId AND EntryId < @After
                ORDER BY EntryId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.MemberId, query.After, Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.EntryId.ToString(CultureInfo.InvariantCulture));
            return new Page<Item>([.. page.Items.Select(row => new Item(
                row.EntryId, Enum.Parse<PointsEntryKind>(row.Kind), row.Points, row.BalanceAfter, row.Remaining, row.Vested, row.VestsAt, row.ExpiresAt, row.OccurredAt, row.Reason, row.UserName,
                row.StoreId, row.SaleId))],
                page.Next);
        }

        private sealed record Row(
            long EntryId, string Kind, long Points, long BalanceAfter, long Remaining, bool Vested, DateTime? VestsAt, DateTime? ExpiresAt, DateTime OccurredAt, string Reason, string UserName,
            long StoreId, long? SaleId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}/points/entries", (long memberId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(memberId, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(PointsPermissions.View)
            .WithName(nameof(ListPointsEntries)).WithSummary("What happened to a member's points")
            .ProducesValidationProblem();
    }
}
