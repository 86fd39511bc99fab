using System.Data.Common;
using Store.Contracts.Chain;

namespace Store.Checkout.Shifts;

/// <summary>Opens a shift on a register with the float that lies in the drawer. A register sells in one open shift at most.</summary>
internal static class OpenShift
{
    internal sealed record Command(long StoreId, long RegisterId, Money Float, string Kind) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(long ShiftId, DateOnly BusinessDate, DateTime OpenedAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Float).GreaterThanOrEqualTo(Money.Zero);
            RuleFor(command => command.Kind).Must(kind => ShiftKinds.All.Contains(kind, StringComparer.Ordinal)).WithMessage("A shift is Fixed, Floating or Shared.");
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var shift = new
            {
                ShiftId = ids.Next(), command.StoreId, command.RegisterId, command.Kind, BusinessDate = store.Time().BusinessDate(now), OpenedAt = now,
                OpenedBy = caller.UserId, OpenedByName = caller.Name, command.Float,
            };
            await OpenShifts.TakeRegister(db, command.StoreId, command.RegisterId, shift.ShiftId, cancellationToken);
            try
            {
                await db.Execute("""
                    INSERT INTO checkout.Shifts (ShiftId, StoreId, RegisterId, Kind, State, BusinessDate, OpenedAt, OpenedBy, OpenedByName, FloatMinor)
                    VALUES (@ShiftId, @StoreId, @RegisterId, @Kind, 'Open', @BusinessDate, @OpenedAt, @OpenedBy, @OpenedByName, @Float)
                    """, shift, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw command.Kind == ShiftKinds.Shared
                    ? new Conflict("shift.shared_open", "This store has an open shared shift already; let the register join it.")
                    : new Conflict("shift.floating_open", "You have an open floating shift already; resume it on this register.");
            }

            return new Result(shift.ShiftId, shift.BusinessDate, shift.OpenedAt);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long RegisterId, Money Float, string? Kind = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/shifts", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.RegisterId, body.Float, body.Kind ?? ShiftKinds.Fixed), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(OpenShift)).WithSummary("Open a shift with its float")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
