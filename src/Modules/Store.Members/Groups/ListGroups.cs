using Store.Members.Levels;

namespace Store.Members.Groups;

/// <summary>The groups of customers; those hidden from cashiers only for whoever manages them.</summary>
internal static class ListGroups
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    internal sealed record Item(long GroupId, string Name, bool HiddenFromCashiers, int Version);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var groups = await db.Query<Item>("SELECT GroupId, Name, HiddenFromCashiers, Version FROM members.CustomerGroups ORDER BY Name", null, cancellationToken);
            return new Result(caller.May(LevelRules.Permission) ? groups : [.. groups.Where(group => !group.HiddenFromCashiers)]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/groups", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListGroups)).WithSummary("List groups of customers");
    }
}
