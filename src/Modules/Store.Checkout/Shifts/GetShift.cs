namespace Store.Checkout.Shifts;

/// <summary>A shift, what it has taken so far and the cash that should be in the drawer. Who counts blind sees no amounts.</summary>
internal static class GetShift
{
    internal sealed record Query(long StoreId, long ShiftId) : IQuery<Result>, IStoreScoped;

    /// <param name="ShiftId">The shift.</param>
    /// <param name="RegisterId">The register on which it was opened, or resumed last.</param>
    /// <param name="Kind">Fixed, Floating or Shared.</param>
    /// <param name="State">Open, Suspended, Uncounted or Closed.</param>
    /// <param name="BusinessDate">The day on which it was opened.</param>
    /// <param name="OpenedAt">UTC.</param>
    /// <param name="OpenedByName">Whose it is.</param>
    /// <param name="EndedAt">When it sold no more.</param>
    /// <param name="ClosedAt">When it was counted and closed.</param>
    /// <param name="ClosedByName">By whom.</param>
    /// <param name="ApproverName">Who approved a difference above the limit.</param>
    /// <param name="Float">What lay in the drawer at the beginning.</param>
    /// <param name="ExpectedCash">What should be there; null for who counts blind.</param>
    /// <param name="Counted">What was counted at the close.</param>
    /// <param name="OverShort">Counted less expected; null for who counts blind.</param>
    /// <param name="Sales">How many.</param>
    /// <param name="Returns">How many.</param>
    /// <param name="Rounding">By how much cash was rounded.</param>
    /// <param name="Tenders">What was kept per tender; empty for who counts blind.</param>
    internal sealed record Result(
        long ShiftId, long RegisterId, string Kind, string State, DateOnly BusinessDate, DateTime OpenedAt, string OpenedByName, DateTime? EndedAt, DateTime? ClosedAt, string? ClosedByName,
        string? ApproverName, Money Float, Money? ExpectedCash, Money? Counted, Money? OverShort, int Sales, int Returns, Money Rounding, IReadOnlyList<TenderTotal> Tenders)
    {
        /// <summary>The foreign currencies that the shift has taken or counted.</summary>
        public IReadOnlyList<ShiftCurrency> Currencies { get; init; } = [];
    }

    internal sealed record TenderTotal(string Tender, Money Amount);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var shift = await db.Find<Shift>("""
                SELECT ShiftId, RegisterId, Kind, State, BusinessDate, OpenedAt, OpenedByName, EndedAt, ClosedAt, ClosedByName, ApproverName, FloatMinor, CountedMinor, OverShortMinor
                FROM   checkout.Shifts
                WHERE  ShiftId = @ShiftId AND StoreId = @StoreId
                """, query, cancellationToken) ?? throw new NotFound("shift", query.ShiftId);
            var counts = await db.Find<SaleCounts>("""
                SELECT COALESCE(SUM(CASE WHEN Kind <> 'Return' THEN 1 ELSE 0 END), 0) AS Sales, COALESCE(SUM(CASE WHEN Kind = 'Return' THEN 1 ELSE 0 END), 0) AS Returns,
                       COALESCE(SUM(RoundingMinor), 0) AS RoundingMinor
                FROM   checkout.Sales
                WHERE  ShiftId = @ShiftId
                """, query, cancellationToken);
            var sees = caller.MayIn(query.StoreId, "checkout.view-shifts");
            return new Result(
                shift.ShiftId, shift.RegisterId, shift.Kind, shift.State, shift.BusinessDate, shift.OpenedAt, shift.OpenedByName, shift.EndedAt, shift.ClosedAt, shift.ClosedByName,
                shift.ApproverName, shift.Float, sees ? await ShiftTotals.ExpectedCash(db, query.ShiftId, shift.Float, cancellationToken) : null, shift.Counted, sees ? shift.OverShort : null,
                counts!.Sales, counts.Returns, counts.Rounding, sees ? await ShiftTotals.PerTender(db, query.ShiftId, cancellationToken) : [])
            { Currencies = [.. (await ForeignDrawer.Read(db, query.StoreId, query.ShiftId, cancellationToken)).Select(one => one.Shown(sees))] };
        }

        private sealed record Shift(
            long ShiftId, long RegisterId, string Kind, string State, DateOnly BusinessDate, DateTime OpenedAt, string OpenedByName, DateTime? EndedAt, DateTime? ClosedAt, string? ClosedByName,
            string? ApproverName, Money Float, Money? Counted, Money? OverShort);

        private sealed record SaleCounts(int Sales, int Returns, Money Rounding);
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
