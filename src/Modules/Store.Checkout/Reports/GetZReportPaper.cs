using Store.Contracts.Devices;

namespace Store.Checkout.Reports;

/// <summary>A Z report for a printer, as it was frozen.</summary>
internal static class GetZReportPaper
{
    internal sealed record Query(long StoreId, long ZReportId, string? Language) : IQuery<PrintDocument>, IStoreScoped;

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, PrintDocument>
    {
        public async Task<PrintDocument> Handle(Query query, CancellationToken cancellationToken)
        {
            var frozen = await mediator.Send(new GetZReport.Query(query.StoreId, query.ZReportId), cancellationToken);
            return ReportPaper.Of(frozen.Report, frozen.ZNumber, ReportWords.In(query.Language));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/z-reports/{zReportId:long}/paper", (long storeId, long zReportId, string? language, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, zReportId, language), cancel))
            .RequirePermission("checkout.view-shifts")
            .WithName(nameof(GetZReportPaper)).WithSummary("Get a Z report for a printer")
            .ProducesProblem(404);
    }
}
