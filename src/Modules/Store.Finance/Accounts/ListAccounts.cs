namespace Store.Finance.Accounts;

/// <summary>The chart of accounts; the same for every store and short enough for one page.</summary>
internal static class ListAccounts
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Accounts);

    internal sealed record Item(string AccountCode, string Name, string Kind);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await db.Query<Item>("""
            SELECT AccountCode, Name, Kind
            FROM   finance.Accounts
            ORDER BY AccountCode
            """, null, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/accounts", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("finance.view")
            .WithName(nameof(ListAccounts)).WithSummary("List the chart of accounts");
    }
}
