using Store.Contracts.Devices;

namespace Store.Checkout.Reports;

/// <summary>The X report for a printer.</summary>
internal static class GetXReportPaper
{
    internal sealed record Query(long StoreId, long ShiftId, string? Language) : IQuery<PrintDocument>, IStoreScoped;

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, PrintDocument>
    {
        public async Task<PrintDocument> Handle(Query query, CancellationToken cancellationToken) =>
            ReportPaper.Of(await mediator.Send(new GetXReport.Query(query.StoreId, query.ShiftId), cancellationToken), zNumber: null, ReportWords.In(query.Language));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/shifts/{shiftId:long}/report/paper", (long storeId, long shiftId, string? language, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, shiftId, language), cancel))
            .RequirePermission("checkout.view-shifts")
            .WithName(nameof(GetXReportPaper)).WithSummary("Get the X report of a shift for a printer")
            .ProducesProblem(404);
    }
}
