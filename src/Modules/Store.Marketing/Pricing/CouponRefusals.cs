using Store.Contracts.Marketing;

namespace Store.Marketing.Pricing;

/// <summary>Why coupons on a ticket take nothing off. Of several promotions with one code, the one that is nearest to giving something speaks.</summary>
internal sealed class CouponRefusals(PromotionBook book, Basket basket, PromoteBasket request, Settled settled, IReadOnlySet<string> coupons)
{
    private const int StepsEach = 2000;

    /// <summary>From the farthest to the nearest.</summary>
    private static readonly string[] Nearness = ["coupon.not_now", "coupon.other_goods", "unmet.level", "unmet.group", "unmet.tender", "unmet.pieces", "unmet.spend", "coupon.lost"];

    public IReadOnlyList<RefusedCoupon> Of(IReadOnlyList<string> codes) => [.. codes.Select(code =>
    {
        var normal = Promotion.NormalCoupon(code);
        var nearest = book.Promotions.Where(promotion => promotion.Coupon == normal).Select(promotion => (promotion.Name, Why: Why(promotion))).OrderByDescending(one => Array.IndexOf(Nearness, one.Why)).FirstOrDefault();
        return nearest.Name is null ? new RefusedCoupon(code, "coupon.unknown", Name: null) : new RefusedCoupon(code, nearest.Why, nearest.Name);
    })];

    private string Why(Promotion promotion)
    {
        if (!promotion.InForceAt(request.LocalTime))
            return "coupon.not_now";
        if (!basket.Goods.Any(goods => promotion.Slots.Any(slot => slot.Has(goods.Line))))
            return "coupon.other_goods";
        if (promotion.Unmet(request.Customer, coupons, request.Tenders) is { } unmet)
            return unmet;
        if (Promoter.Settle(basket, [promotion], _ => (1, 1), StepsEach).Given.Count > 0)
            return "coupon.lost";
        var next = settled.Candidates.FirstOrDefault(candidate => candidate.Promotion == promotion) is { } candidate ? Offers.Next(candidate, settled)?.Offer : null;
        return next?.Missing is not null || promotion.Kind is PromotionKind.SpendAndSave ? "unmet.spend" : "unmet.pieces";
    }
}
