using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Contracts.Loyalty;
using Store.Contracts.Marketing;
using Store.Contracts.Members;

namespace Store.Loyalty.Coupons;

/// <summary>
/// Which of a member's coupons take something off a ticket, how much, and what would make the others do so. One coupon of each kind, the one that ends first; each is tried by
/// itself beside the coupons that are on the ticket already. Every kind that may fit is tried; of the others as many are told as a cashier reads.
/// </summary>
internal static class ListCouponsForBasket
{
    private const int OthersAtMost = 20;
    private const int LinesAtMost = 500;

    /// <param name="StoreId">Where.</param>
    /// <param name="MemberId">Whose coupons.</param>
    /// <param name="Lines">The basket.</param>
    /// <param name="GroupIds">Groups that the cashier has added to the ticket.</param>
    /// <param name="OnTicket">Coupon codes that are on the ticket already.</param>
    internal sealed record Query(long StoreId, long MemberId, IReadOnlyList<Line> Lines, IReadOnlyList<long>? GroupIds = null, IReadOnlyList<string>? OnTicket = null) : IQuery<Result>, IStoreScoped;

    /// <param name="ProductId">What.</param>
    /// <param name="Quantity">How much, in the unit.</param>
    /// <param name="Unit">The unit; null for the base unit.</param>
    /// <param name="PriceChanged">Its price was changed by hand or printed by a scale: promotions keep away from it.</param>
    internal sealed record Line(long ProductId, Quantity Quantity, string? Unit = null, bool PriceChanged = false);

    /// <param name="Coupons">Those that fit first, by what they take off; then those that need something more.</param>
    internal sealed record Result(IReadOnlyList<Item> Coupons);

