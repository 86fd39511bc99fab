namespace Store.Catalog.TaxCodes;

/// <summary>All tax codes; a chain has few.</summary>
internal static class ListTaxCodes
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    internal sealed record Item(long TaxCodeId, string Code, string Name, TaxRate Rate, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) =>
            new(await db.Query<Item>("SELECT TaxCodeId, Code, Name, RatePpm, Version FROM catalog.TaxCodes ORDER BY Code", null, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/tax-codes", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListTaxCodes)).WithSummary("List the tax codes");
    }
}
