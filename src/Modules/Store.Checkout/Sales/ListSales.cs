using System.Globalization;
using Store.Checkout.Receipts;
using Store.Contracts.Chain;

namespace Store.Checkout.Sales;

/// <summary>The sales and returns of a business day, newest first; or the one with a receipt number or with the code in a receipt's barcode, whatever its day.</summary>
internal static class ListSales
{
    internal sealed record Query(long StoreId, DateOnly? Date, long? RegisterId, long? ReceiptNumber, long? After, int Limit, string? Code = null) : IQuery<Page<Item>>, IStoreScoped;

    internal sealed record Item(
        long SaleId, long ReceiptNumber, string RegisterCode, string Kind, DateTime OccurredAt, string CashierName, int ItemCount, Money Total, IReadOnlyList<TenderAmount> Tenders);

    internal sealed record TenderAmount(string Tender, Money Amount);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = query.Code is not null ? await ByCode(query, query.Code, cancellationToken)
                : query.ReceiptNumber is null ? await OfDay(query, cancellationToken) : await ByReceiptNumber(query, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.SaleId.ToString(CultureInfo.InvariantCulture));
            var tenders = page.Items.Count == 0 ? [] : await db.Query<SaleTender>("""
                SELECT SaleId, Tender, AmountMinor
                FROM   checkout.Payments
                WHERE  SaleId IN @SaleIds
                ORDER BY SaleId, PaymentNumber
                """, new { SaleIds = page.Items.Select(row => row.SaleId) }, cancellationToken);
            var bySale = tenders.ToLookup(tender => tender.SaleId);
            return new Page<Item>([.. page.Items.Select(row => new Item(
                row.SaleId, row.ReceiptNumber, row.RegisterCode, row.Kind, row.OccurredAt, row.CashierName, row.ItemCount, row.Total,
                [.. bySale[row.SaleId].Select(tender => new TenderAmount(tender.Tender, tender.Amount))]))], page.Next);
        }

        private async Task<IReadOnlyList<Row>> OfDay(Query query, CancellationToken cancellationToken)
        {
            var date = query.Date
                ?? (await mediator.Send(new GetStore(query.StoreId), cancellationToken)).Time().BusinessDate(clock.UtcNow());
            return await db.Query<Row>("""
                SELECT s.SaleId, s.ReceiptNumber, r.Code AS RegisterCode, s.Kind, s.OccurredAt, s.CashierName, s.ItemCount, s.TotalMinor
                FROM   checkout.Sales s
                JOIN   checkout.Registers r ON r.RegisterId = s.RegisterId
                WHERE  s.StoreId = @StoreId AND s.BusinessDate = @date AND s.SaleId < @before AND s.RegisterId BETWEEN @firstRegister AND @lastRegister
                ORDER BY s.SaleId DESC
                OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
                """, new
            {
                query.StoreId, date, before = query.After ?? long.MaxValue, firstRegister = query.RegisterId ?? 0, lastRegister = query.RegisterId ?? long.MaxValue, rows = query.Limit + 1,
            }, cancellationToken);
        }

        private Task<IReadOnlyList<Row>> ByReceiptNumber(Query query, CancellationToken cancellationToken) => db.Query<Row>("""
            SELECT s.SaleId, s.ReceiptNumber, r.Code AS RegisterCode, s.Kind, s.OccurredAt, s.CashierName, s.ItemCount, s.TotalMinor
            FROM   checkout.Registers r
            JOIN   checkout.Sales s ON s.RegisterId = r.RegisterId AND s.ReceiptNumber = @ReceiptNumber
            WHERE  r.StoreId = @StoreId AND s.SaleId < @before AND r.RegisterId BETWEEN @firstRegister AND @lastRegister
            ORDER BY s.SaleId DESC
            OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
            """, new
        {
            query.StoreId, query.ReceiptNumber, before = query.After ?? long.MaxValue, firstRegister = query.RegisterId ?? 0, lastRegister = query.RegisterId ?? long.MaxValue, rows = query.Limit + 1,
        }, cancellationToken);

        private async Task<IReadOnlyList<Row>> ByCode(Query query, string code, CancellationToken cancellationToken) => ReceiptCode.SaleOf(code) is not { } saleId ? [] : await db.Query<Row>("""
            SELECT s.SaleId, s.ReceiptNumber, r.Code AS RegisterCode, s.Kind, s.OccurredAt, s.CashierName, s.ItemCount, s.TotalMinor
            FROM   checkout.Sales s
            JOIN   checkout.Registers r ON r.RegisterId = s.RegisterId
            WHERE  s.SaleId = @saleId AND s.StoreId = @StoreId
            """, new { saleId, query.StoreId }, cancellationToken);

        private sealed record Row(long SaleId, long ReceiptNumber, string RegisterCode, string Kind, DateTime OccurredAt, string CashierName, int ItemCount, Money Total);

        private sealed record SaleTender(long SaleId, string Tender, Money Amount);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/sales", (
                long storeId, DateOnly? date, long? registerId, long? receiptNumber, long? after, int? limit, string? code, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, date, registerId, receiptNumber, after, limit ?? Paging.DefaultLimit, code), cancel))
            .RequirePermission("checkout.view-sales")
            .WithName(nameof(ListSales)).WithSummary("List the sales of a day, or find one by its receipt number")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
