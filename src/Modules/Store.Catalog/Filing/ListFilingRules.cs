namespace Store.Catalog.Filing;

/// <summary>The rules by which products are filed into categories, in their order.</summary>
internal static class ListFilingRules
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<FilingRuleRow> Items);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await db.FilingRulesInOrder(cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/filing-rules", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListFilingRules)).WithSummary("The rules that file products into categories");
    }
}
