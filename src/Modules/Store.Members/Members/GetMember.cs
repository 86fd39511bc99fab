using Store.Members.Levels;

namespace Store.Members.Members;

/// <summary>One member. Members are the whole chain's: they buy in any store.</summary>
internal static class GetMember
{
    internal sealed record Query(long MemberId) : IQuery<Result>;

    /// <param name="MemberId">The member.</param>
    /// <param name="Number">What stands on the card.</param>
    /// <param name="Name">What to call them.</param>
    /// <param name="HomeStoreId">The store that won them; null: none in particular.</param>
    /// <param name="CreatedAt">Since when they are a member, UTC.</param>
    /// <param name="LevelId">Their level; null without one.</param>
    /// <param name="GroupIds">Their groups; those hidden from cashiers only for whoever manages them.</param>
    /// <param name="Version">To be sent back with a change.</param>
    internal sealed record Result(
        long MemberId, string Number, string Name, long? HomeStoreId, DateTime CreatedAt, long? LevelId, IReadOnlyList<long> GroupIds, int Version);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var member = await db.Find<Row>("""
                SELECT MemberId, Number, Name, HomeStoreId, CreatedAt, LevelId, Version
                FROM   members.Members
                WHERE  MemberId = @MemberId
                """, query, cancellationToken) ?? throw new NotFound("member", query.MemberId);
            var groups = await db.Query<long>("""
                SELECT g.GroupId
                FROM   members.GroupMembers g
                JOIN   members.CustomerGroups c ON c.GroupId = g.GroupId
                WHERE  g.MemberId = @MemberId AND (c.HiddenFromCashiers = 0 OR @All = 1)
                ORDER BY c.Name
                """, new { query.MemberId, All = caller.May(LevelRules.Permission) }, cancellationToken);
            return new Result(
                member.MemberId, member.Number, member.Name, member.HomeStoreId == MemberRows.NoStore ? null : member.HomeStoreId, member.CreatedAt, member.LevelId, groups, member.Version);
        }

        private sealed record Row(long MemberId, string Number, string Name, long HomeStoreId, DateTime CreatedAt, long? LevelId, int Version);
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
