using Store.Contracts.Members;
using Store.Loyalty.Points.Uses;

namespace Store.Loyalty.Page;

/// <summary>A member's own points, and when which of them expire.</summary>
internal static class ShowMyPoints
{
    internal sealed record Query(string? Token) : IQuery<Result>, IPersonal
    {
        public override string ToString() => nameof(ShowMyPoints);
    }

    /// <param name="Balance">All of them; below zero after a return of what is spent already.</param>
    /// <param name="Pending">What of them waits and cannot be used yet.</param>
    /// <param name="Available">What can be used now.</param>
    /// <param name="Worth">What those pay.</param>
    /// <param name="Expiries">The next dozen times at which some expire.</param>
    internal sealed record Result(long Balance, long Pending, long Available, Money Worth, IReadOnlyList<Expiry> Expiries);

    internal sealed record Expiry(DateTime ExpiresAt, long Points);

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = await mediator.Send(new RequirePageMember(query.Token), cancellationToken);
            var points = await mediator.Send(new GetMemberPoints.Query(memberId, StoreId: null), cancellationToken);
            var expiries = await db.Query<Expiry>("""
                SELECT ExpiresAt, SUM(Remaining) AS Points
                FROM   loyalty.PointsEntries
                WHERE  MemberId = @memberId AND Remaining > 0 AND ExpiresAt > @Now
                GROUP BY ExpiresAt
                ORDER BY ExpiresAt
                OFFSET 0 ROWS FETCH NEXT 12 ROWS ONLY
                """, new { memberId, Now = clock.UtcNow() }, cancellationToken);
            return new Result(points.Balance, points.Pending, points.Available, points.Worth, expiries);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/points", (HttpRequest request, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(PageToken.Of(request)), cancel))
            .AllowAnyone()
            .WithName(nameof(ShowMyPoints)).WithSummary("A member's own points")
            .ProducesProblem(401);
    }
}
