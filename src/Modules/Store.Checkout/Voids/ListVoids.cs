using System.Globalization;
using Store.Contracts.Chain;

namespace Store.Checkout.Voids;

/// <summary>What was voided on a business day, newest first, with what was in it; of one cashier where one is named.</summary>
internal static class ListVoids
{
    internal sealed record Query(long StoreId, DateOnly? Date, long? CashierId, bool AfterTotalOnly, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    internal sealed record Item(
        long VoidId, string RegisterCode, long? ShiftId, string Kind, DateTime OccurredAt, long CashierId, string CashierName, bool AfterTotal, string? ReasonCode, string? Note,
        Money Amount, bool OverLimit, string? ApproverName, DateTime? UndoneAt, IReadOnlyList<Line> Lines);

    internal sealed record Line(long ProductId, string ProductCode, string ProductName, string Unit, Quantity Quantity, Money UnitPrice, Money Amount);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var date = query.Date ?? (await mediator.Send(new GetStore(query.StoreId), cancellationToken)).Time().BusinessDate(clock.UtcNow());
            var rows = await db.Query<Row>("""
                SELECT v.VoidId, r.Code AS RegisterCode, v.ShiftId, v.Kind, v.OccurredAt, v.CashierId, v.CashierName, v.AfterTotal, v.ReasonCode, v.Note,
                       v.AmountMinor, v.OverLimit, v.ApproverName, v.UndoneAt
                FROM   checkout.Voids v
                JOIN   checkout.Registers r ON r.RegisterId = v.RegisterId
                WHERE  v.StoreId = @StoreId AND v.BusinessDate = @date AND v.CashierId BETWEEN @firstCashier AND @lastCashier AND v.VoidId < @before
                  AND  (@AfterTotalOnly = 0 OR v.AfterTotal = 1)
                ORDER BY v.VoidId DESC
                OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
                """, new
            {
                query.StoreId, date, firstCashier = query.CashierId ?? 0, lastCashier = query.CashierId ?? long.MaxValue, before = query.After ?? long.MaxValue, query.AfterTotalOnly,
                rows = query.Limit + 1,
            }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.VoidId.ToString(CultureInfo.InvariantCulture));
            var lines = page.Items.Count == 0 ? [] : await db.Query<VoidLine>("""
                SELECT VoidId, ProductId, ProductCode, ProductName, Unit, QuantityMilli, UnitPriceMinor, AmountMinor
                FROM   checkout.VoidLines
                WHERE  VoidId IN @VoidIds
                ORDER BY VoidId, LineNumber
                """, new { VoidIds = page.Items.Select(row => row.VoidId) }, cancellationToken);
            var byVoid = lines.ToLookup(line => line.VoidId);
            return new Page<Item>([.. page.Items.Select(row => new Item(
                row.VoidId, row.RegisterCode, row.ShiftId, row.Kind, row.OccurredAt, row.CashierId, row.CashierName, row.AfterTotal, row.ReasonCode, row.Note,
                row.Amount, row.OverLimit, row.ApproverName, row.UndoneAt,
                [.. byVoid[row.VoidId].Select(line => new Line(line.ProductId, line.ProductCode, line.ProductName, line.Unit, line.Quantity, line.UnitPrice, line.Amount))]))], page.Next);
        }

        private sealed record Row(
            long VoidId, string RegisterCode, long? ShiftId, string Kind, DateTime OccurredAt, long CashierId, string CashierName, bool AfterTotal, string? ReasonCode, string? Note,
            Money Amount, bool OverLimit, string? ApproverName, DateTime? UndoneAt);

        private sealed record VoidLine(long VoidId, long ProductId, string ProductCode, string ProductName, string Unit, Quantity Quantity, Money UnitPrice, Money Amount);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/voids", (
                long storeId, DateOnly? date, long? cashierId, bool? afterTotalOnly, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, date, cashierId, afterTotalOnly ?? false, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.view-exceptions")
            .WithName(nameof(ListVoids)).WithSummary("List what was voided on a day")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
