using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Contracts.Marketing;
using Store.Contracts.Members;
using Store.Marketing.Pricing;

namespace Store.Marketing.Promotions;

/// <summary>Prices a basket that nobody buys: what it would cost in a store at a moment and why, if so wished with a promotion that is only being written.</summary>
internal static class TryBasket
{
    /// <param name="StoreId">The store.</param>
    /// <param name="Lines">What is in the basket.</param>
    /// <param name="At">The clock on the store's wall; null for now.</param>
    /// <param name="LevelId">As a member of this level would pay.</param>
    /// <param name="GroupIds">As someone of these groups would pay.</param>
    /// <param name="Coupons">Coupon codes on the ticket.</param>
    /// <param name="Tender">How it is paid; null where that is not known.</param>
    /// <param name="Promotion">A promotion as it is being written; counts whatever its dates. Null: only the live ones.</param>
    /// <param name="PromotionId">The one that is being rewritten, so that it does not count twice.</param>
    internal sealed record Query(
        long StoreId, IReadOnlyList<Item> Lines, DateTime? At, long? LevelId, IReadOnlyList<long>? GroupIds, IReadOnlyList<string>? Coupons, string? Tender,
        PromotionDefinition? Promotion, long? PromotionId) : IQuery<Result>, IStoreScoped;

    internal sealed record Item(long ProductId, Quantity Quantity, string? Unit);

    /// <param name="Gross">Before promotions.</param>
    /// <param name="Off">What they take off.</param>
    /// <param name="Net">What is to be paid.</param>
    /// <param name="Lines">The lines; goods without a price in the store are left out.</param>
    /// <param name="Offers">What the customer may still take.</param>
    internal sealed record Result(Money Gross, Money Off, Money Net, IReadOnlyList<Line> Lines, IReadOnlyList<Offer> Offers);

    internal sealed record Line(
        int LineNumber, long ProductId, string Code, string Name, string Unit, Quantity Quantity, Money Price, Money Gross, Money Net, IReadOnlyList<AppliedDiscount> Discounts,
        IReadOnlyList<PromotionReason> Reasons);

    internal sealed class Validator : AbstractValidator<Query>
    {
        private const int LinesAtMost = 100;

        public Validator()
        {
            RuleFor(query => query.Lines).NotEmpty().Must(lines => lines is null || lines.Count <= LinesAtMost).WithMessage($"At most {LinesAtMost} lines.");
            RuleForEach(query => query.Lines).NotNull().Must(line => line is null || (line.Quantity > Quantity.Zero && line.Quantity <= Quantity.FromDecimal(100_000)))
                .WithMessage("A quantity is more than 0 and at most 100000.");
            RuleFor(query => query.At).Must(at => at is null || at.Value.Kind == DateTimeKind.Unspecified).WithMessage("The time is the one on the store's wall: write it without a zone.");
            RuleFor(query => query.Promotion).SetValidator(new PromotionRules()!);
        }
    }

    internal sealed class Handler(LivePromotions live, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var local = query.At ?? (await mediator.Send(new GetStore(query.StoreId), cancellationToken)).Time().Local(clock.UtcNow());
            var customer = await Customer(query, cancellationToken);
            var items = query.Lines.Select(line => new PriceItem(line.ProductId, line.Unit)).Distinct().ToList();
            var prices = await mediator.Send(new PriceProducts(query.StoreId, items, local, customer), cancellationToken);
            var lines = new List<(BasketLine Line, PricedProduct Product)>();
            foreach (var item in query.Lines)
            {
                var product = prices.FirstOrDefault(price => price.ProductId == item.ProductId && (item.Unit is null || price.Unit == item.Unit));
                if (product is null)
                    continue;
                lines.Add((BasketLine.Of(lines.Count + 1, product, item.Quantity, product.Price), product));
            }

            var promoted = Promoter.Promote(await Book(query, local, cancellationToken), new PromoteBasket(
                query.StoreId, local, [.. lines.Select(line => line.Line)], customer, query.Coupons ?? [], query.Tender is null ? [] : [new BasketTender(query.Tender, Amount: null)], PromotionDetail.Reasons));
            var told = lines.ConvertAll(line => Tell(line.Line, line.Product, promoted));
            var (gross, net) = (Money.Sum(told.Select(line => line.Gross)), Money.Sum(told.Select(line => line.Net)));
            return new Result(gross, gross - net, net, told, promoted.Offers);
        }

        private async Task<Standing> Customer(Query query, CancellationToken cancellationToken) => new(MemberId: null, query.LevelId, query.GroupIds ?? [])
        {
            Discount = query.LevelId is { } level ? (await mediator.Send(new GetStandingNames(), cancellationToken)).Discounts.GetValueOrDefault(level) : null,
        };

        private async Task<PromotionBook> Book(Query query, DateTime local, CancellationToken cancellationToken)
        {
            var book = await live.Of(query.StoreId, cancellationToken);
            if (query.Promotion is null)
                return book;
            var now = PromotionRows.Normal(query.Promotion) with { From = local, To = null };
            return new PromotionBook(book.Promotions.Where(promotion => promotion.PromotionId != query.PromotionId)
                .Append(new Promotion(query.PromotionId ?? 0, now, await live.Categories(cancellationToken))));
        }

        private static Line Tell(BasketLine line, PricedProduct product, PromotedBasket promoted)
        {
            var discounts = promoted.Discounts.Where(discount => discount.LineNumber == line.LineNumber).ToList();
            return new Line(
                line.LineNumber, line.ProductId, product.Code, product.Name, line.Unit, line.Quantity, line.UnitPrice, line.Gross, line.Gross - Money.Sum(discounts.Select(discount => discount.Amount)),
                discounts, promoted.Lines.FirstOrDefault(reasons => reasons.LineNumber == line.LineNumber)?.Reasons ?? []);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(
            IReadOnlyList<Item> Lines, DateTime? At, long? LevelId, IReadOnlyList<long>? GroupIds, IReadOnlyList<string>? Coupons, string? Tender, PromotionDefinition? Promotion, long? PromotionId);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/try-basket", (long storeId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Query(storeId, body.Lines, body.At, body.LevelId, body.GroupIds, body.Coupons, body.Tender, body.Promotion, body.PromotionId), cancel))
            .RequirePermission("marketing.view")
            .WithName(nameof(TryBasket)).WithSummary("What a basket would cost, and why")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
