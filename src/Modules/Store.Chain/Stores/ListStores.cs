namespace Store.Chain.Stores;

/// <summary>The stores in which the caller may do something; a chain has few enough for one page.</summary>
internal static class ListStores
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Stores);

    internal sealed record Item(
        long StoreId, string Code, string Name, string TimeZone, int DayEndsMinutes, string Currency, bool PricesIncludeTax, bool AllowNegativeStock, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await db.Query<Item>("""
            SELECT StoreId, Code, Name, TimeZone, DayEndsMinutes, Currency, PricesIncludeTax, AllowNegativeStock, Version
            FROM   chain.Stores
            WHERE  StoreId IN @Stores
            ORDER BY Code
            """, null, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequireSignIn()
            .WithName(nameof(ListStores)).WithSummary("List the stores in which you may do something");
    }
}
