using Store.Checkout.Paper;

namespace Store.Checkout.Reports;

/// <summary>A Z report as a small HTML page of its own, to show or to print again.</summary>
internal static class GetZReportHtml
{
    internal sealed record Query(long StoreId, long ZReportId, string? Language) : IQuery<string>, IStoreScoped;

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, string>
    {
        public async Task<string> Handle(Query query, CancellationToken cancellationToken)
        {
            var frozen = await mediator.Send(new GetZReport.Query(query.StoreId, query.ZReportId), cancellationToken);
            return PaperHtml.Render(ReportPaper.Of(frozen.Report, frozen.ZNumber, ReportWords.In(query.Language)), ReportPaper.Title(frozen.Report, frozen.ZNumber));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/z-reports/{zReportId:long}/report.html", async (long storeId, long zReportId, string? language, IMediator mediator, CancellationToken cancel) =>
                Results.Content(await mediator.Send(new Query(storeId, zReportId, language), cancel), "text/html; charset=utf-8"))
            .RequirePermission("checkout.view-shifts")
            .WithName(nameof(GetZReportHtml)).WithSummary("Get a Z report as HTML")
            .Produces<string>(contentType: "text/html").ProducesProblem(404);
    }
}
