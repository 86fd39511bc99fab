using System.Globalization;

namespace Store.Checkout.Parking;

/// <summary>The baskets that wait in a store, whoever parked them and in whichever shift, oldest first.</summary>
internal static class ListParkedSales
{
    internal sealed record Query(long StoreId, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    internal sealed record Item(
        long ParkedSaleId, string Code, string RegisterCode, DateOnly BusinessDate, DateTime ParkedAt, string ParkedByName, int ItemCount, Money Total, string Summary, string? Note);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT p.ParkedSaleId, r.Code AS RegisterCode, p.BusinessDate, p.ParkedAt, p.ParkedByName, p.ItemCount, p.TotalMinor, p.Summary, p.Note
                FROM   checkout.ParkedSales p
                JOIN   checkout.Registers r ON r.RegisterId = p.RegisterId
                WHERE  p.StoreId = @StoreId AND p.State = @Parked AND p.ParkedSaleId > @after
                ORDER BY p.ParkedSaleId
                OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
                """, new { query.StoreId, ParkStates.Parked, after = query.After ?? 0, rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.ParkedSaleId.ToString(CultureInfo.InvariantCulture));
            return new Page<Item>([.. page.Items.Select(row => new Item(
                row.ParkedSaleId, ParkCode.Of(row.ParkedSaleId), row.RegisterCode, row.BusinessDate, row.ParkedAt, row.ParkedByName, row.ItemCount, row.Total, row.Summary, row.Note))], page.Next);
        }

        private sealed record Row(
            long ParkedSaleId, string RegisterCode, DateOnly BusinessDate, DateTime ParkedAt, string ParkedByName, int ItemCount, Money Total, string Summary, string? Note);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/parked-sales", (long storeId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(ListParkedSales)).WithSummary("List the baskets that are parked in a store")
            .ProducesValidationProblem();
    }
}
