namespace Store.Members.Members;

/// <summary>One member. Members are the whole chain's: they buy in any store.</summary>
internal static class GetMember
{
    internal sealed record Query(long MemberId) : IQuery<Result>;

    internal sealed record Result(long MemberId, string Number, string Name, long? HomeStoreId, DateTime CreatedAt, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var member = await db.Find<Result>("""
                SELECT MemberId, Number, Name, HomeStoreId, CreatedAt, Version
                FROM   members.Members
                WHERE  MemberId = @MemberId
                """, query, cancellationToken) ?? throw new NotFound("member", query.MemberId);
            return member with { HomeStoreId = member.HomeStoreId == MemberRows.NoStore ? null : member.HomeStoreId };
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}", (long memberId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(memberId), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(GetMember)).WithSummary("One member")
            .ProducesProblem(404);
    }
}
