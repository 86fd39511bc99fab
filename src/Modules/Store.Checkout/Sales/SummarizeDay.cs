using Store.Contracts.Chain;

namespace Store.Checkout.Sales;

/// <summary>A business day of a store in figures: sales, tax, average ticket (客单价), by hour, by tender, best sellers.</summary>
internal static class SummarizeDay
{
    internal sealed record Query(long StoreId, DateOnly? Date) : IQuery<Result>, IStoreScoped;

    /// <param name="Date">The business day.</param>
    /// <param name="Sales">How many sales.</param>
    /// <param name="Returns">How many returns.</param>
    /// <param name="NetSales">Without tax, returns taken off.</param>
    /// <param name="Tax">The tax.</param>
    /// <param name="Total">With tax.</param>
    /// <param name="AverageTicket">Net sales by the number of sales; zero without any.</param>
    /// <param name="ByHour">By the hour of the store's clock.</param>
    /// <param name="ByTender">What was kept per tender.</param>
    /// <param name="TopProducts">The ten with the greatest turnover.</param>
    internal sealed record Result(
        DateOnly Date, int Sales, int Returns, Money NetSales, Money Tax, Money Total, Money AverageTicket,
        IReadOnlyList<Hour> ByHour, IReadOnlyList<TenderSum> ByTender, IReadOnlyList<TopProduct> TopProducts);

    internal sealed record Hour(int HourOfDay, int Sales, Money Total);

    internal sealed record TenderSum(string Tender, Money Amount);

    internal sealed record TopProduct(long ProductId, string Code, string Name, Quantity Quantity, Money Total);

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var store = await mediator.Send(new GetStore(query.StoreId), cancellationToken);
            var day = new { query.StoreId, Date = query.Date ?? store.Time().BusinessDate(clock.UtcNow()) };
            var hours = await db.Query<HourRow>("""
                SELECT HourOfDay, SUM(CASE WHEN Kind <> 'Return' THEN 1 ELSE 0 END) AS Sales, SUM(CASE WHEN Kind = 'Return' THEN 1 ELSE 0 END) AS Returns,
                       SUM(NetMinor) AS NetMinor, SUM(TaxMinor) AS TaxMinor, SUM(TotalMinor) AS TotalMinor
                FROM   checkout.Sales
                WHERE  StoreId = @StoreId AND BusinessDate = @Date
                GROUP BY HourOfDay
                ORDER BY HourOfDay
                """, day, cancellationToken);
            var tenders = await db.Query<TenderSum>("""
                SELECT p.Tender, SUM(p.AmountMinor) AS AmountMinor
                FROM   checkout.Sales s
                JOIN   checkout.Payments p ON p.SaleId = s.SaleId
                WHERE  s.StoreId = @StoreId AND s.BusinessDate = @Date
                GROUP BY p.Tender
                ORDER BY p.Tender
                """, day, cancellationToken);
            var top = await db.Query<TopProduct>("""
                SELECT l.ProductId, MAX(l.ProductCode) AS Code, MAX(l.ProductName) AS Name, SUM(l.QuantityMilli) AS QuantityMilli, SUM(l.TotalMinor) AS TotalMinor
                FROM   checkout.Sales s
                JOIN   checkout.SaleLines l ON l.SaleId = s.SaleId
                WHERE  s.StoreId = @StoreId AND s.BusinessDate = @Date
                GROUP BY l.ProductId
                ORDER BY SUM(l.TotalMinor) DESC, l.ProductId
                OFFSET 0 ROWS FETCH NEXT 10 ROWS ONLY
                """, day, cancellationToken);

            var sales = hours.Sum(hour => hour.Sales);
            var net = Money.Sum(hours.Select(hour => hour.Net));
            return new Result(
                day.Date, sales, hours.Sum(hour => hour.Returns), net, Money.Sum(hours.Select(hour => hour.Tax)), Money.Sum(hours.Select(hour => hour.Total)),
                sales == 0 ? Money.Zero : net.Share(1, sales),
                [.. hours.Select(hour => new Hour(hour.HourOfDay, hour.Sales, hour.Total))], tenders, top);
        }

        private sealed record HourRow(int HourOfDay, int Sales, int Returns, Money Net, Money Tax, Money Total);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/summary", (long storeId, DateOnly? date, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, date), cancel))
            .RequirePermission("checkout.view-sales")
            .WithName(nameof(SummarizeDay)).WithSummary("See a business day in figures")
            .ProducesProblem(404);
    }
}
