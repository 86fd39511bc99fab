using System.Globalization;

namespace Store.Members.Segments;

/// <summary>The members of a segment as it is now.</summary>
internal static class ListMembersOfSegment
{
    internal sealed record Query(long SegmentId, long? After, int Limit) : IQuery<Page<SegmentMember>>, IPersonal;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, SegmentSieve sieve) : IRequestHandler<Query, Page<SegmentMember>>
    {
        public async Task<Page<SegmentMember>> Handle(Query query, CancellationToken cancellationToken)
        {
            var segment = await SegmentRow.Read(db, query.SegmentId, cancellationToken);
            var memberIds = await sieve.Page(segment.Read(), query.After ?? 0, query.Limit + 1, cancellationToken);
            return Paging.Page(await db.MembersShown(memberIds, cancellationToken), query.Limit, row => row.MemberId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/segments/{segmentId:long}/members", (long segmentId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(segmentId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListMembersOfSegment)).WithSummary("List the members of a segment")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
