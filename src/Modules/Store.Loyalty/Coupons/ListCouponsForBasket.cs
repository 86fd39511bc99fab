using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Contracts.Marketing;
using Store.Contracts.Members;

namespace Store.Loyalty.Coupons;

/// <summary>
/// Which of a member's coupons take something off a basket, how much, and what would make the others do so. One coupon of each kind, the one that ends first; each is tried by
/// itself, as a ticket with it alone.
/// </summary>
internal static class ListCouponsForBasket
{
    private const int KindsAtMost = 20;
    private const int LinesAtMost = 500;

    /// <param name="StoreId">Where.</param>
    /// <param name="MemberId">Whose coupons.</param>
    /// <param name="Lines">The basket.</param>
    internal sealed record Query(long StoreId, long MemberId, IReadOnlyList<Line> Lines) : IQuery<Result>, IStoreScoped;

    /// <param name="ProductId">What.</param>
    /// <param name="Quantity">How much, in the unit.</param>
    /// <param name="Unit">The unit; null for the base unit.</param>
    internal sealed record Line(long ProductId, Quantity Quantity, string? Unit = null);

    /// <param name="Coupons">Those that fit first, by what they take off; then those that need something more.</param>
    internal sealed record Result(IReadOnlyList<Item> Coupons);

    /// <param name="Code">The code that ends first.</param>
    /// <param name="Name">What the kind is called.</param>
    /// <param name="ValidTo">Its last day; null: none.</param>
    /// <param name="Count">How many of the kind the member has.</param>
    /// <param name="Fits">Whether it takes something off.</param>
    /// <param name="Saves">By how much the basket costs less with it.</param>
    /// <param name="Why">What stands in the way, as a stable word; null where it fits.</param>
    /// <param name="Missing">Amount still to be spent for it.</param>
    /// <param name="MissingPieces">Pieces still to be added for it.</param>
    internal sealed record Item(string Code, string Name, DateOnly? ValidTo, int Count, bool Fits, Money Saves, string? Why, Money? Missing, Quantity? MissingPieces);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Lines).NotNull().Must(lines => lines is null || lines.Count <= LinesAtMost).WithMessage($"A basket has at most {LinesAtMost} lines.");
            RuleForEach(query => query.Lines).NotNull().Must(line => line is null || (line.Quantity > Quantity.Zero && line.Quantity <= Quantity.FromDecimal(100_000)))
                .WithMessage("A quantity is more than 0 and at most 100000.");
            RuleForEach(query => query.Lines).Must(line => line is null || line.Unit is null or { Length: <= 20 }).WithMessage("A unit has at most 20 letters.");
        }
    }

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var local = (await mediator.Send(new GetStore(query.StoreId), cancellationToken)).Time().Local(clock.UtcNow());
            var kinds = await Kinds(query.MemberId, DateOnly.FromDateTime(local), cancellationToken);
            if (kinds.Count == 0)
                return new Result([]);
            var customer = await mediator.Send(new GetStanding(query.StoreId, query.MemberId, []), cancellationToken);
            var basket = new PromoteBasket(query.StoreId, local, await Basket(query, local, customer, cancellationToken), customer, [], [], PromotionDetail.Discounts);
            var without = await Off(basket, cancellationToken);
            var items = new List<Item>();
            foreach (var kind in kinds)
            {
                var promoted = await mediator.Send(basket with { Coupons = [kind.Word], Detail = PromotionDetail.Offers }, cancellationToken);
                var saves = Money.Sum(promoted.Discounts.Select(discount => discount.Amount)) - without;
                var refused = promoted.CouponsRefused.Count == 0 ? null : promoted.CouponsRefused[0];
                items.Add(new Item(kind.Code, kind.Name, kind.ValidTo, kind.Count, refused is null, saves, refused?.Why, refused?.Missing, refused?.MissingPieces));
            }

            return new Result([.. items.OrderByDescending(item => item.Fits).ThenByDescending(item => item.Saves).ThenByDescending(item => item.Missing is not null || item.MissingPieces is not null)]);
        }

        /// <summary>The kinds of which the member has a coupon that may be used now, those that end first before the others.</summary>
        private async Task<IReadOnlyList<Kind>> Kinds(long memberId, DateOnly today, CancellationToken cancellationToken)
        {
            const int Looked = 200;
            var rows = await db.Query<Row>("""
                SELECT c.Code, t.TemplateId, t.Name, t.Word, c.ValidTo
                FROM   loyalty.Coupons c
                JOIN   loyalty.CouponTemplates t ON t.TemplateId = c.TemplateId
                LEFT JOIN loyalty.CouponMembers m ON m.MemberId = c.MemberId AND m.TemplateId = c.TemplateId
                WHERE  c.MemberId = @memberId AND c.State IN ('Issued', 'GivenBack')
                  AND (c.ValidFrom IS NULL OR c.ValidFrom <= @today) AND (c.ValidTo IS NULL OR c.ValidTo >= @today)
                  AND (t.UsesAtMost IS NULL OR t.Used < t.UsesAtMost) AND (t.UsesPerMember IS NULL OR COALESCE(m.Uses, 0) < t.UsesPerMember)
                ORDER BY c.CouponId
                OFFSET 0 ROWS FETCH NEXT @Looked ROWS ONLY
                """, new { memberId, today, Looked }, cancellationToken);
            return [.. rows.GroupBy(row => row.Word, StringComparer.Ordinal)
                .Select(same => (First: same.MinBy(row => row.ValidTo ?? DateOnly.MaxValue)!, Count: same.Count()))
                .OrderBy(kind => kind.First.ValidTo ?? DateOnly.MaxValue).Take(KindsAtMost)
                .Select(kind => new Kind(kind.First.Code, kind.First.Name, kind.First.Word, kind.First.ValidTo, kind.Count))];
        }

        private async Task<IReadOnlyList<BasketLine>> Basket(Query query, DateTime local, Standing customer, CancellationToken cancellationToken)
        {
            var items = query.Lines.Select(line => new PriceItem(line.ProductId, line.Unit)).Distinct().ToList();
            var prices = await mediator.Send(new PriceProducts(query.StoreId, items, local, customer), cancellationToken);
            var lines = new List<BasketLine>();
            foreach (var line in query.Lines)
            {
                if (prices.FirstOrDefault(price => price.ProductId == line.ProductId && (line.Unit is null || price.Unit == line.Unit)) is { } product)
                {
                    lines.Add(new BasketLine(
                        lines.Count + 1, product.ProductId, product.CategoryId, product.Brand, product.Unit, line.Quantity, product.Price,
                        (product.Flags & (ItemFlags.NoDiscount | ItemFlags.Deposit)) == ItemFlags.None)
                    { Weighed = product.Flags.HasFlag(ItemFlags.Weighed) });
                }
            }

            return lines;
        }

        private async Task<Money> Off(PromoteBasket basket, CancellationToken cancellationToken) =>
            Money.Sum((await mediator.Send(basket, cancellationToken)).Discounts.Select(discount => discount.Amount));

        private sealed record Row(string Code, long TemplateId, string Name, string Word, DateOnly? ValidTo);

        private sealed record Kind(string Code, string Name, string Word, DateOnly? ValidTo, int Count);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long MemberId, IReadOnlyList<Line> Lines);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/coupons/for-basket", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, body.MemberId, body.Lines), cancel))
            .RequirePermission(CouponTemplateRows.View)
            .WithName(nameof(ListCouponsForBasket)).WithSummary("Say which of a member's coupons fit a basket")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
