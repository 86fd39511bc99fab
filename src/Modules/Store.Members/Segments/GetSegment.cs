namespace Store.Members.Segments;

/// <summary>One segment, where only its id is known.</summary>
internal static class GetSegment
{
    internal sealed record Query(long SegmentId) : IQuery<ListSegments.Item>;

    internal sealed class Handler(Db db) : IRequestHandler<Query, ListSegments.Item>
    {
        public async Task<ListSegments.Item> Handle(Query query, CancellationToken cancellationToken) => ListSegments.Shown(await SegmentRow.Read(db, query.SegmentId, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/segments/{segmentId:long}", (long segmentId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(segmentId), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(GetSegment)).WithSummary("A segment of members")
            .ProducesProblem(404);
    }
}
