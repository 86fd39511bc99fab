using Store.Contracts.Chain;

namespace Store.Checkout.Shifts;

/// <summary>Opens a shift on a register with the float that lies in the drawer. A register has one open shift at most.</summary>
internal static class OpenShift
{
    internal sealed record Command(long StoreId, long RegisterId, Money Float) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(long ShiftId, DateOnly BusinessDate, DateTime OpenedAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Float).GreaterThanOrEqualTo(Money.Zero);
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var known = await db.Find<long?>("""
                SELECT RegisterId FROM checkout.Registers WHERE RegisterId = @RegisterId AND StoreId = @StoreId
                """, command, cancellationToken);
            if (known is null)
                throw new NotFound("register", command.RegisterId);

            var now = clock.UtcNow();
            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var shift = new
            {
                ShiftId = ids.Next(), command.StoreId, command.RegisterId, BusinessDate = store.Time().BusinessDate(now), OpenedAt = now,
                OpenedBy = caller.UserId, OpenedByName = caller.Name, command.Float,
            };
            var taken = await db.Execute("""
                UPDATE checkout.Registers SET OpenShiftId = @ShiftId WHERE RegisterId = @RegisterId AND OpenShiftId IS NULL
                """, shift, cancellationToken);
            if (taken == 0)
                throw new Conflict("shift.already_open", "This register has an open shift already.");
            await db.Execute("""
                INSERT INTO checkout.Shifts (ShiftId, StoreId, RegisterId, State, BusinessDate, OpenedAt, OpenedBy, OpenedByName, FloatMinor)
                VALUES (@ShiftId, @StoreId, @RegisterId, 'Open', @BusinessDate, @OpenedAt, @OpenedBy, @OpenedByName, @Float)
                """, shift, cancellationToken);

            return new Result(shift.ShiftId, shift.BusinessDate, shift.OpenedAt);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long RegisterId, Money Float);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/shifts", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.RegisterId, body.Float), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(OpenShift)).WithSummary("Open a shift with its float")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
