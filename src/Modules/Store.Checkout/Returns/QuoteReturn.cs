namespace Store.Checkout.Returns;

/// <summary>Says what would be given back for some goods of a sale, and by which tender; changes nothing.</summary>
internal static class QuoteReturn
{
    internal sealed record Query(long StoreId, long OriginalSaleId, IReadOnlyList<RecordReturn.Line> Lines) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(IReadOnlyList<Line> Lines, Money Total, IReadOnlyList<Tender> ByTender);

    internal sealed record Line(int LineNumber, Quantity Quantity, Money Refund, Money Tax);

    internal sealed record Tender(string Name, Money Refundable);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Lines).NotNull().SetValidator(new ReturnLinesValidator());
    }

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var sale = await ReturnableSale.Read(db, caller, query.StoreId, query.OriginalSaleId, cancellationToken);
            var due = sale.Due(query.Lines);
            return new Result(
                [.. due.Parts.Select(part => new Line(part.Line.LineNumber, part.Quantity, part.Total, part.Tax))], due.Total,
                [.. sale.Tenders.Where(tender => tender.Amount > Money.Zero).Select(tender => new Tender(tender.Tender, tender.Amount))]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long OriginalSaleId, IReadOnlyList<RecordReturn.Line> Lines);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/returns/quote", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, body.OriginalSaleId, body.Lines), cancel))
            .RequirePermission("checkout.return")
            .WithName(nameof(QuoteReturn)).WithSummary("Say what would be given back")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
