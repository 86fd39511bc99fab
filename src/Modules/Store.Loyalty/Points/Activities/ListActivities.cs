using System.Globalization;

namespace Store.Loyalty.Points.Activities;

/// <summary>What members have done for points besides buying and nobody has decided on, in the caller's stores, oldest first.</summary>
internal static class ListActivities
{
    internal sealed record Query(long After, int Limit) : IQuery<Page<Item>>;

    internal sealed record Item(long ActivityId, long StoreId, long MemberId, string Name, long Points, string Note, string RecordedByName, DateTime RecordedAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => Paging.Page(await db.Query<Item>("""
            SELECT a.ActivityId, a.StoreId, a.MemberId, t.Name, a.Points, a.Note, a.RecordedByName, a.RecordedAt
            FROM   loyalty.PointsActivities a
            JOIN   loyalty.PointsActivityTypes t ON t.ActivityTypeId = a.ActivityTypeId
            WHERE  a.State = 'Waiting' AND a.ActivityId > @After AND a.StoreId IN @Stores
            ORDER BY a.ActivityId
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { query.After, Rows = query.Limit + 1 }, cancellationToken), query.Limit, activity => activity.ActivityId.ToString(CultureInfo.InvariantCulture));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/points/activities", (long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(after ?? 0, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(PointsPermissions.DecideActivity)
            .WithName(nameof(ListActivities)).WithSummary("Activities that wait for a decision")
            .ProducesValidationProblem();
    }
}
