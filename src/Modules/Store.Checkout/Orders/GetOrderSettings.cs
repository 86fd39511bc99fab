namespace Store.Checkout.Orders;

/// <summary>How a store takes orders.</summary>
internal static class GetOrderSettings
{
    internal sealed record Query(long StoreId) : IQuery<Result>, IStoreScoped;

    /// <param name="DepositPercent">Asked ahead, of the total.</param>
    /// <param name="CancelFeePercent">Kept when the customer cancels, of what was paid.</param>
    /// <param name="QuotationDays">How long a quotation counts.</param>
    /// <param name="Version">To send back with a change.</param>
    internal sealed record Result(decimal DepositPercent, decimal CancelFeePercent, int QuotationDays, long Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var settings = await OrderSettings.Of(db, query.StoreId, cancellationToken);
            return new Result(settings.Deposit.ToPercent(), settings.CancelFee.ToPercent(), settings.QuotationDays, settings.Version);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/order-settings", (long storeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId), cancel))
            .RequirePermission("checkout.take-orders")
            .WithName(nameof(GetOrderSettings)).WithSummary("See how a store takes orders");
    }
}
