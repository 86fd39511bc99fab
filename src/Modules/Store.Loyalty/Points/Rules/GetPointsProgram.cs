namespace Store.Loyalty.Points.Rules;

/// <summary>How points are earned and used in this chain.</summary>
internal static class GetPointsProgram
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(PointsProgram Program, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = (await db.Find<Row>("SELECT Definition, Version FROM loyalty.PointsPrograms WHERE ProgramId = 1", null, cancellationToken))!;
            return new Result(PointsProgram.Read(row.Definition), row.Version);
        }

        private sealed record Row(string Definition, int Version);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/points/program", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(PointsPermissions.View)
            .WithName(nameof(GetPointsProgram)).WithSummary("The points program");
    }
}
