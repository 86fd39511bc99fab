namespace Store.Checkout.Payments;

/// <summary>How an attempt stands; the till asks until it is decided.</summary>
internal static class GetAttempt
{
    internal sealed record Query(long StoreId, long AttemptId) : IQuery<AttemptView>, IStoreScoped;

    internal sealed class Handler(AttemptBook book) : IRequestHandler<Query, AttemptView>
    {
        public Task<AttemptView> Handle(Query query, CancellationToken cancellationToken) => book.View(query.StoreId, query.AttemptId, cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/payment-attempts/{attemptId:long}", (long storeId, long attemptId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, attemptId), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(GetAttempt)).WithSummary("See how a payment by card or wallet stands")
            .ProducesProblem(404);
    }
}
