namespace Store.Checkout.Shifts;

/// <summary>Suspends a floating shift: the register is free, the cashier takes the tray along.</summary>
internal static class SuspendShift
{
    internal sealed record Command(long StoreId, long ShiftId) : ICommand<Done>, IStoreScoped;

    internal sealed class Handler(Db db) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var shift = await OpenShifts.FreeRegisters(db, command.StoreId, command.ShiftId, cancellationToken);
            if (shift.Kind != ShiftKinds.Floating)
                throw new RuleBroken("shift.not_floating", "Only a floating shift is suspended; this one stays on its register.");
            ShiftStates.Check(shift.State, ShiftStates.Suspended);
            await db.Execute("UPDATE checkout.Shifts SET State = @Suspended WHERE ShiftId = @ShiftId", new { command.ShiftId, ShiftStates.Suspended }, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/shifts/{shiftId:long}/suspend", (long storeId, long shiftId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, shiftId), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(SuspendShift)).WithSummary("Suspend a floating shift")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