    /// <param name="Code">The code that ends first.</param>
    /// <param name="Name">What the kind is called.</param>
    /// <param name="ValidTo">Its last day; null: none.</param>
    /// <param name="Count">How many of the kind the member has.</param>
    /// <param name="Fits">Whether it takes something off.</param>
    /// <param name="Saves">By how much the ticket costs less with it.</param>
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
            RuleFor(query => query.GroupIds).Must(groups => groups is null || groups.Count <= 20).WithMessage("A ticket has at most 20 groups.");
            RuleFor(query => query.OnTicket).Must(codes => codes is null || (codes.Count <= 20 && codes.All(code => code is { Length: > 0 and <= 60 })))
                .WithMessage("A ticket has at most 20 coupons, each a code of at most 60 characters.");
        }
    }

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var local = (await mediator.Send(new GetStore(query.StoreId), cancellationToken)).Time().Local(clock.UtcNow());
            var onTicket = await OnTicket(query, cancellationToken);
            var kinds = await Kinds(query.MemberId, onTicket, DateOnly.FromDateTime(local), cancellationToken);
            if (kinds.Count == 0)
                return new Result([]);
            var customer = await mediator.Send(new GetStanding(query.StoreId, query.MemberId, query.GroupIds ?? []), cancellationToken);
            var words = onTicket.Where(coupon => coupon.Refusal is null).Select(coupon => coupon.Key).ToList();
            var basket = new PromoteBasket(query.StoreId, local, await Basket(query, local, customer, cancellationToken), customer, words, [], PromotionDetail.Discounts);

            // Asked about all of them at once, promotions say which cannot take anything off this basket whatever else is on it.
            var refused = (await mediator.Send(basket with { Coupons = [.. words.Union(kinds.Select(kind => kind.Word), StringComparer.Ordinal)] }, cancellationToken)).CouponsRefused
                .Where(coupon => coupon.Why != "coupon.lost").Select(coupon => coupon.Code).ToHashSet(StringComparer.Ordinal);
            var without = await Off(basket, cancellationToken);
            var items = new List<Item>();
            foreach (var kind in kinds.Where(kind => !refused.Contains(kind.Word)))
                items.Add(await Try(kind, basket, without, onTicket, query.MemberId, cancellationToken));
            foreach (var kind in kinds.Where(kind => refused.Contains(kind.Word)).Take(Math.Max(0, OthersAtMost - items.Count)))
                items.Add(await Try(kind, basket, without, onTicket, query.MemberId, cancellationToken));
            return new Result([.. items.OrderByDescending(item => item.Fits).ThenByDescending(item => item.Saves).ThenByDescending(item => item.Missing is not null || item.MissingPieces is not null)]);
        }

        private async Task<IReadOnlyList<TicketCoupon>> OnTicket(Query query, CancellationToken cancellationToken) =>
            query.OnTicket is { Count: > 0 } codes ? await mediator.Send(new ReadCoupons(query.StoreId, query.MemberId, codes), cancellationToken) : [];

        private async Task<Item> Try(Kind kind, PromoteBasket basket, Money without, IReadOnlyList<TicketCoupon> onTicket, long memberId, CancellationToken cancellationToken)
        {
            var item = new Item(kind.Code, kind.Name, kind.ValidTo, kind.Held, Fits: false, Money.Zero, Why: null, Missing: null, MissingPieces: null);
            if (kind.SegmentId is { } segment && await mediator.Send(new IsInSegment(segment, memberId), cancellationToken) is not true)
                return item with { Why = CouponRows.NotInSegment };
            var others = basket.Coupons.Where(word => word != kind.Word).ToList();
            if (others.Count < basket.Coupons.Count)
            {
                if (onTicket.All(coupon => coupon.IssuedCode != kind.Code))
                    return item with { Why = "coupon.same_kind" };
                without = await Off(basket with { Coupons = others }, cancellationToken);
            }

            var promoted = await mediator.Send(basket with { Coupons = [.. others, kind.Word], Detail = PromotionDetail.Offers }, cancellationToken);
            var refused = promoted.CouponsRefused.FirstOrDefault(coupon => coupon.Code == kind.Word);
            return item with
            {
                Fits = refused is null,
                Saves = Money.Sum(promoted.Discounts.Select(discount => discount.Amount)) - without,
                Why = refused?.Why,
                Missing = refused?.Missing,
                MissingPieces = refused?.MissingPieces,
            };
        }

        /// <summary>The kinds of which the member has a coupon that may be used now, those that end first before the others; of each the one on the ticket, or the one that ends first.</summary>
        private async Task<IReadOnlyList<Kind>> Kinds(long memberId, IReadOnlyList<TicketCoupon> onTicket, DateOnly today, CancellationToken cancellationToken) => await db.Query<Kind>("""
            SELECT k.Code, k.Name, k.Word, k.ValidTo, k.SegmentId, k.Held
            FROM   (SELECT c.Code, t.Name, t.Word, c.ValidTo, t.SegmentId, COUNT(*) OVER (PARTITION BY t.Word) AS Held,
                           ROW_NUMBER() OVER (PARTITION BY t.Word ORDER BY CASE WHEN c.Code IN @taken THEN 0 WHEN c.ValidTo IS NULL THEN 2 ELSE 1 END, c.ValidTo, c.CouponId) AS Place
                    FROM   loyalty.Coupons c
                    JOIN   loyalty.CouponTemplates t ON t.TemplateId = c.TemplateId
                    LEFT JOIN loyalty.CouponMembers m ON m.MemberId = c.MemberId AND m.TemplateId = c.TemplateId
                    WHERE  c.MemberId = @memberId AND c.State IN ('Issued', 'GivenBack')
                      AND (c.ValidFrom IS NULL OR c.ValidFrom <= @today) AND (c.ValidTo IS NULL OR c.ValidTo >= @today)
                      AND (t.UsesAtMost IS NULL OR t.Used < t.UsesAtMost) AND (t.UsesPerMember IS NULL OR COALESCE(m.Uses, 0) < t.UsesPerMember)) k
            WHERE  k.Place = 1
            ORDER BY CASE WHEN k.ValidTo IS NULL THEN 1 ELSE 0 END, k.ValidTo, k.Code
            """, new { memberId, today, taken = onTicket.Select(coupon => coupon.IssuedCode ?? "").Append("").Distinct(StringComparer.Ordinal) }, cancellationToken);

        private async Task<IReadOnlyList<BasketLine>> Basket(Query query, DateTime local, Standing customer, CancellationToken cancellationToken)
        {
            var items = query.Lines.Select(line => new PriceItem(line.ProductId, line.Unit)).Distinct().ToList();
            var prices = await mediator.Send(new PriceProducts(query.StoreId, items, local, customer), cancellationToken);
            var lines = new List<BasketLine>();
            foreach (var line in query.Lines)
            {
                if (prices.FirstOrDefault(price => price.ProductId == line.ProductId && (line.Unit is null || price.Unit == line.Unit)) is { } product)
                {
                    lines.Add(BasketLine.Of(lines.Count + 1, product, line.Quantity, product.Price, line.PriceChanged));
                }
            }

            return lines;
        }

        private async Task<Money> Off(PromoteBasket basket, CancellationToken cancellationToken) =>
            Money.Sum((await mediator.Send(basket, cancellationToken)).Discounts.Select(discount => discount.Amount));

        private sealed record Kind(string Code, string Name, string Word, DateOnly? ValidTo, long? SegmentId, int Held);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long MemberId, IReadOnlyList<Line> Lines, IReadOnlyList<long>? GroupIds = null, IReadOnlyList<string>? OnTicket = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/coupons/for-basket", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, body.MemberId, body.Lines, body.GroupIds, body.OnTicket), cancel))
            .RequirePermission(CouponTemplateRows.View)
            .WithName(nameof(ListCouponsForBasket)).WithSummary("Say which of a member's coupons fit a basket")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
