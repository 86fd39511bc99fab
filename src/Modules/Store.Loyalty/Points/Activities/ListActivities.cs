using System.Globalization;
using Store.Contracts.Members;

namespace Store.Loyalty.Points.Activities;

/// <summary>What members have done for points besides buying and nobody has decided on, in the caller's stores, oldest first.</summary>
internal static class ListActivities
{
    internal sealed record Query(long After, int Limit) : IQuery<Page<Item>>, IPersonal;

    /// <param name="ActivityId">The activity.</param>
    /// <param name="StoreId">Where.</param>
    /// <param name="MemberId">Who.</param>
    /// <param name="MemberNumber">What stands on their card; null where they are gone.</param>
    /// <param name="MemberName">What to call them; null for who may not see members.</param>
    /// <param name="LevelName">Their level; null without one, and for who may not see members.</param>
    /// <param name="Name">What they have done.</param>
    /// <param name="Points">What it gives.</param>
    /// <param name="Note">Said with it.</param>
    /// <param name="RecordedByName">Who has recorded it, and cannot decide.</param>
    /// <param name="RecordedAt">UTC.</param>
    internal sealed record Item(
        long ActivityId, long StoreId, long MemberId, string? MemberNumber, string? MemberName, string? LevelName, string Name, long Points, string Note, string RecordedByName,
        DateTime RecordedAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT a.ActivityId, a.StoreId, a.MemberId, t.Name, a.Points, a.Note, a.RecordedByName, a.RecordedAt
                FROM   loyalty.PointsActivities a
                JOIN   loyalty.PointsActivityTypes t ON t.ActivityTypeId = a.ActivityTypeId
                WHERE  a.State = 'Waiting' AND a.ActivityId > @After AND a.StoreId IN @Stores
                ORDER BY a.ActivityId
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.After, Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, activity => activity.ActivityId.ToString(CultureInfo.InvariantCulture));
            var members = (await mediator.Send(new FindMembers([.. page.Items.Select(row => row.MemberId)]), cancellationToken)).ToDictionary(member => member.MemberId);
            return new Page<Item>([.. page.Items.Select(row => (Row: row, Member: members.GetValueOrDefault(row.MemberId))).Select(one => new Item(
                one.Row.ActivityId, one.Row.StoreId, one.Row.MemberId, one.Member?.Number, one.Member?.Name, one.Member?.LevelName, one.Row.Name, one.Row.Points, one.Row.Note, one.Row.RecordedByName,
                one.Row.RecordedAt))], page.Next);
        }

        private sealed record Row(long ActivityId, long StoreId, long MemberId, string Name, long Points, string Note, string RecordedByName, DateTime RecordedAt);
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
