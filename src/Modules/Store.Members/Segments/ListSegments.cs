namespace Store.Members.Segments;

/// <summary>The saved segments, or those with a text in their name, in the order of their names.</summary>
internal static class ListSegments
{
    internal sealed record Query(string? Text, string? After, int Limit) : IQuery<Page<Item>>;

    internal sealed record Item(long SegmentId, string Name, SegmentConditions Conditions, DateTime ChangedAt, string ChangedByName, int Version);

    internal static Item Shown(SegmentRow row) => new(row.SegmentId, row.Name, row.Read(), row.ChangedAt, row.ChangedByName, row.Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Text).MaximumLength(50);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<SegmentRow>("""
                SELECT SegmentId, Name, Conditions, ChangedAt, ChangedByName, Version
                FROM   members.Segments
                WHERE  Name > @After AND Name LIKE @Pattern ESCAPE '\'
                ORDER BY Name
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { After = query.After ?? "", Pattern = LikePattern.Containing(query.Text), Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page([.. rows.Select(Shown)], query.Limit, row => row.Name);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/segments", (string? text, string? after, int? limit, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(text, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListSegments)).WithSummary("List or search the segments of members")
            .ProducesValidationProblem();
    }
}
