using Store.Contracts.Members;

namespace Store.Loyalty.Points.Uses;

/// <summary>The levels that points have been asked for, the cheapest first.</summary>
internal static class ListPointsLevels
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    internal sealed record Item(long LevelId, string Name, long Points, int Months, bool Active, int Version);

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("SELECT LevelId, Points, Months, Active, Version FROM loyalty.PointsLevels ORDER BY Points, LevelId", null, cancellationToken);
            var names = rows.Count == 0 ? new Dictionary<long, string>() : (await mediator.Send(new GetStandingNames(), cancellationToken)).Levels;
            return new Result([.. rows.Where(row => names.ContainsKey(row.LevelId)).Select(row => new Item(row.LevelId, names[row.LevelId], row.Points, row.Months, row.Active, row.Version))]);
        }

        private sealed record Row(long LevelId, long Points, int Months, bool Active, int Version);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/points/levels", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(PointsPermissions.View)
            .WithName(nameof(ListPointsLevels)).WithSummary("What levels cost in points");
    }
}
