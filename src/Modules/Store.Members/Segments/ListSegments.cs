namespace Store.Members.Segments;

/// <summary>The saved segments in the order of their names.</summary>
internal static class ListSegments
{
    internal sealed record Query(string? After, int Limit) : IQuery<Page<Item>>;

    internal sealed record Item(long SegmentId, string Name, SegmentConditions Conditions, DateTime ChangedAt, string ChangedByName, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<SegmentRow>("""
                SELECT SegmentId, Name, Conditions, ChangedAt, ChangedByName, Version FROM members.Segments WHERE Name > @After ORDER BY Name OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { After = query.After ?? "", Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page([.. rows.Select(row => new Item(row.SegmentId, row.Name, row.Read(), row.ChangedAt, row.ChangedByName, row.Version))], query.Limit, row => row.Name);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/segments", (string? after, int? limit, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListSegments)).WithSummary("List the segments of members")
            .ProducesValidationProblem();
    }
}
