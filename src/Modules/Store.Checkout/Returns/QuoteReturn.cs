using Store.Checkout.RefundRules;
using Store.Checkout.Rounding;
using Store.Contracts.Checkout;
using Store.Contracts.Loyalty;

namespace Store.Checkout.Returns;

/// <summary>Says what would be given back for some goods of a sale, and by which tender; changes nothing.</summary>
internal static class QuoteReturn
{
    /// <param name="StoreId">The store.</param>
    /// <param name="OriginalSaleId">The sale.</param>
    /// <param name="Lines">What comes back.</param>
    /// <param name="Cash">What of it is owed in cash, to hear which coins that makes; null for as much as was paid in cash.</param>
    /// <param name="Points">What of it goes back as points, to hear how many those are; null for as much as was paid with them.</param>
    internal sealed record Query(long StoreId, long OriginalSaleId, IReadOnlyList<RecordReturn.Line> Lines, Money? Cash, Money? Points) : IQuery<Result>, IStoreScoped;

    /// <param name="Lines">What was paid for each line.</param>
    /// <param name="Total">What is owed.</param>
    /// <param name="ByTender">What each tender can take back.</param>
    /// <param name="Cash">Owed in cash, before rounding.</param>
    /// <param name="CashGiven">The coins given for it.</param>
    /// <param name="Withheld">What is withheld of it because kept goods were cheaper as a part of a deal, or a membership was used; less than zero for what is given back of that.</param>
    /// <param name="BrokenDeals">The deals that are broken, by name.</param>
    /// <param name="Points">The points that the member gets back and loses; null where the sale moved none.</param>
    internal sealed record Result(
        IReadOnlyList<Line> Lines, Money Total, IReadOnlyList<Tender> ByTender, Money Cash, Money CashGiven, Money Withheld, IReadOnlyList<string> BrokenDeals, PointsBack? Points);

    internal sealed record Line(int LineNumber, Quantity Quantity, Money Refund, Money Tax);

    internal sealed record Tender(string Name, Money Refundable);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Lines).NotNull().SetValidator(new ReturnLinesValidator());
            RuleFor(query => query.Cash).GreaterThanOrEqualTo(Money.Zero);
            RuleFor(query => query.Points).GreaterThanOrEqualTo(Money.Zero);
        }
    }

    internal sealed class Handler(Db db, Caller caller, BrokenDeals deals, IMediator mediator) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var sale = await ReturnableSale.Read(db, caller, query.StoreId, query.OriginalSaleId, cancellationToken);
            var due = await (await deals.Due(query.StoreId, sale, query.Lines, cancellationToken)).WithoutUse(mediator, query.StoreId, sale.SaleId, cancellationToken);
            var policy = await RefundPolicy.Read(db, query.StoreId, cancellationToken);
            var coins = await db.Find<Step>("SELECT CashStepMinor, CashRounding FROM checkout.TenderSettings WHERE StoreId = @StoreId", query, cancellationToken);
            var rounding = coins is null ? CashRounding.None : new CashRounding(coins.CashStep, Enum.Parse<RoundingMode>(coins.CashRounding));
            var cash = query.Cash ?? AtMost(Tenders.Cash);
            var points = sale.MemberId is null ? null : await mediator.Send(
                new QuotePointsBack(sale.SaleId, query.Lines.ToDictionary(line => line.LineNumber, line => line.Quantity), query.Points ?? AtMost(Tenders.Points)), cancellationToken);
            return new Result(
                [.. due.Parts.Select(part => new Line(part.Line.LineNumber, part.Quantity, part.Total, part.Tax))], due.Total,
                [.. policy.Refundable(sale.Tenders).Select(tender => new Tender(tender.Tender, tender.Amount))],
                cash, cash == Money.Zero ? Money.Zero : sale.Cash(rounding).Give(cash), Money.Sum(due.Withheld.Select(line => line.Total)), due.Broken, points);

            Money AtMost(string name) => Money.Max(Money.Min(sale.Tenders.FirstOrDefault(tender => tender.Tender == name)?.Amount ?? Money.Zero, due.Total), Money.Zero);
        }

        private sealed record Step(Money CashStep, string CashRounding);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long OriginalSaleId, IReadOnlyList<RecordReturn.Line> Lines, Money? Cash = null, Money? Points = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/returns/quote", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, body.OriginalSaleId, body.Lines, body.Cash, body.Points), cancel))
            .RequirePermission("checkout.return")
            .WithName(nameof(QuoteReturn)).WithSummary("Say what would be given back")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
