using System.Globalization;

namespace Store.Loyalty.Points.Activities;

/// <summary>What members get points for besides buying, newest first.</summary>
internal static class ListActivityTypes
{
    /// <param name="ToRecord">Only those that people record: not over, and not given by themselves.</param>
    /// <param name="Text">What the name has in it.</param>
    /// <param name="After">The last one seen.</param>
    /// <param name="Limit">How many at most.</param>
    internal sealed record Query(bool ToRecord, string? Text, long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="ActivityTypeId">The type.</param>
    /// <param name="Name">What it is.</param>
    /// <param name="Points">What each time gives.</param>
    /// <param name="NeedsApproval">Whether somebody else decides before the points come.</param>
    /// <param name="Active">Whether it can be recorded.</param>
    /// <param name="Version">For changes.</param>
    /// <param name="Occasion">What gives the points by itself.</param>
    /// <param name="DailyAtMost">How often a member has them on one day; null: any.</param>
    /// <param name="TotalAtMost">How often in all; null: any.</param>
    /// <param name="LevelId">For a birthday: only members of this level; null: all.</param>
    internal sealed record Item(
        long ActivityTypeId, string Name, long Points, bool NeedsApproval, bool Active, int Version, ActivityOccasion Occasion, int? DailyAtMost, int? TotalAtMost, long? LevelId);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Text).MaximumLength(100);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT ActivityTypeId, Name, Points, NeedsApproval, Active, Version, Occasion, DailyAtMost, TotalAtMost, LevelId
                FROM   loyalty.PointsActivityTypes
                WHERE  ActivityTypeId < @After AND (@ToRecord = 0 OR (Active = 1 AND Occasion = 'None')) AND Name LIKE @Pattern ESCAPE '\'
                ORDER BY ActivityTypeId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.After, query.ToRecord, Pattern = LikePattern.Containing(query.Text), Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.ActivityTypeId.ToString(CultureInfo.InvariantCulture));
            return new Page<Item>([.. page.Items.Select(row => new Item(
                row.ActivityTypeId, row.Name, row.Points, row.NeedsApproval, row.Active, row.Version, Enum.Parse<ActivityOccasion>(row.Occasion), row.DailyAtMost, row.TotalAtMost,
                row.LevelId))], page.Next);
        }

        private sealed record Row(long ActivityTypeId, string Name, long Points, bool NeedsApproval, bool Active, int Version, string Occasion, int? DailyAtMost, int? TotalAtMost, long? LevelId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/points/activity-types", (bool? toRecord, string? text, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(toRecord ?? false, text, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(PointsPermissions.View)
            .WithName(nameof(ListActivityTypes)).WithSummary("What earns points besides buying")
            .ProducesValidationProblem();
    }
}
