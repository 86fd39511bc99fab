namespace Store.Checkout.Currencies;

/// <summary>The currencies that a store takes now, each at its rate, for the till and for whoever sets them.</summary>
internal static class ListCurrencies
{
    internal sealed record Query(long StoreId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(IReadOnlyList<RateInForce> Items);

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await ExchangeRates.InForce(db, query.StoreId, clock.UtcNow(), cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/currencies", (long storeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(ListCurrencies)).WithSummary("List the currencies that a store takes, with their rates");
    }
}
