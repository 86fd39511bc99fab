using Store.Contracts.Loyalty;
using Store.Contracts.Marketing;

namespace Store.Checkout.Sales;

/// <summary>The coupons of a ticket: codes towards the customer, words towards the promotions.</summary>
internal sealed class TicketCoupons
{
    private static readonly TicketCoupons None = new([]);

    private readonly IReadOnlyList<TicketCoupon> coupons;

    private TicketCoupons(IReadOnlyList<TicketCoupon> coupons) => this.coupons = coupons;

    /// <summary>The words of those that may be used.</summary>
    public IReadOnlyList<string> Keys => [.. coupons.Where(coupon => coupon.Refusal is null).Select(coupon => coupon.Key)];

    public static async Task<TicketCoupons> Read(IMediator mediator, ITicket ticket, long? memberId, CancellationToken cancellationToken) => ticket.Coupons is { Count: > 0 } codes
        ? new TicketCoupons(await mediator.Send(new ReadCoupons(ticket.StoreId, memberId, codes), cancellationToken))
        : None;

    /// <summary>What promotions said, in the ticket's own codes, and with those that did not get as far as the promotions.</summary>
    public PromotedBasket InCodes(PromotedBasket promoted)
    {
        if (coupons.Count == 0)
            return promoted;
        var used = promoted.CouponsUsed.ToHashSet(StringComparer.Ordinal);
        var refused = promoted.CouponsRefused.ToLookup(one => one.Code, StringComparer.Ordinal);
        return promoted with
        {
            CouponsUsed = [.. coupons.Where(coupon => coupon.Refusal is null && used.Contains(coupon.Key)).Select(coupon => coupon.Code)],
            CouponsRefused = [.. coupons.Select(coupon => coupon.Refusal is { } why
                ? new RefusedCoupon(coupon.Code, why, coupon.Name)
                : refused[coupon.Key].FirstOrDefault() is { } one ? one with { Code = coupon.Code } : null).OfType<RefusedCoupon>()],
        };
    }

    /// <summary>What each issued coupon took off.</summary>
    public IReadOnlyDictionary<string, CouponDiscount> Discounts(PromotedBasket promoted) => coupons
        .Where(coupon => coupon.IssuedCode is not null && coupon.Refusal is null && promoted.CouponsUsed.Contains(coupon.Code, StringComparer.Ordinal))
        .ToDictionary(coupon => coupon.IssuedCode!, coupon => Of([.. promoted.Discounts.Where(discount => string.Equals(discount.Coupon, coupon.Key, StringComparison.Ordinal))]), StringComparer.Ordinal);

    private static CouponDiscount Of(IReadOnlyList<AppliedDiscount> discounts) =>
        new(Money.Sum(discounts.Select(discount => discount.Amount)), [.. discounts.Select(discount => discount.PromotionId).Distinct()]);

    /// <summary>Refuses a total that the till showed, or may have, with a coupon which cannot be used any more.</summary>
    /// <exception cref="RuleBroken">The first of them, by its own reason.</exception>
    public static void RefuseLost(IEnumerable<RefusedCoupon> refused, Money? shown, Money actual)
    {
        if (refused.FirstOrDefault(coupon => Lost.Contains(coupon.Why, StringComparer.Ordinal)) is { } lost)
        {
            throw new RuleBroken(lost.Why, $"Coupon {lost.Code} cannot be used any more; the ticket comes to {actual}.", new Dictionary<string, object?>
            {
                ["coupon"] = lost.Code, ["shown"] = shown?.ToDecimal(), ["actual"] = actual.ToDecimal(),
            });
        }
    }

    private static readonly string[] Lost = ["coupon.used", "coupon.limit", "coupon.expired", "coupon.withdrawn"];
}
