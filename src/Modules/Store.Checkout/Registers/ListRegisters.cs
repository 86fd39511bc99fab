namespace Store.Checkout.Registers;

/// <summary>The registers of a store, each with its open shift.</summary>
internal static class ListRegisters
{
    internal sealed record Query(long StoreId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(IReadOnlyList<Register> Registers);

    internal sealed record Register(long RegisterId, string Code, string Name, long LastReceiptNumber, OpenShift? OpenShift);

    internal sealed record OpenShift(long ShiftId, string Kind, DateTime OpenedAt, string OpenedByName, DateOnly BusinessDate, Money Float);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT r.RegisterId, r.Code, r.Name, r.LastReceiptNumber, s.ShiftId, s.Kind, s.OpenedAt, s.OpenedByName, s.BusinessDate, s.FloatMinor
                FROM   checkout.Registers r
                LEFT JOIN checkout.Shifts s ON s.ShiftId = r.OpenShiftId
                WHERE  r.StoreId = @StoreId
                ORDER BY r.Code
                """, query, cancellationToken);
            return new Result([.. rows.Select(row => new Register(row.RegisterId, row.Code, row.Name, row.LastReceiptNumber, row.ShiftId is { } shiftId
                ? new OpenShift(shiftId, row.Kind!, row.OpenedAt!.Value, row.OpenedByName!, row.BusinessDate!.Value, row.Float!.Value) : null))]);
        }

        private sealed record Row(
            long RegisterId, string Code, string Name, long LastReceiptNumber, long? ShiftId, string? Kind, DateTime? OpenedAt, string? OpenedByName, DateOnly? BusinessDate, Money? Float);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/registers", (long storeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(ListRegisters)).WithSummary("List a store's registers with their open shifts");
    }
}
