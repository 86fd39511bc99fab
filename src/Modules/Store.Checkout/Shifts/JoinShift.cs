namespace Store.Checkout.Shifts;

/// <summary>Lets one more register sell in the store's shared shift.</summary>
internal static class JoinShift
{
    internal sealed record Command(long StoreId, long ShiftId, long RegisterId) : ICommand<Done>, IStoreScoped;

    internal sealed class Handler(Db db) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await OpenShifts.TakeRegister(db, command.StoreId, command.RegisterId, command.ShiftId, cancellationToken);
            var shift = await OpenShifts.Lock(db, command.StoreId, command.ShiftId, cancellationToken);
            if (shift.Kind != ShiftKinds.Shared)
                throw new RuleBroken("shift.not_shared", "Only a shared shift sells on several registers.");
            if (shift.State != ShiftStates.Open)
                throw new Conflict(shift.State == ShiftStates.Closed ? "shift.closed" : "shift.ended", "This shift has ended.");
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long RegisterId);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/shifts/{shiftId:long}/registers", (long storeId, long shiftId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, shiftId, body.RegisterId), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(JoinShift)).WithSummary("Let a register join the shared shift")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
