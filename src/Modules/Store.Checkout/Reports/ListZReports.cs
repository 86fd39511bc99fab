using System.Globalization;

namespace Store.Checkout.Reports;

/// <summary>The Z reports of a store, newest first, by their key figures.</summary>
internal static class ListZReports
{
    internal sealed record Query(long StoreId, long? RegisterId, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    internal sealed record Item(
        long ZReportId, string RegisterCode, long ZNumber, long ShiftId, DateOnly BusinessDate, DateTime MadeAt, string MadeByName, int Sales, int Returns, Money Net, Money Tax, Money Total,
        Money Expected, Money Counted, Money OverShort);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => Paging.Page(await db.Query<Item>("""
            SELECT z.ZReportId, r.Code AS RegisterCode, z.ZNumber, z.ShiftId, z.BusinessDate, z.MadeAt, z.MadeByName, z.Sales, z.Returns, z.NetMinor, z.TaxMinor, z.TotalMinor,
                   z.ExpectedMinor, z.CountedMinor, z.OverShortMinor
            FROM   checkout.ZReports z
            JOIN   checkout.Registers r ON r.RegisterId = z.RegisterId
            WHERE  z.StoreId = @StoreId AND z.ZReportId < @before AND z.RegisterId BETWEEN @firstRegister AND @lastRegister
            ORDER BY z.ZReportId DESC
            OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
            """, new
        {
            query.StoreId, before = query.After ?? long.MaxValue, firstRegister = query.RegisterId ?? 0, lastRegister = query.RegisterId ?? long.MaxValue, rows = query.Limit + 1,
        }, cancellationToken), query.Limit, item => item.ZReportId.ToString(CultureInfo.InvariantCulture));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/z-reports", (long storeId, long? registerId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, registerId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.view-shifts")
            .WithName(nameof(ListZReports)).WithSummary("List the Z reports of a store");
    }
}
