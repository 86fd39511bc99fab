using Store.Checkout.Sales;

namespace Store.Checkout.Payments;

/// <summary>
/// Sets a payment aside that is not decided, so that the sale goes on: it may be paid another way, parked or voided. The payment is given back as soon as the provider answers,
/// and stands in the manager's list until then.
/// </summary>
internal static class SetAttemptAside
{
    internal sealed record Command(long StoreId, long AttemptId, string Reason) : ICommand<AttemptView>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Reason).NotEmpty().MaximumLength(200);
    }

    internal sealed class Handler(Db db, AttemptBook book, PaymentDesk desk, AuditLog audit) : IRequestHandler<Command, AttemptView>
    {
        public async Task<AttemptView> Handle(Command command, CancellationToken cancellationToken)
        {
            var attempt = await book.Find(command.AttemptId, cancellationToken);
            if (attempt is null || attempt.StoreId != command.StoreId)
                throw new NotFound("payment_attempt", command.AttemptId);
            if (attempt.Now is AttemptState.Created or AttemptState.Submitted)
                throw new Conflict("attempt.in_flight", "The terminal has been asked and has not answered yet.");
            if (attempt.Now != AttemptState.Suspense)
            {
                if (!AttemptMoves.IsOpen(attempt.Now))
                    throw new Conflict("attempt.decided", "This payment is decided; there is nothing to set aside.");
                if (!await book.Move(attempt, AttemptState.Suspense, TimeSpan.Zero, new ProviderAnswer(ProviderOutcome.Unknown, Reason: command.Reason), cancellationToken))
                    throw new RunAgain("The attempt has just moved on.");
                await audit.Add("checkout.override-payments", SaleSubjects.Paid(command.AttemptId), command.StoreId, new { attempt.State }, new { State = nameof(AttemptState.Suspense), command.Reason }, cancellationToken);
                db.AfterCommit(() => desk.Wake(command.AttemptId));
            }

            return await book.View(command.StoreId, command.AttemptId, cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Reason);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/payment-attempts/{attemptId:long}/set-aside", (long storeId, long attemptId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, attemptId, body.Reason), cancel))
            .RequirePermission("checkout.override-payments")
            .WithName(nameof(SetAttemptAside)).WithSummary("Set an undecided payment aside, so that the sale goes on")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
