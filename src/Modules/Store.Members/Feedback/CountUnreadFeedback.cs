namespace Store.Members.Feedback;

/// <summary>In how many conversations of the caller's stores there are words of members that none of the staff has read.</summary>
internal static class CountUnreadFeedback
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(long Conversations);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) =>
            new(await db.Scalar<long>("SELECT COUNT(*) FROM members.Feedback WHERE StoreId IN @Stores AND StaffUnread > 0", null, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/feedback/unread", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(CountUnreadFeedback)).WithSummary("How many conversations wait to be read");
    }
}
