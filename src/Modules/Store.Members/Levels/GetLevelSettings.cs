namespace Store.Members.Levels;

/// <summary>How growth value is earned and when levels are reviewed.</summary>
internal static class GetLevelSettings
{
    internal sealed record Query : IQuery<LevelSettings>;

    internal sealed class Handler(Db db) : IRequestHandler<Query, LevelSettings>
    {
        public Task<LevelSettings> Handle(Query query, CancellationToken cancellationToken) => LevelSettings.Read(db, cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/levels/settings", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(GetLevelSettings)).WithSummary("How growth value is earned and when levels are reviewed");
    }
}
