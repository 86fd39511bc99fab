namespace Store.Checkout.Bills;

/// <summary>Somebody has looked into a difference between a bill and our payments and says what came of it.</summary>
internal static class SettlePaymentDifference
{
    internal sealed record Command(long StoreId, long DifferenceId, string Note) : ICommand<Done>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Note).NotEmpty().MaximumLength(500);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider clock, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var settled = await db.Execute("""
                UPDATE checkout.PaymentDifferences
                SET    State = @Settled, SettledAt = @Now, SettledBy = @UserId, SettledByName = @Name, Note = @Note
                WHERE  DifferenceId = @DifferenceId AND StoreId = @StoreId AND State = @Open
                """, new
            {
                command.DifferenceId, command.StoreId, DifferenceStates.Settled, DifferenceStates.Open, Now = clock.UtcNow(), caller.UserId, caller.Name, command.Note,
            }, cancellationToken);
            if (settled == 0)
            {
                var known = await db.Scalar<int>("SELECT COUNT(*) FROM checkout.PaymentDifferences WHERE DifferenceId = @DifferenceId AND StoreId = @StoreId", command, cancellationToken);
                throw known == 0 ? new NotFound("payment_difference", command.DifferenceId) : new Conflict("payment_difference.settled", "This difference has been settled already.");
            }

            await audit.Add("checkout.reconcile-payments", $"difference {command.DifferenceId}", command.StoreId, old: null, new { command.Note }, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Note);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/payment-differences/{differenceId:long}/settle", (long storeId, long differenceId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, differenceId, body.Note), cancel))
            .RequirePermission("checkout.reconcile-payments")
            .WithName(nameof(SettlePaymentDifference)).WithSummary("Settle a difference between a bill and our payments")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
