using System.Globalization;

namespace Store.Checkout.Printed;

/// <summary>The numbers of a register on a business day, each with its sale and whether its print was reported.</summary>
internal static class ListReceiptNumbers
{
    internal sealed record Query(long StoreId, long RegisterId, DateOnly Date, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    internal sealed record Item(long ReceiptNumber, long SaleId, string Kind, DateTime OccurredAt, string CashierName, Money Total, DateTime? PrintedAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => Paging.Page(await db.Query<Item>("""
            SELECT s.ReceiptNumber, s.SaleId, s.Kind, s.OccurredAt, s.CashierName, s.TotalMinor, p.PrintedAt
            FROM   checkout.Sales s
            LEFT JOIN checkout.PrintedReceipts p ON p.RegisterId = s.RegisterId AND p.ReceiptNumber = s.ReceiptNumber AND p.SaleUuid = s.SaleUuid
            WHERE  s.RegisterId = @RegisterId AND s.StoreId = @StoreId AND s.BusinessDate = @Date AND s.ReceiptNumber > @after
            ORDER BY s.ReceiptNumber
            OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
            """, new { query.RegisterId, query.StoreId, query.Date, after = query.After ?? 0, rows = query.Limit + 1 }, cancellationToken), query.Limit,
            item => item.ReceiptNumber.ToString(CultureInfo.InvariantCulture));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/registers/{registerId:long}/receipt-numbers", (
                long storeId, long registerId, DateOnly date, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, registerId, date, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.view-shifts")
            .WithName(nameof(ListReceiptNumbers)).WithSummary("List a register's receipt numbers of a day with their sales");
    }
}
