using Store.Contracts.Catalog;
using Store.Contracts.Marketing;
using Store.Contracts.Members;
using Store.Marketing.Promotions;

namespace Store.Marketing.Pricing;

/// <summary>What a promotion does.</summary>
internal enum PromotionKind
{
    Percent,
    AmountOff,
    SpecialPrice,

    /// <summary>满减.</summary>
    SpendAndSave,

    /// <summary>满赠.</summary>
    SpendAndGift,
    BuyXGetY,

    /// <summary>第二件半价.</summary>
    NthItem,

    /// <summary>任选 N 件.</summary>
    MixAndMatch,

    /// <summary>换购.</summary>
    AddOnPrice,

    /// <summary>套装.</summary>
    Bundle,
}

/// <summary>How promotions go together on the same piece of goods.</summary>
internal enum Stacking
{
    /// <summary>Its goods take nothing else; of equal offers it comes first.</summary>
    Exclusive,

    /// <summary>Its goods take nothing else; the best one is given.</summary>
    Best,

    /// <summary>Adds up with other compound ones; together they compete with the exclusive and the best.</summary>
    Compound,
}

/// <summary>The order in which compound promotions take off.</summary>
internal enum CompoundStep
{
    DealPrice,
    Amount,
    Percent,
}

/// <summary>A promotion made ready for the till: its goods as sets, categories with all below them.</summary>
internal sealed class Promotion
{
    private const int MinutesOfDay = 1440;

    private readonly HashSet<DayOfWeek> weekdays;
    private readonly HashSet<long> levels;
    private readonly HashSet<long> groups;
    private readonly Dictionary<long, long> prices;

    public Promotion(long promotionId, PromotionDefinition definition, CategoryBranches categories)
    {
        PromotionId = promotionId;
        Definition = definition;
        weekdays = [.. definition.Weekdays ?? []];
        levels = [.. definition.LevelIds ?? []];
        groups = [.. definition.GroupIds ?? []];
        prices = (Terms.Prices ?? []).ToDictionary(price => price.ProductId, price => price.Price.Minor);
        Coupon = definition.Coupon is { } code ? NormalCoupon(code) : null;

        var goods = new GoodsSet(definition.Goods, categories);
        Slots = Kind switch
        {
            PromotionKind.Bundle => [.. Terms.Parts!.Select(part => new GoodsSet(new PromotionGoods(null, null, part.ProductIds, definition.Goods?.ExcludedProductIds, definition.Goods?.Unit), categories))],
            PromotionKind.SpecialPrice when prices.Count > 0 => [new GoodsSet(new PromotionGoods(null, null, [.. prices.Keys], definition.Goods?.ExcludedProductIds, definition.Goods?.Unit), categories)],
            PromotionKind.AddOnPrice => [goods, new GoodsSet(new PromotionGoods(null, null, [.. prices.Keys], null, null), categories)],
            PromotionKind.SpendAndGift or PromotionKind.BuyXGetY when Terms.Reward is not null => [goods, new GoodsSet(Terms.Reward, categories)],
            _ => [goods],
        };
    }

    public long PromotionId { get; }

    public PromotionDefinition Definition { get; }

    public string Name => Definition.Name;

    public PromotionKind Kind => Definition.Kind;

    public PromotionTerms Terms => Definition.Terms;

    public Stacking Stacking => Definition.Stacking;

    public int Priority => Definition.Priority;

    public string? Coupon { get; }

    /// <summary>Sets of goods that it works with: those that count, then those that are given; or a bundle's parts.</summary>
    public IReadOnlyList<GoodsSet> Slots { get; }

    /// <summary>Whether it looks at each piece by itself, without a number of them or an amount to be reached.</summary>
    public bool IsByPiece => Kind is PromotionKind.Percent or PromotionKind.AmountOff or PromotionKind.SpecialPrice;

    public CompoundStep Step => Kind switch
    {
        PromotionKind.SpecialPrice or PromotionKind.AddOnPrice => CompoundStep.DealPrice,
        PromotionKind.MixAndMatch or PromotionKind.Bundle or PromotionKind.NthItem => Terms.Price is not null ? CompoundStep.DealPrice
            : Terms.AmountOff is not null ? CompoundStep.Amount : CompoundStep.Percent,
        PromotionKind.AmountOff or PromotionKind.SpendAndGift => CompoundStep.Amount,
        PromotionKind.SpendAndSave => Terms.Tiers!.Any(tier => tier.PercentOff is not null) ? CompoundStep.Percent : CompoundStep.Amount,
        _ => CompoundStep.Percent,
    };

    public static string NormalCoupon(string code) => code.Trim().ToUpperInvariant();

    /// <summary>What one piece of a product costs with it; null where it has no such price.</summary>
    public long? PriceOf(long productId) => prices.TryGetValue(productId, out var price) ? price : Terms.Price?.Minor;

    /// <summary>Whether it is in force at a moment of the store's own time.</summary>
    public bool InForceAt(DateTime local)
    {
        if (local < Definition.From || local >= Definition.To)
            return false;
        var from = Definition.FromMinute ?? 0;
        var to = Definition.ToMinute ?? MinutesOfDay;
        var minute = (local.Hour * 60) + local.Minute;
        var beganYesterday = from >= to && minute < to;
        if (from < to ? minute < from || minute >= to : minute < from && !beganYesterday)
            return false;
        return weekdays.Count == 0 || weekdays.Contains((beganYesterday ? local.AddDays(-1) : local).DayOfWeek);
    }

    /// <summary>What stands between it and this customer, as a stable word; null when nothing does.</summary>
    public string? Unmet(Standing customer, IReadOnlySet<string> coupons, IReadOnlyList<BasketTender> tenders)
    {
        if (levels.Count > 0 && (customer.LevelId is not { } level || !levels.Contains(level)))
            return "unmet.level";
        if (groups.Count > 0 && !customer.GroupIds.Any(groups.Contains))
            return "unmet.group";
        if (Coupon is not null && !coupons.Contains(Coupon))
            return "unmet.coupon";
        return Definition.Tender is { } tender && !tenders.Any(one => string.Equals(one.Tender, tender, StringComparison.OrdinalIgnoreCase)) ? "unmet.tender" : null;
    }
}
