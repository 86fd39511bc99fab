namespace Store.Checkout.Shifts;

/// <summary>The shifts of a store that are not closed: open on which registers, suspended, or ended and still to be counted.</summary>
internal static class ListUnfinishedShifts
{
    internal sealed record Query(long StoreId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(IReadOnlyList<Item> Items);

    /// <param name="ShiftId">The shift.</param>
    /// <param name="Kind">Fixed, Floating or Shared.</param>
    /// <param name="State">Open, Suspended or Uncounted.</param>
    /// <param name="OpenedAt">UTC.</param>
    /// <param name="OpenedByName">Whose it is.</param>
    /// <param name="Mine">Whether the caller has opened it.</param>
    /// <param name="EndedAt">When an uncounted shift ended.</param>
    /// <param name="RegisterCode">The register on which it was opened, or resumed last.</param>
    /// <param name="Registers">The codes of the registers on which it sells now.</param>
    internal sealed record Item(
        long ShiftId, string Kind, string State, DateTime OpenedAt, string OpenedByName, bool Mine, DateTime? EndedAt, string RegisterCode, IReadOnlyList<string> Registers);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var shifts = await db.Query<Row>("""
                SELECT s.ShiftId, s.Kind, s.State, s.OpenedAt, s.OpenedByName, s.OpenedBy, s.EndedAt, r.Code AS RegisterCode
                FROM   checkout.Shifts s
                JOIN   checkout.Registers r ON r.RegisterId = s.RegisterId
                WHERE  s.StoreId = @StoreId AND s.State <> 'Closed'
                ORDER BY s.ShiftId
                OFFSET 0 ROWS FETCH NEXT 500 ROWS ONLY
                """, query, cancellationToken);
            var registers = (await db.Query<Sells>("""
                SELECT OpenShiftId AS ShiftId, Code FROM checkout.Registers WHERE StoreId = @StoreId AND OpenShiftId IS NOT NULL ORDER BY Code
                """, query, cancellationToken)).ToLookup(row => row.ShiftId, row => row.Code);
            return new Result([.. shifts.Select(row => new Item(
                row.ShiftId, row.Kind, row.State, row.OpenedAt, row.OpenedByName, row.OpenedBy == caller.UserId, row.EndedAt, row.RegisterCode, [.. registers[row.ShiftId]]))]);
        }

        private sealed record Row(
            long ShiftId, string Kind, string State, DateTime OpenedAt, string OpenedByName, long OpenedBy, DateTime? EndedAt, string RegisterCode);

        private sealed record Sells(long ShiftId, string Code);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/unfinished-shifts", (long storeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(ListUnfinishedShifts)).WithSummary("List the shifts that are not closed");
    }
}
