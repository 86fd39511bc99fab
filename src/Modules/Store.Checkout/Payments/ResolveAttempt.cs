namespace Store.Checkout.Payments;

/// <summary>Asks the provider now what has become of an attempt: for the customer who says "it is paid". Also a way on for one that waits for a person.</summary>
internal static class ResolveAttempt
{
    internal sealed record Command(long StoreId, long AttemptId) : IRequest<AttemptView>, IStoreScoped;

    internal sealed class Handler(Db db, TimeProvider clock, AttemptBook book, PaymentDesk desk) : IRequestHandler<Command, AttemptView>
    {
        // In no transaction: the provider is asked between two of them.
        public async Task<AttemptView> Handle(Command command, CancellationToken cancellationToken)
        {
            await book.View(command.StoreId, command.AttemptId, cancellationToken);
            await db.Transact(() => db.Execute("""
                UPDATE checkout.PaymentAttempts
                SET    DueAt = @Now
                WHERE  AttemptId = @AttemptId AND StoreId = @StoreId AND SaleId IS NULL AND State IN ('AwaitingPayer', 'Unknown', 'Reversing', 'Suspense', 'Reversed')
                """, new { Now = clock.UtcNow(), command.AttemptId, command.StoreId }, cancellationToken), cancellationToken);
            await desk.LookAfter(command.AttemptId, CancellationToken.None);
            return await book.View(command.StoreId, command.AttemptId, cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/payment-attempts/{attemptId:long}/resolve", (long storeId, long attemptId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, attemptId), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(ResolveAttempt)).WithSummary("Ask the provider what has become of a payment")
            .ProducesProblem(404);
    }
}
