using Store.Contracts.Devices;

namespace Store.Checkout.Orders;

/// <summary>A quotation or an order for a printer.</summary>
internal static class GetOrderPaper
{
    internal sealed record Query(long StoreId, long OrderId, string? Language) : IQuery<PrintDocument>, IStoreScoped, IPersonal;

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, PrintDocument>
    {
        public async Task<PrintDocument> Handle(Query query, CancellationToken cancellationToken) =>
            await OrderPaper.Of(db, mediator, await mediator.Send(new GetOrder.Query(query.StoreId, query.OrderId), cancellationToken), query.StoreId, query.Language, cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/orders/{orderId:long}/paper", (long storeId, long orderId, string? language, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, orderId, language), cancel))
            .RequirePermission("checkout.take-orders")
            .WithName(nameof(GetOrderPaper)).WithSummary("Get a quotation or order for a printer")
            .ProducesProblem(404);
    }
}
