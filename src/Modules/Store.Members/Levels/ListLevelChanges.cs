using System.Globalization;

namespace Store.Members.Levels;

/// <summary>From which level to which a member has come, newest first.</summary>
internal static class ListLevelChanges
{
    internal sealed record Query(long MemberId, long? After, int Limit) : IQuery<Page<Item>>;

    /// <param name="ChangeId">This change.</param>
    /// <param name="FromLevelId">The level before; null for none.</param>
    /// <param name="ToLevelId">The level after; null for none.</param>
    /// <param name="Cause">Earned, Review, ByHand, Plan, PlanEnded or Points.</param>
    /// <param name="ChangedAt">UTC.</param>
    /// <param name="ChangedByName">Who did it.</param>
    internal sealed record Item(long ChangeId, long? FromLevelId, long? ToLevelId, string Cause, DateTime ChangedAt, string ChangedByName);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => Paging.Page(await db.Query<Item>("""
            SELECT ChangeId, FromLevelId, ToLevelId, Cause, ChangedAt, ChangedByName
            FROM   members.LevelChanges
            WHERE  MemberId = @MemberId AND ChangeId < @Before
            ORDER BY ChangeId DESC
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { query.MemberId, Before = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken), query.Limit, row => row.ChangeId.ToString(CultureInfo.InvariantCulture));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}/level-changes", (long memberId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(memberId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListLevelChanges)).WithSummary("A member's levels over time")
            .ProducesValidationProblem();
    }
}
