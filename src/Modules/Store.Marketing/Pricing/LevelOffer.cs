using Store.Contracts.Catalog;
using Store.Contracts.Marketing;
using Store.Contracts.Members;
using Store.Marketing.Promotions;

namespace Store.Marketing.Pricing;

/// <summary>
/// The discount of the member's level, as one more promotion: a percentage of the lowest priority that adds up with those that add up, and that competes with the exclusive and
/// the best ones of that priority. So it never goes on goods that a deal has for itself, and the customer gets what takes off most. Goods at a special price, or at one for members, are left out.
/// </summary>
internal static class LevelOffer
{
    /// <summary>One, or none where the level takes nothing off.</summary>
    public static IEnumerable<Promotion> Of(LevelDiscount? level, IReadOnlyList<BasketLine> lines)
    {
        if (level is null)
            return [];
        var excluded = lines.Where(line => !line.AtOrdinaryPrice).Select(line => line.ProductId).ToList();
        return
        [
            new Promotion(AppliedDiscount.OfLevel, new PromotionDefinition(
                level.Name, PromotionKind.Percent, Stacking.Compound, Priority: 0, StoreIds: null, From: DateTime.MinValue, To: null, FromMinute: null, ToMinute: null, Weekdays: null,
                excluded.Count == 0 ? null : new PromotionGoods(CategoryIds: null, Brands: null, ProductIds: null, excluded, Unit: null), LevelIds: null, GroupIds: null, Coupon: null, Tender: null,
                Limit: null, new PromotionTerms(PercentOff: level.Percent)), CategoryBranches.None),
        ];
    }
}
