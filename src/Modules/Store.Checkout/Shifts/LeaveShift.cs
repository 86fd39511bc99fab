namespace Store.Checkout.Shifts;

/// <summary>Takes a register out of the shared shift; the shift goes on.</summary>
internal static class LeaveShift
{
    internal sealed record Command(long StoreId, long ShiftId, long RegisterId) : ICommand<Done>, IStoreScoped;

    internal sealed class Handler(Db db) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var left = await db.Execute("""
                UPDATE checkout.Registers
                SET    OpenShiftId = NULL
                WHERE  RegisterId = @RegisterId AND StoreId = @StoreId AND OpenShiftId = @ShiftId
                """, command, cancellationToken);
            var shift = await OpenShifts.Lock(db, command.StoreId, command.ShiftId, cancellationToken);
            if (shift.Kind != ShiftKinds.Shared)
                throw new RuleBroken("shift.not_shared", "Only a shared shift sells on several registers.");
            return left == 1 ? Done.It : throw new Conflict("shift.not_joined", "This register does not sell in that shift.");
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/stores/{storeId:long}/shifts/{shiftId:long}/registers/{registerId:long}", (long storeId, long shiftId, long registerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, shiftId, registerId), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(LeaveShift)).WithSummary("Take a register out of the shared shift")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
