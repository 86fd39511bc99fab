using Store.Contracts.Devices;

namespace Store.Checkout.Parking;

/// <summary>The slip of a parked basket for a printer.</summary>
internal static class GetParkingPaper
{
    internal sealed record Query(long StoreId, long ParkedSaleId, string? Language) : IQuery<PrintDocument>, IStoreScoped;

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, PrintDocument>
    {
        public Task<PrintDocument> Handle(Query query, CancellationToken cancellationToken) =>
            ParkingPaper.Of(db, mediator, query.StoreId, query.ParkedSaleId, query.Language, cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/parked-sales/{parkedSaleId:long}/paper", (long storeId, long parkedSaleId, string? language, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, parkedSaleId, language), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(GetParkingPaper)).WithSummary("Get the slip of a parked basket for a printer")
            .ProducesProblem(404);
    }
}
