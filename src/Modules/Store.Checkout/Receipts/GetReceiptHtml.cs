using Store.Checkout.Paper;

namespace Store.Checkout.Receipts;

/// <summary>A receipt as a small HTML page of its own, to show or to print from a browser.</summary>
internal static class GetReceiptHtml
{
    internal sealed record Query(long StoreId, long SaleId, string? Language) : IQuery<string>, IStoreScoped;

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, string>
    {
        public async Task<string> Handle(Query query, CancellationToken cancellationToken)
        {
            var receipt = await mediator.Send(new GetReceipt.Query(query.StoreId, query.SaleId), cancellationToken);
            var letterhead = await Letterhead.Of(db, query.StoreId, cancellationToken);
            return PaperHtml.Render(ReceiptPaper.Receipt(receipt, letterhead, ReceiptWords.In(query.Language)), receipt.Number, markOnPaper: ReceiptMarks.In(query.Language).Copy);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/sales/{saleId:long}/receipt.html", async (long storeId, long saleId, string? language, IMediator mediator, CancellationToken cancel) =>
                Results.Content(await mediator.Send(new Query(storeId, saleId, language), cancel), "text/html; charset=utf-8"))
            .RequirePermission("checkout.sell")
            .WithName(nameof(GetReceiptHtml)).WithSummary("Get a receipt as HTML")
            .Produces<string>(contentType: "text/html").ProducesProblem(404);
    }
}
