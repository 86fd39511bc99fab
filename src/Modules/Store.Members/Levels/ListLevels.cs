namespace Store.Members.Levels;

/// <summary>The member levels, lowest first.</summary>
internal static class ListLevels
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    internal sealed record Item(long LevelId, string Name, int Rank, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) =>
            new(await db.Query<Item>("SELECT LevelId, Name, Rank, Version FROM members.MemberLevels ORDER BY Rank, Name", null, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/levels", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListLevels)).WithSummary("List member levels");
    }
}
