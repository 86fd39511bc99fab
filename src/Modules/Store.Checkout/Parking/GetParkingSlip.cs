using Store.Checkout.Paper;

namespace Store.Checkout.Parking;

/// <summary>The slip of a parked basket as a small HTML page of its own, to show or to print from a browser.</summary>
internal static class GetParkingSlip
{
    internal sealed record Query(long StoreId, long ParkedSaleId, string? Language) : IQuery<string>, IStoreScoped;

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, string>
    {
        public async Task<string> Handle(Query query, CancellationToken cancellationToken) => PaperHtml.Render(
            await ParkingPaper.Of(db, mediator, query.StoreId, query.ParkedSaleId, query.Language, cancellationToken), ParkCode.Of(query.ParkedSaleId));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/parked-sales/{parkedSaleId:long}/slip.html", async (
                long storeId, long parkedSaleId, string? language, IMediator mediator, CancellationToken cancel) =>
                Results.Content(await mediator.Send(new Query(storeId, parkedSaleId, language), cancel), "text/html; charset=utf-8"))
            .RequirePermission("checkout.sell")
            .WithName(nameof(GetParkingSlip)).WithSummary("Get the slip of a parked basket")
            .Produces<string>(contentType: "text/html").ProducesProblem(404);
    }
}
