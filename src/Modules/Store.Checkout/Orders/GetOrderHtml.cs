using Store.Checkout.Paper;

namespace Store.Checkout.Orders;

/// <summary>A quotation or an order as a page to show or to print from a browser.</summary>
internal static class GetOrderHtml
{
    internal sealed record Query(long StoreId, long OrderId, string? Language) : IQuery<string>, IStoreScoped, IPersonal;

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, string>
    {
        // A quotation is handed over on a sheet rather than on a strip of till paper.
        private const int SheetMillimetres = 180;

        public async Task<string> Handle(Query query, CancellationToken cancellationToken)
        {
            var order = await mediator.Send(new GetOrder.Query(query.StoreId, query.OrderId), cancellationToken);
            return PaperHtml.Render(await OrderPaper.Of(db, mediator, order, query.StoreId, query.Language, cancellationToken), order.Number, millimetres: SheetMillimetres);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/orders/{orderId:long}/paper.html", async (long storeId, long orderId, string? language, IMediator mediator, CancellationToken cancel) =>
                Results.Content(await mediator.Send(new Query(storeId, orderId, language), cancel), "text/html; charset=utf-8"))
            .RequirePermission("checkout.take-orders")
            .WithName(nameof(GetOrderHtml)).WithSummary("Get a quotation or order as a page to print")
            .Produces<string>(contentType: "text/html").ProducesProblem(404);
    }
}
