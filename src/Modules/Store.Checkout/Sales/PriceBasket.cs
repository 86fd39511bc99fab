using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Contracts.Marketing;

namespace Store.Checkout.Sales;

/// <summary>
/// What a basket comes to right now: prices for this customer, promotions, discounts by hand, deposits and tax. Changes nothing; the sale is worked out the same way.
/// </summary>
internal static class PriceBasket
{
    internal sealed record Query(
        long StoreId, IReadOnlyList<TicketLine> Lines, long? MemberId, IReadOnlyList<long>? GroupIds, IReadOnlyList<string>? Coupons, ManualDiscount? Discount, TaxExemption? Exemption,
        string? Tender, bool Explain) : IQuery<Result>, IStoreScoped, ITicket;

    /// <param name="Lines">The basket's lines, in order.</param>
    /// <param name="Deposits">Deposits that come on top.</param>
    /// <param name="Gross">Before discounts, in the terms of the shelf price, without deposits.</param>
    /// <param name="Discount">What comes off.</param>
    /// <param name="Tax">The tax, in the price or on top.</param>
    /// <param name="Total">What the customer pays.</param>
    /// <param name="AgeLimit">From what age the goods may be sold; 0 for everyone.</param>
    /// <param name="Offers">What the customer may still take or is near to.</param>
    /// <param name="CouponsUsed">The coupons that gave something.</param>
    /// <param name="CouponsRefused">Those that did not, and why.</param>
    internal sealed record Result(
        IReadOnlyList<Line> Lines, IReadOnlyList<Deposit> Deposits, Money Gross, Money Discount, Money Tax, Money Total, int AgeLimit, IReadOnlyList<Offer> Offers,
        IReadOnlyList<string> CouponsUsed, IReadOnlyList<RefusedCoupon> CouponsRefused);

    /// <param name="LineNumber">From 1.</param>
    /// <param name="ProductId">The product.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Unit">The unit sold.</param>
    /// <param name="Quantity">How much.</param>
    /// <param name="ListPrice">The retail price.</param>
    /// <param name="UnitPrice">What one unit costs this customer, or the overriding price.</param>
    /// <param name="Source">Where the price comes from.</param>
    /// <param name="SourceName">The price list, in words.</param>
    /// <param name="Gross">Price times quantity.</param>
    /// <param name="Amount">What is left after discounts.</param>
    /// <param name="Discounts">What comes off.</param>
    /// <param name="CategoryId">The category that the product is filed in.</param>
    /// <param name="Reasons">Why the line costs what it does; empty unless asked for.</param>
    internal sealed record Line(
        int LineNumber, long ProductId, string Name, string Unit, Quantity Quantity, Money ListPrice, Money UnitPrice, PriceSource Source, string? SourceName, Money Gross, Money Amount,
        IReadOnlyList<Discount> Discounts, long? CategoryId, IReadOnlyList<PromotionReason> Reasons);

    internal sealed record Discount(string Kind, long? PromotionId, string Name, Money Amount, int DealGroup);

    internal sealed record Deposit(int LineNumber, long ProductId, string Name, Quantity Quantity, Money Total);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Lines).NotNull();
            Include(new TicketValidator());
            RuleFor(query => query.Tender).MaximumLength(20);
        }
    }

    internal sealed class Handler(IMediator mediator, TimeProvider clock, TicketPricing pricing) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var store = await mediator.Send(new GetStore(query.StoreId), cancellationToken);
            var ticket = await pricing.Price(
                query, store.Time().Local(clock.UtcNow()), store.PricesIncludeTax, query.Tender is null ? [] : [new BasketTender(query.Tender, Amount: null)],
                query.Explain ? PromotionDetail.Reasons : PromotionDetail.Offers, cancellationToken);
            var reasons = ticket.Promoted.Lines.ToDictionary(line => line.LineNumber, line => line.Reasons);
            return new Result(
                [.. ticket.Lines.Select(line => new Line(
                    line.Number, line.Product.ProductId, line.Product.Name, line.Product.Unit, line.Asked.Quantity, line.Product.ListPrice, line.UnitPrice, line.Product.Source,
                    line.Product.SourceName, line.Gross, line.Amount,
                    [.. line.Discounts.Select(one => new Discount(one.Kind, one.PromotionId, one.Name, one.Amount, one.DealGroup))], line.Product.CategoryId, reasons.GetValueOrDefault(line.Number, [])))],
                [.. ticket.SaleLines.Where(line => line.LinkedToLine is not null).Select(line =>
                    new Deposit(line.LinkedToLine!.Value, line.ProductId, line.ProductName, line.Quantity, line.Total))],
                Money.Sum(ticket.Lines.Select(line => line.Gross)), Money.Sum(ticket.Lines.Select(line => line.Gross - line.Amount)),
                Money.Sum(ticket.SaleLines.Select(line => line.Tax)), ticket.Total, ticket.Lines.Select(line => line.Product.AgeLimit).DefaultIfEmpty().Max(),
                ticket.Promoted.Offers, ticket.Promoted.CouponsUsed, ticket.Promoted.CouponsRefused);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(
            IReadOnlyList<TicketLine> Lines, long? MemberId = null, IReadOnlyList<long>? GroupIds = null, IReadOnlyList<string>? Coupons = null, ManualDiscount? Discount = null,
            TaxExemption? Exemption = null, string? Tender = null, bool Explain = false);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/baskets/price", (long storeId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Query(storeId, body.Lines, body.MemberId, body.GroupIds, body.Coupons, body.Discount, body.Exemption, body.Tender, body.Explain), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(PriceBasket)).WithSummary("Say what a basket comes to")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
