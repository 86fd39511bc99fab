using Store.Contracts.Members;

namespace Store.Members.Page;

/// <summary>How many messages of the stores a member has not read.</summary>
internal static class CountMyUnread
{
    internal sealed record Query(string? Token) : IQuery<Result>, IPersonal
    {
        public override string ToString() => nameof(CountMyUnread);
    }

    internal sealed record Result(long Messages);

    internal sealed class Handler(Db db, PageVisitor visitor) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = await visitor.Require(query.Token, cancellationToken);
            return new Result(await db.Scalar<long>("SELECT COALESCE(SUM(MemberUnread), 0) FROM members.Feedback WHERE MemberId = @memberId", new { memberId }, cancellationToken));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/feedback/unread", (HttpRequest request, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(PageToken.Of(request)), cancel))
            .AllowAnyone()
            .WithName(nameof(CountMyUnread)).WithSummary("How many messages a member has not read")
            .ProducesProblem(401);
    }
}
