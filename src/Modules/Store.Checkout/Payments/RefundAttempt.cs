using System.Data.Common;

namespace Store.Checkout.Payments;

/// <summary>
/// Gives money back through the provider that took it, for a payment that a sale has: never more than was taken, however many ask at once. Sent again with the same
/// <c>refundUuid</c>, it is the same refund. The return then names it.
/// </summary>
internal static class RefundAttempt
{
    internal sealed record Command(long StoreId, long AttemptId, Guid RefundUuid, Money Amount) : ICommand<AttemptView>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.RefundUuid).NotEmpty();
            RuleFor(command => command.Amount).GreaterThan(Money.Zero);
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, AttemptBook book, PaymentDesk desk) : IRequestHandler<Command, AttemptView>
    {
        public async Task<AttemptView> Handle(Command command, CancellationToken cancellationToken)
        {
            var view = await book.View(command.StoreId, command.AttemptId, cancellationToken);
            var before = await db.Find<Before>("SELECT AttemptId, AmountMinor FROM checkout.PaymentRefunds WHERE RefundUuid = @RefundUuid", command, cancellationToken);
            if (before is not null)
            {
                return before.AttemptId == command.AttemptId && before.Amount == command.Amount
                    ? view : throw new Conflict("refund.uuid_taken", "This refund id belongs to another refund.");
            }

            var setAside = await db.Execute("""
                UPDATE checkout.PaymentAttempts
                SET    RefundedMinor = RefundedMinor + @Amount
                WHERE  AttemptId = @AttemptId AND State = 'Succeeded' AND SaleId IS NOT NULL AND ApprovedMinor - RefundedMinor >= @Amount
                """, command, cancellationToken);
            if (setAside == 0)
            {
                var left = view.Attempt.SaleId is null ? Money.Zero : view.Attempt.Approved - view.Attempt.Refunded;
                throw new RuleBroken("refund.tender", $"At most {left} can go back to this payment.", new Dictionary<string, object?>
                {
                    ["tender"] = view.Attempt.Tender, ["refundable"] = left.ToDecimal(),
                });
            }

            var refund = new
            {
                RefundId = ids.Next(), command.RefundUuid, command.AttemptId, command.StoreId, command.Amount, StartedBy = caller.UserId, StartedByName = caller.Name, Now = clock.UtcNow(),
            };
            try
            {
                await db.Execute("""
                    INSERT INTO checkout.PaymentRefunds (RefundId, RefundUuid, AttemptId, StoreId, AmountMinor, State, StartedBy, StartedByName, StartedAt, ChangedAt, DueAt, Tries)
                    VALUES (@RefundId, @RefundUuid, @AttemptId, @StoreId, @Amount, 'Created', @StartedBy, @StartedByName, @Now, @Now, @Now, 0)
                    """, refund, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("The same refund came in on another connection.", refused);
            }

            db.AfterCommit(() => desk.SubmitRefund(refund.RefundId));
            return await book.View(command.StoreId, command.AttemptId, cancellationToken);
        }

        private sealed record Before(long AttemptId, Money Amount);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid RefundUuid, Money Amount);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/payment-attempts/{attemptId:long}/refunds", (long storeId, long attemptId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, attemptId, body.RefundUuid, body.Amount), cancel))
            .RequirePermission("checkout.return")
            .WithName(nameof(RefundAttempt)).WithSummary("Give money back through the provider that took it")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
