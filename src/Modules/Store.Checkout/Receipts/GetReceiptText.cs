using Store.Checkout.Paper;

namespace Store.Checkout.Receipts;

/// <summary>A receipt as plain text for paper of 58 mm (32 columns) or 80 mm (48 columns); a Chinese character takes two columns.</summary>
internal static class GetReceiptText
{
    internal sealed record Query(long StoreId, long SaleId, int Width, string? Language) : IQuery<string>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Width).Must(width => width is 58 or 80).WithMessage("Paper is 58 or 80 mm wide.");
    }

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, string>
    {
        public async Task<string> Handle(Query query, CancellationToken cancellationToken)
        {
            var receipt = await mediator.Send(new GetReceipt.Query(query.StoreId, query.SaleId), cancellationToken);
            var letterhead = await Letterhead.Of(db, query.StoreId, cancellationToken);
            return PaperText.Render(ReceiptPaper.Receipt(receipt, letterhead, ReceiptWords.In(query.Language)), columns: query.Width == 58 ? 32 : 48);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/sales/{saleId:long}/receipt.txt", async (
                long storeId, long saleId, int? width, string? language, IMediator mediator, CancellationToken cancel) =>
                Results.Text(await mediator.Send(new Query(storeId, saleId, width ?? 80, language), cancel), "text/plain; charset=utf-8"))
            .RequirePermission("checkout.sell")
            .WithName(nameof(GetReceiptText)).WithSummary("Get a receipt as text for 58 or 80 mm paper")
            .Produces<string>(contentType: "text/plain").ProducesValidationProblem().ProducesProblem(404);
    }
}
