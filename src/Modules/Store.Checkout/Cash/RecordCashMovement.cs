using System.Globalization;
using Store.Checkout.Reasons;
using Store.Checkout.Shifts;
using Store.Contracts.Access;
using Store.Contracts.Checkout;

namespace Store.Checkout.Cash;

/// <summary>
/// Puts cash into the drawer of a shift or takes it out, with its reason. What goes to another till is on its way until that till has received it by its own entry of the
/// same amount. Sent again with the same <c>movementUuid</c>, it is answered as the first time.
/// </summary>
internal static class RecordCashMovement
{
    internal sealed record Command(
        long StoreId, long ShiftId, Guid MovementUuid, string Kind, Money Amount, string Reason, string? Place, long? ToRegisterId, long? FromMovementId,
        IReadOnlyList<Answer>? Answers) : ICommand<Result>, IStoreScoped;

    /// <param name="MovementId">The movement.</param>
    /// <param name="MovementNumber">Its number in the shift.</param>
    /// <param name="Amount">What it adds to the drawer; negative for cash taken out.</param>
    /// <param name="ApproverName">Who approved what went over the limit.</param>
    internal sealed record Result(long MovementId, int MovementNumber, Money Amount, string? ApproverName);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.MovementUuid).NotEmpty();
            RuleFor(command => command.Kind).Must(kind => MovementKinds.All.Contains(kind, StringComparer.Ordinal)).WithMessage($"A movement is one of {string.Join(", ", MovementKinds.All)}.");
            RuleFor(command => command.Amount).GreaterThan(Money.Zero);
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(200);
            RuleFor(command => command.Place).MaximumLength(100);
            RuleFor(command => command.Place).NotEmpty().When(command => command.Kind == CashMovements.SafeDrop).WithMessage("Say which safe.");
            RuleFor(command => command.ToRegisterId).Null().When(command => command.Kind != CashMovements.CashOut).WithMessage("Only CashOut goes to another register.");
            RuleFor(command => command.FromMovementId).Null().When(command => command.Kind != CashMovements.FloatIn).WithMessage("Only FloatIn comes from another register.");
        }
    }

    internal sealed class Handler(Db db, IMediator mediator, CashBook book, AnswerBook answers) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var shift = await OpenShifts.Lock(db, command.StoreId, command.ShiftId, cancellationToken);
            if (await FindByUuid(command, cancellationToken) is { } before)
                return before;
            if (shift.State is not (ShiftStates.Open or ShiftStates.Suspended))
                throw new Conflict(shift.State == ShiftStates.Closed ? "shift.closed" : "shift.ended", "This shift has ended; its drawer takes and gives no more cash.");
            await CheckOtherTill(command, cancellationToken);

            var approver = MovementKinds.TakesOut(command.Kind)
                ? await mediator.Send(new RequireLimit(command.StoreId, Limits.CashOut, command.Amount.ToDecimal(), Subject(command), command.Reason), cancellationToken)
                : null;
            var movement = await book.Record(
                shift, new CashMovement(command.StoreId, command.MovementUuid, command.Kind, command.Amount, command.Reason, command.Place, command.ToRegisterId, command.FromMovementId), approver,
                cancellationToken);
            await answers.Record(
                command.StoreId, AnswerSubjects.CashMovement, movement.MovementId,
                MovementKinds.EventOf(command.Kind) is { } asked ? [new Happening(asked, Reason: command.Reason)] : [], command.Answers, cancellationToken);
            return new Result(movement.MovementId, movement.MovementNumber, movement.Amount, movement.ApproverName);
        }

        private async Task<Result?> FindByUuid(Command command, CancellationToken cancellationToken)
        {
            var found = await db.Find<Stored>("""
                SELECT MovementId, ShiftId, MovementNumber, AmountMinor, ApproverName FROM checkout.CashMovements WHERE MovementUuid = @MovementUuid
                """, command, cancellationToken);
            if (found is null)
                return null;
            return found.ShiftId == command.ShiftId
                ? new Result(found.MovementId, found.MovementNumber, found.Amount, found.ApproverName)
                : throw new Conflict("cash.uuid_taken", "This movement id belongs to another shift's movement.");
        }

        private async Task CheckOtherTill(Command command, CancellationToken cancellationToken)
        {
            if (command.ToRegisterId is not null)
            {
                var other = await db.Find<OtherRegister>("""
                    SELECT RegisterId, OpenShiftId FROM checkout.Registers WHERE RegisterId = @ToRegisterId AND StoreId = @StoreId
                    """, command, cancellationToken) ?? throw new NotFound("register", command.ToRegisterId);
                if (other.OpenShiftId == command.ShiftId)
                    throw new RuleBroken("cash.same_till", "That register sells in this very shift.");
            }

            if (command.FromMovementId is not null)
            {
                var sent = await db.Find<Sent>("""
                    SELECT m.AmountMinor, m.ShiftId, r.OpenShiftId AS ReceivingShiftId
                    FROM   checkout.CashMovements m
                    JOIN   checkout.Registers r ON r.RegisterId = m.ToRegisterId
                    WHERE  m.MovementId = @FromMovementId AND m.StoreId = @StoreId
                    """, command, cancellationToken) ?? throw new NotFound("cash_movement", command.FromMovementId);

                // The till that sent it may also take it back.
                if (sent.ReceivingShiftId != command.ShiftId && sent.ShiftId != command.ShiftId)
                    throw new RuleBroken("cash.other_till", "This cash was sent to another till.");
                if (-sent.Amount != command.Amount)
                {
                    throw new RuleBroken("cash.amount_differs", $"{-sent.Amount} was sent, {command.Amount} is entered.", new Dictionary<string, object?>
                    {
                        ["sent"] = (-sent.Amount).ToDecimal(), ["entered"] = command.Amount.ToDecimal(),
                    });
                }
            }
        }

        private static string Subject(Command command) => string.Create(CultureInfo.InvariantCulture, $"shift {command.ShiftId}, {command.Kind}");

        private sealed record Stored(long MovementId, long ShiftId, int MovementNumber, Money Amount, string? ApproverName);

        private sealed record OtherRegister(long RegisterId, long? OpenShiftId);

        private sealed record Sent(Money Amount, long ShiftId, long? ReceivingShiftId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid MovementUuid, string Kind, Money Amount, string Reason, string? Place = null, long? ToRegisterId = null, long? FromMovementId = null,
            IReadOnlyList<Answer>? Answers = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/shifts/{shiftId:long}/cash-movements", (long storeId, long shiftId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(storeId, shiftId, body.MovementUuid, body.Kind, body.Amount, body.Reason, body.Place, body.ToRegisterId, body.FromMovementId, body.Answers), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(RecordCashMovement)).WithSummary("Put cash into the drawer or take it out")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
