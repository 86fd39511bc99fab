namespace Store.Checkout.Payments;

/// <summary>
/// Calls an attempt off: one that was not sent is not sent any more, one that waits or is paid without a sale is given back. While the first answer is out, nothing can be
/// called off; what is decided stays as it is.
/// </summary>
internal static class CancelAttempt
{
    internal sealed record Command(long StoreId, long AttemptId) : ICommand<AttemptView>, IStoreScoped;

    internal sealed class Handler(Db db, AttemptBook book, PaymentDesk desk) : IRequestHandler<Command, AttemptView>
    {
        public async Task<AttemptView> Handle(Command command, CancellationToken cancellationToken)
        {
            var attempt = await book.Find(command.AttemptId, cancellationToken);
            if (attempt is null || attempt.StoreId != command.StoreId)
                throw new NotFound("payment_attempt", command.AttemptId);
            if (attempt.Now == AttemptState.Submitted)
                throw new Conflict("attempt.in_flight", "The terminal has been asked and has not answered yet.");
            if (attempt.SaleId is not null)
                throw new Conflict("attempt.in_sale", "A sale has been paid with this; take it back as a return.");

            AttemptState? to = attempt.Now switch
            {
                AttemptState.Created => AttemptState.Declined,
                AttemptState.AwaitingPayer or AttemptState.Unknown or AttemptState.Succeeded => AttemptState.Reversing,
                _ => null,
            };
            if (to is { } next)
            {
                var answer = next == AttemptState.Declined ? new ProviderAnswer(ProviderOutcome.Declined, Reason: "called off") : null;
                if (!await book.Move(attempt, next, next == AttemptState.Reversing ? TimeSpan.Zero : null, answer, cancellationToken))
                    throw new RunAgain("The attempt has just moved on.");
                if (next == AttemptState.Reversing)
                    db.AfterCommit(() => desk.Wake(command.AttemptId));
            }

            return await book.View(command.StoreId, command.AttemptId, cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/payment-attempts/{attemptId:long}/cancel", (long storeId, long attemptId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, attemptId), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(CancelAttempt)).WithSummary("Call a payment by card or wallet off")
            .ProducesProblem(404).ProducesProblem(409);
    }
}
