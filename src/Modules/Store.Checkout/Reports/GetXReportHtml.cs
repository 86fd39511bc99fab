using Store.Checkout.Paper;

namespace Store.Checkout.Reports;

/// <summary>The X report as a small HTML page of its own, to show or to print.</summary>
internal static class GetXReportHtml
{
    internal sealed record Query(long StoreId, long ShiftId, string? Language) : IQuery<string>, IStoreScoped;

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, string>
    {
        public async Task<string> Handle(Query query, CancellationToken cancellationToken)
        {
            var report = await mediator.Send(new GetXReport.Query(query.StoreId, query.ShiftId), cancellationToken);
            return PaperHtml.Render(ReportPaper.Of(report, zNumber: null, ReportWords.In(query.Language)), ReportPaper.Title(report, zNumber: null));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/shifts/{shiftId:long}/report.html", async (long storeId, long shiftId, string? language, IMediator mediator, CancellationToken cancel) =>
                Results.Content(await mediator.Send(new Query(storeId, shiftId, language), cancel), "text/html; charset=utf-8"))
            .RequirePermission("checkout.view-shifts")
            .WithName(nameof(GetXReportHtml)).WithSummary("Get the X report of a shift as HTML")
            .Produces<string>(contentType: "text/html").ProducesProblem(404);
    }
}
