using System.Text.Json;

namespace Store.Checkout.Reports;

/// <summary>A Z report as it was frozen, however often it is asked for.</summary>
internal static class GetZReport
{
    internal sealed record Query(long StoreId, long ZReportId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(long ZReportId, long ZNumber, string Hash, ShiftReport Report);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = await db.Find<Row>("""
                SELECT ZReportId, ZNumber, Hash, Snapshot FROM checkout.ZReports WHERE ZReportId = @ZReportId AND StoreId = @StoreId
                """, query, cancellationToken) ?? throw new NotFound("z_report", query.ZReportId);
            return new Result(row.ZReportId, row.ZNumber, row.Hash, JsonSerializer.Deserialize<ShiftReport>(row.Snapshot, ValueJson.Stored)!);
        }

        private sealed record Row(long ZReportId, long ZNumber, string Hash, string Snapshot);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/z-reports/{zReportId:long}", (long storeId, long zReportId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, zReportId), cancel))
            .RequirePermission("checkout.view-shifts")
            .WithName(nameof(GetZReport)).WithSummary("Get a Z report")
            .ProducesProblem(404);
    }
}
