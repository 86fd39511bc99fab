using System.Globalization;

namespace Store.Checkout.Cash;

/// <summary>The cash movements of a shift in their order.</summary>
internal static class ListCashMovements
{
    internal sealed record Query(long StoreId, long ShiftId, int? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    internal sealed record Item(
        long MovementId, int MovementNumber, string Kind, Money Amount, string Reason, string? Place, string? ToRegisterCode, long? FromMovementId, DateTime MadeAt, string MadeByName,
        string? ApproverName);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => Paging.Page(await db.Query<Item>("""
            SELECT m.MovementId, m.MovementNumber, m.Kind, m.AmountMinor, m.Reason, m.Place, r.Code AS ToRegisterCode, m.FromMovementId, m.MadeAt, m.MadeByName, m.ApproverName
            FROM   checkout.CashMovements m
            LEFT JOIN checkout.Registers r ON r.RegisterId = m.ToRegisterId
            WHERE  m.ShiftId = @ShiftId AND m.StoreId = @StoreId AND m.MovementNumber > @after
            ORDER BY m.MovementNumber
            OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
            """, new { query.ShiftId, query.StoreId, after = query.After ?? 0, rows = query.Limit + 1 }, cancellationToken), query.Limit, item => item.MovementNumber.ToString(CultureInfo.InvariantCulture));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/shifts/{shiftId:long}/cash-movements", (long storeId, long shiftId, int? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, shiftId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(ListCashMovements)).WithSummary("List a shift's cash movements");
    }
}
