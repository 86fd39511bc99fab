using Store.Loyalty.Points.Rules;

namespace Store.Loyalty.Points.Uses;

/// <summary>What the chain owes its members in points at the end of a day, such as the last of a month, at what points are worth now.</summary>
internal static class GetPointsOwed
{
    internal sealed record Query(DateOnly On) : IQuery<Result>;

    /// <param name="On">The day, with all of it.</param>
    /// <param name="Points">All points outstanding, less what members owe.</param>
    /// <param name="Value">What they would pay.</param>
    internal sealed record Result(DateOnly On, long Points, Money Value);

    internal sealed class Handler(Db db, LivePoints live) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var points = await db.Scalar<long>("SELECT COALESCE(SUM(Points), 0) FROM loyalty.PointsEntries WHERE BusinessDate <= @On", query, cancellationToken);
            return new Result(query.On, points, (await live.Now(cancellationToken)).Program.Worth(points));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/points/owed", (DateOnly? on, IMediator mediator, TimeProvider clock, CancellationToken cancel) =>
                mediator.Send(new Query(on ?? DateOnly.FromDateTime(clock.UtcNow())), cancel))
            .RequirePermission(PointsPermissions.ManageRules)
            .WithName(nameof(GetPointsOwed)).WithSummary("What is owed in points");
    }
}
