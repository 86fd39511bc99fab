using System.Globalization;

namespace Store.Loyalty.Value;

/// <summary>What has happened to a member's stored value, latest first.</summary>
internal static class ListValueEntries
{
    internal sealed record Query(long MemberId, long? After, int Limit) : IQuery<Page<Item>>;

    internal sealed record Item(long EntryId, string Kind, Money Principal, Money Bonus, long StoreId, long IssuerStoreId, long? SaleId, DateTime OccurredAt, Money BalanceAfter, string? Reason);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => Paging.Page(await db.Query<Item>("""
            SELECT EntryId, Kind, PrincipalMinor, BonusMinor, StoreId, IssuerStoreId, SaleId, OccurredAt, BalanceAfterMinor, Reason
            FROM (
                SELECT EntryId, Kind, PrincipalMinor, BonusMinor, StoreId, IssuerStoreId, SaleId, OccurredAt, Reason,
                       SUM(PrincipalMinor + BonusMinor) OVER (ORDER BY EntryId ROWS UNBOUNDED PRECEDING) AS BalanceAfterMinor
                FROM   loyalty.ValueEntries
                WHERE  MemberId = @MemberId) e
            WHERE  EntryId < @After
            ORDER BY EntryId DESC
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { query.MemberId, After = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken), query.Limit, row => row.EntryId.ToString(CultureInfo.InvariantCulture));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}/value/entries", (long memberId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(memberId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(ValuePermissions.View)
            .WithName(nameof(ListValueEntries)).WithSummary("A member's stored value, entry by entry")
            .ProducesValidationProblem();
    }
}
