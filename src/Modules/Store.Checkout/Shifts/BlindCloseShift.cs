namespace Store.Checkout.Shifts;

/// <summary>Ends a shift without counting: its registers are free for the next one at once. It is never resumed; its drawer is counted and the shift closed later.</summary>
internal static class BlindCloseShift
{
    internal sealed record Command(long StoreId, long ShiftId) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(DateTime EndedAt);

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var shift = await OpenShifts.FreeRegisters(db, command.StoreId, command.ShiftId, cancellationToken);
            ShiftStates.Check(shift.State, ShiftStates.Uncounted);
            var end = new { command.ShiftId, ShiftStates.Uncounted, EndedAt = clock.UtcNow() };
            await db.Execute("UPDATE checkout.Shifts SET State = @Uncounted, EndedAt = @EndedAt WHERE ShiftId = @ShiftId", end, cancellationToken);
            return new Result(end.EndedAt);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/shifts/{shiftId:long}/blind-close", (long storeId, long shiftId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, shiftId), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(BlindCloseShift)).WithSummary("End a shift now and count it later")
            .ProducesProblem(404).ProducesProblem(409);
    }
}
