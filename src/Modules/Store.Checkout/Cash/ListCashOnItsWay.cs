namespace Store.Checkout.Cash;

/// <summary>Cash between two tills that has been sent and not yet received: what a shift is to receive, and what it has sent. A shift with any of it is not closed.</summary>
internal static class ListCashOnItsWay
{
    internal sealed record Query(long StoreId, long ShiftId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(IReadOnlyList<Item> Items);

    /// <param name="MovementId">The movement by which it was sent; what its receipt names.</param>
    /// <param name="Incoming">Whether this shift is to receive it; otherwise it has sent it.</param>
    /// <param name="FromRegisterCode">The register that sent it.</param>
    /// <param name="ToRegisterCode">The register that it goes to.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="SentAt">UTC.</param>
    /// <param name="SentByName">Who sent it.</param>
    internal sealed record Item(long MovementId, bool Incoming, string FromRegisterCode, string ToRegisterCode, Money Amount, DateTime SentAt, string SentByName);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await Read(db, query.StoreId, query.ShiftId, cancellationToken));
    }

    public static async Task<IReadOnlyList<Item>> Read(Db db, long storeId, long shiftId, CancellationToken cancellationToken)
    {
        var rows = await db.Query<Row>("""
            SELECT m.MovementId, m.ShiftId, f.Code AS FromRegisterCode, t.Code AS ToRegisterCode, m.AmountMinor, m.MadeAt, m.MadeByName
            FROM   checkout.Registers t
            JOIN   checkout.CashMovements m ON m.ToRegisterId = t.RegisterId
            JOIN   checkout.Shifts s ON s.ShiftId = m.ShiftId
            JOIN   checkout.Registers f ON f.RegisterId = s.RegisterId
            WHERE  t.StoreId = @storeId AND (m.ShiftId = @shiftId OR t.OpenShiftId = @shiftId)
              AND  NOT EXISTS (SELECT 1 FROM checkout.CashMovements received WHERE received.FromMovementId = m.MovementId)
            ORDER BY m.MovementId
            OFFSET 0 ROWS FETCH NEXT 100 ROWS ONLY
            """, new { storeId, shiftId }, cancellationToken);
        return [.. rows.Select(row => new Item(row.MovementId, row.ShiftId != shiftId, row.FromRegisterCode, row.ToRegisterCode, -row.Amount, row.MadeAt, row.MadeByName))];
    }

    private sealed record Row(long MovementId, long ShiftId, string FromRegisterCode, string ToRegisterCode, Money Amount, DateTime MadeAt, string MadeByName);

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/shifts/{shiftId:long}/cash-on-its-way", (long storeId, long shiftId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, shiftId), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(ListCashOnItsWay)).WithSummary("List cash that is on its way between tills");
    }
}
