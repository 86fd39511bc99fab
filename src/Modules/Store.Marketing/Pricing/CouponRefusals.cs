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
        var nearest = book.Promotions.Where(promotion => promotion.Coupon == normal).Select(promotion => Refusal(code, promotion)).OrderByDescending(one => Array.IndexOf(Nearness, one.Why)).FirstOrDefault();
        return nearest ?? new RefusedCoupon(code, "coupon.unknown", Name: null);
    })];

    private RefusedCoupon Refusal(string code, Promotion promotion)
    {
        if (Unusable(promotion) is { } why)
            return new RefusedCoupon(code, why, promotion.Name);
        var next = settled.Candidates.FirstOrDefault(candidate => candidate.Promotion == promotion) is { } candidate ? Offers.Next(candidate, settled)?.Offer : null;
        return new RefusedCoupon(code, next?.Missing is not null || promotion.Kind is PromotionKind.SpendAndSave ? "unmet.spend" : "unmet.pieces", promotion.Name)
        {
            Missing = next?.Missing, MissingPieces = next?.MissingPieces,
        };
    }

    /// <summary>Why nothing more on the ticket would help; null where more goods do.</summary>
    private string? Unusable(Promotion promotion)
    {
        if (!promotion.InForceAt(request.LocalTime))
            return "coupon.not_now";
        if (!basket.Goods.Any(goods => promotion.Slots.Any(slot => slot.Has(goods.Line))))
            return "coupon.other_goods";
        if (promotion.Unmet(request.Customer, coupons, request.Tenders) is { } unmet)
            return unmet;
        return Promoter.Settle(basket, [promotion], _ => (1, 1), StepsEach).Given.Count > 0 ? "coupon.lost" : null;
    }
}
