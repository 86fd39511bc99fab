using Store.Checkout.Receipts;
using Store.Contracts.Members;

namespace Store.Checkout.Members;

/// <summary>One of a member's own receipts, as it came out of the printer.</summary>
internal static class ShowMyReceipt
{
    internal sealed record Query(string? Token, long SaleId, string? Language) : IQuery<string>, IPersonal
    {
        public override string ToString() => nameof(ShowMyReceipt);
    }

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, string>
    {
        private const int NarrowPaper = 58;

        public async Task<string> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = await mediator.Send(new RequirePageMember(query.Token), cancellationToken);
            var storeId = await db.Find<long?>("""
                SELECT StoreId FROM checkout.Sales WHERE SaleId = @SaleId AND MemberId IN @Files
                """, new { query.SaleId, Files = await mediator.Send(new GetMemberFiles(memberId), cancellationToken) }, cancellationToken) ?? throw new NotFound("sale", query.SaleId);
            return await mediator.Send(new GetReceiptText.Query(storeId, query.SaleId, NarrowPaper, query.Language), cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/receipts/{saleId:long}/receipt.txt", async (HttpRequest request, long saleId, string? language, IMediator mediator, CancellationToken cancel) =>
                Results.Text(await mediator.Send(new Query(PageToken.Of(request), saleId, language), cancel), "text/plain; charset=utf-8"))
            .AllowAnyone()
            .WithName(nameof(ShowMyReceipt)).WithSummary("One of a member's own receipts, as text for narrow paper")
            .Produces<string>(contentType: "text/plain").ProducesProblem(401).ProducesProblem(404);
    }
}
