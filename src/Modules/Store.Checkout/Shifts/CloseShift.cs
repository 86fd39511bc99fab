using Store.Contracts.Checkout;

namespace Store.Checkout.Shifts;

/// <summary>Closes a shift with the cash that was counted; what is over or short goes to the books.</summary>
internal static class CloseShift
{
    internal sealed record Command(long StoreId, long ShiftId, Money Counted) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(Money Expected, Money Counted, Money OverShort);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Counted).GreaterThanOrEqualTo(Money.Zero);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider clock, Outbox outbox) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            // Sales take their register's row first too, so none can slip in between the sum and the close.
            await db.Execute("""
                UPDATE checkout.Registers SET OpenShiftId = NULL WHERE StoreId = @StoreId AND OpenShiftId = @ShiftId
                """, command, cancellationToken);
            var shift = await db.Find<Shift>("""
                SELECT State, BusinessDate, FloatMinor
                FROM   checkout.Shifts WITH (UPDLOCK, ROWLOCK)
                WHERE  ShiftId = @ShiftId AND StoreId = @StoreId
                """, command, cancellationToken) ?? throw new NotFound("shift", command.ShiftId);

            var tenders = await ShiftTotals.PerTender(db, command.ShiftId, cancellationToken);
            var expected = ShiftTotals.ExpectedCash(shift.Float, tenders);
            var now = clock.UtcNow();
            var close = new
            {
                command.ShiftId, ClosedAt = now, ClosedBy = caller.UserId, ClosedByName = caller.Name,
                Expected = expected, command.Counted, OverShort = command.Counted - expected,
            };
            var closed = await db.Execute("""
                UPDATE checkout.Shifts
                SET    State = 'Closed', ClosedAt = @ClosedAt, ClosedBy = @ClosedBy, ClosedByName = @ClosedByName,
                       ExpectedMinor = @Expected, CountedMinor = @Counted, OverShortMinor = @OverShort
                WHERE  ShiftId = @ShiftId AND State = 'Open'
                """, close, cancellationToken);
            if (closed == 0)
                throw new Conflict("shift.closed", "This shift has been closed already.");

            await outbox.Add(new ShiftClosed(command.ShiftId, command.StoreId, shift.BusinessDate, now, close.OverShort), cancellationToken);
            return new Result(expected, command.Counted, close.OverShort);
        }

        private sealed record Shift(string State, DateOnly BusinessDate, Money Float);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Money Counted);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/shifts/{shiftId:long}/close", (long storeId, long shiftId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, shiftId, body.Counted), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(CloseShift)).WithSummary("Close a shift with the counted cash")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
