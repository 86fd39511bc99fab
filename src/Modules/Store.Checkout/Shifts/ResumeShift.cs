namespace Store.Checkout.Shifts;

/// <summary>Goes on with a suspended shift, on any free register of the store. Only whoever opened it may, and who sees all shifts.</summary>
internal static class ResumeShift
{
    internal sealed record Command(long StoreId, long ShiftId, long RegisterId) : ICommand<Done>, IStoreScoped;

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await OpenShifts.TakeRegister(db, command.StoreId, command.RegisterId, command.ShiftId, cancellationToken);
            var shift = await OpenShifts.Lock(db, command.StoreId, command.ShiftId, cancellationToken);
            ShiftStates.Check(shift.State, ShiftStates.Open);
            if (shift.OpenedBy != caller.UserId && !caller.MayIn(command.StoreId, "checkout.view-shifts"))
                throw new RuleBroken("shift.not_yours", "This shift belongs to another cashier.");
            await db.Execute("""
                UPDATE checkout.Shifts SET State = @Open, RegisterId = @RegisterId WHERE ShiftId = @ShiftId
                """, new { command.ShiftId, command.RegisterId, ShiftStates.Open }, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long RegisterId);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/shifts/{shiftId:long}/resume", (long storeId, long shiftId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, shiftId, body.RegisterId), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(ResumeShift)).WithSummary("Resume a suspended shift on a register")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
