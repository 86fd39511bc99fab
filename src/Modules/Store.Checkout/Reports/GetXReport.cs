using Store.Contracts.Chain;

namespace Store.Checkout.Reports;

/// <summary>The X report: a shift in figures as of now. It changes nothing and has no number.</summary>
internal static class GetXReport
{
    internal sealed record Query(long StoreId, long ShiftId) : IQuery<ShiftReport>, IStoreScoped;

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, ShiftReport>
    {
        public async Task<ShiftReport> Handle(Query query, CancellationToken cancellationToken) =>
            await ReadShiftReport.Read(db, await mediator.Send(new GetStore(query.StoreId), cancellationToken), query.ShiftId, clock.UtcNow(), cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/shifts/{shiftId:long}/report", (long storeId, long shiftId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, shiftId), cancel))
            .RequirePermission("checkout.view-shifts")
            .WithName(nameof(GetXReport)).WithSummary("Get the X report of a shift")
            .ProducesProblem(404);
    }
}
