namespace Store.Checkout.Returns;

/// <summary>What of a sale can still be returned.</summary>
internal static class GetReturnable
{
    internal sealed record Query(long StoreId, long SaleId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(long SaleId, IReadOnlyList<Line> Lines);

    internal sealed record Line(
        int LineNumber, long ProductId, string ProductCode, string ProductName, string Unit, Quantity Quantity, Quantity Returnable, Money UnitPrice, Money Total, Money RefundIfAll);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var sale = await ReturnableSale.Read(db, caller, query.StoreId, query.SaleId, cancellationToken);
            return new Result(query.SaleId, [.. sale.Lines.Select(line => new Line(
                line.LineNumber, line.ProductId, line.ProductCode, line.ProductName, line.Unit, line.Quantity, line.Returnable, line.UnitPrice, line.Total,
                new ReturnPart(line, line.Returnable).Total))]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/sales/{saleId:long}/returnable", (long storeId, long saleId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, saleId), cancel))
            .RequirePermission("checkout.return")
            .WithName(nameof(GetReturnable)).WithSummary("See what of a sale can still be returned")
            .ProducesProblem(404);
    }
}
