namespace Store.Checkout.Shifts;

/// <summary>What a shift has taken so far, per tender, and the cash that should be in the drawer.</summary>
internal static class GetShift
{
    internal sealed record Query(long StoreId, long ShiftId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(
        long ShiftId, long RegisterId, string State, DateOnly BusinessDate, DateTime OpenedAt, string OpenedByName, DateTime? ClosedAt, string? ClosedByName,
        Money Float, Money ExpectedCash, Money? Counted, Money? OverShort, int Sales, int Returns, IReadOnlyList<TenderTotal> Tenders);

    internal sealed record TenderTotal(string Tender, Money Amount);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var shift = await db.Find<Shift>("""
                SELECT ShiftId, RegisterId, State, BusinessDate, OpenedAt, OpenedByName, ClosedAt, ClosedByName, FloatMinor, CountedMinor, OverShortMinor
                FROM   checkout.Shifts
                WHERE  ShiftId = @ShiftId AND StoreId = @StoreId
                """, query, cancellationToken) ?? throw new NotFound("shift", query.ShiftId);
            var tenders = await ShiftTotals.PerTender(db, query.ShiftId, cancellationToken);
            var counts = await db.Find<SaleCounts>("""
                SELECT COALESCE(SUM(CASE WHEN s.Kind <> 'Return' THEN 1 ELSE 0 END), 0) AS Sales, COALESCE(SUM(CASE WHEN s.Kind = 'Return' THEN 1 ELSE 0 END), 0) AS Returns
                FROM   checkout.Sales s
                WHERE  s.SaleId IN (SELECT p.SaleId FROM checkout.Payments p WHERE p.ShiftId = @ShiftId)
                """, query, cancellationToken);
            return new Result(
                shift.ShiftId, shift.RegisterId, shift.State, shift.BusinessDate, shift.OpenedAt, shift.OpenedByName, shift.ClosedAt, shift.ClosedByName,
                shift.Float, ShiftTotals.ExpectedCash(shift.Float, tenders), shift.Counted, shift.OverShort, counts!.Sales, counts.Returns, tenders);
        }

        private sealed record Shift(
            long ShiftId, long RegisterId, string State, DateOnly BusinessDate, DateTime OpenedAt, string OpenedByName, DateTime? ClosedAt, string? ClosedByName,
            Money Float, Money? Counted, Money? OverShort);

        private sealed record SaleCounts(int Sales, int Returns);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/shifts/{shiftId:long}", (long storeId, long shiftId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, shiftId), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(GetShift)).WithSummary("See what a shift has taken")
            .ProducesProblem(404);
    }
}
