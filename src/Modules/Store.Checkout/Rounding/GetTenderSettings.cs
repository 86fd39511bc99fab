namespace Store.Checkout.Rounding;

/// <summary>How a store takes money: what the till has to know to ask for the right sum.</summary>
internal static class GetTenderSettings
{
    internal sealed record Query(long StoreId) : IQuery<Result>, IStoreScoped;

    /// <param name="CashStep">The smallest coin; zero where cash is not rounded.</param>
    /// <param name="CashRounding">Nearest, Down or Up.</param>
    /// <param name="CardProvider">Who takes card payments; None where the till writes down what a terminal of its own says.</param>
    /// <param name="WalletProvider">Who takes wallet payments.</param>
    /// <param name="Version">To be sent back with a change; zero before the first.</param>
    internal sealed record Result(Money CashStep, string CashRounding, string CardProvider, string WalletProvider, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => await db.Find<Result>("""
            SELECT CashStepMinor, CashRounding, CardProvider, WalletProvider, Version FROM checkout.TenderSettings WHERE StoreId = @StoreId
            """, query, cancellationToken) ?? new Result(Money.Zero, nameof(RoundingMode.Nearest), "None", "None", Version: 0);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/tender-settings", (long storeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(GetTenderSettings)).WithSummary("See how a store takes money");
    }
}
