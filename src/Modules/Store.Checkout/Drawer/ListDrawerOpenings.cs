using System.Globalization;
using Store.Contracts.Chain;

namespace Store.Checkout.Drawer;

/// <summary>Openings of cash drawers without a sale on a business day, newest first.</summary>
internal static class ListDrawerOpenings
{
    internal sealed record Query(long StoreId, DateOnly? Date, long? CashierId, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    internal sealed record Item(
        long DrawerOpeningId, string RegisterCode, long? ShiftId, DateTime OpenedAt, long CashierId, string CashierName, string ReasonCode, string? Note);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var date = query.Date ?? (await mediator.Send(new GetStore(query.StoreId), cancellationToken)).Time().BusinessDate(clock.UtcNow());
            var rows = await db.Query<Item>("""
                SELECT o.DrawerOpeningId, r.Code AS RegisterCode, o.ShiftId, o.OpenedAt, o.CashierId, o.CashierName, o.ReasonCode, o.Note
                FROM   checkout.DrawerOpenings o
                JOIN   checkout.Registers r ON r.RegisterId = o.RegisterId
                WHERE  o.StoreId = @StoreId AND o.BusinessDate = @date AND o.CashierId BETWEEN @firstCashier AND @lastCashier AND o.DrawerOpeningId < @before
                ORDER BY o.DrawerOpeningId DESC
                OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
                """, new
            {
                query.StoreId, date, firstCashier = query.CashierId ?? 0, lastCashier = query.CashierId ?? long.MaxValue, before = query.After ?? long.MaxValue, rows = query.Limit + 1,
            }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.DrawerOpeningId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/drawer-openings", (
                long storeId, DateOnly? date, long? cashierId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, date, cashierId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.view-exceptions")
            .WithName(nameof(ListDrawerOpenings)).WithSummary("List the openings of drawers without a sale")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
