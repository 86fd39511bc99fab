using Store.Contracts.Chain;
using Store.Loyalty.Points.Rules;

namespace Store.Loyalty.Points.Uses;

/// <summary>What the chain owes its members in points at the end of a day, such as the last of a month, at what points paid then.</summary>
internal static class GetPointsOwed
{
    /// <param name="On">The day; null: today in the books of the chain's first store.</param>
    internal sealed record Query(DateOnly? On) : IQuery<Result>;

    /// <param name="On">The day, with all of it.</param>
    /// <param name="Points">All points outstanding, less what members owe.</param>
    /// <param name="Value">What they would have paid.</param>
    internal sealed record Result(DateOnly On, long Points, Money Value);

    internal sealed class Handler(Db db, PointsHistory history, IMediator mediator) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var on = query.On ?? await mediator.Send(new GetChainDay(), cancellationToken);
            var points = await db.Scalar<long>("""
                SELECT (SELECT COALESCE(SUM(Balance), 0) FROM loyalty.PointsAccounts) - COALESCE(SUM(Points), 0)
                FROM   loyalty.PointsEntries
                WHERE  EntryId >= @Since AND BusinessDate > @on
                """, new { on, Since = PointsMoments.FirstId(on) }, cancellationToken);
            return new Result(on, points, (await history.On(on, cancellationToken)).Worth(points));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/points/owed", (DateOnly? on, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(on), cancel))
            .RequirePermission(PointsPermissions.ManageRules)
            .WithName(nameof(GetPointsOwed)).WithSummary("What the whole chain owes in points at the end of a day, at what they paid then");
    }
}
