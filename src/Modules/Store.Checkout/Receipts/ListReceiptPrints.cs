using System.Globalization;
using Store.Contracts.Chain;

namespace Store.Checkout.Receipts;

/// <summary>Copies of receipts that were printed on a business day, newest first; with the first prints where they are asked for.</summary>
internal static class ListReceiptPrints
{
    internal sealed record Query(long StoreId, DateOnly? Date, bool FirstToo, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    /// <param name="Copy">Which copy it was; 0 for the original.</param>
    internal sealed record Item(
        long ReceiptPrintId, long SaleId, string RegisterCode, long ReceiptNumber, Money Total, string Kind, int Copy, DateTime PrintedAt, long UserId, string UserName);

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
                SELECT p.ReceiptPrintId, p.SaleId, r.Code AS RegisterCode, s.ReceiptNumber, s.TotalMinor, p.Kind, p.PrintNumber - 1 AS Copy, p.PrintedAt, p.UserId, p.UserName
                FROM   checkout.ReceiptPrints p
                JOIN   checkout.Sales s ON s.SaleId = p.SaleId
                JOIN   checkout.Registers r ON r.RegisterId = s.RegisterId
                WHERE  p.StoreId = @StoreId AND p.BusinessDate = @date AND p.PrintNumber > @first AND p.ReceiptPrintId < @before
                ORDER BY p.ReceiptPrintId DESC
                OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
                """, new { query.StoreId, date, first = query.FirstToo ? 0 : 1, before = query.After ?? long.MaxValue, rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.ReceiptPrintId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/receipt-prints", (
                long storeId, DateOnly? date, bool? firstToo, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, date, firstToo ?? false, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.view-exceptions")
            .WithName(nameof(ListReceiptPrints)).WithSummary("List the copies of receipts that were printed on a day")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
