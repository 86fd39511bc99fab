using Store.Marketing.Pricing;

namespace Store.Marketing.Promotions;

/// <summary>What a promotion gives, for what and to whom; everything about it but its state. Kept as one piece: the till reads it whole.</summary>
/// <param name="Name">As printed on the receipt.</param>
/// <param name="Kind">What it does; says which of the terms are meant.</param>
/// <param name="Stacking">How it goes together with others on the same goods.</param>
/// <param name="Priority">0 to 1000; the higher takes its goods first, whatever the lower would bring.</param>
/// <param name="StoreIds">The stores; empty for the whole chain.</param>
/// <param name="From">When it begins, by the clock on the store's wall.</param>
/// <param name="To">When it ends, that moment no more; null where it does not.</param>
/// <param name="FromMinute">From what minute of the day (0 to 1439); null for the whole day.</param>
/// <param name="ToMinute">Until what minute of the day, that one no more (1 to 1440); smaller than the first where the hours cross midnight: they belong to the day on which they begin.</param>
/// <param name="Weekdays">The days of the week; empty for all.</param>
/// <param name="Goods">The goods that count; null for all.</param>
/// <param name="LevelIds">Member levels; empty for everyone.</param>
/// <param name="GroupIds">Groups, one of which the customer has to be in; empty for everyone.</param>
/// <param name="Coupon">The code that has to be on the ticket; null where none is needed.</param>
/// <param name="Tender">How the ticket has to be paid; null for any way. A ticket paid so in part gets that part of it.</param>
/// <param name="Limit">How often it is given on one ticket: pieces for percent, amount and special price, otherwise times; null for any.</param>
/// <param name="Terms">The figures.</param>
internal sealed record PromotionDefinition(
    string Name, PromotionKind Kind, Stacking Stacking, int Priority, IReadOnlyList<long>? StoreIds, DateTime From, DateTime? To, int? FromMinute, int? ToMinute,
    IReadOnlyList<DayOfWeek>? Weekdays, PromotionGoods? Goods, IReadOnlyList<long>? LevelIds, IReadOnlyList<long>? GroupIds, string? Coupon, string? Tender, int? Limit, PromotionTerms Terms);

/// <summary>Some of the goods: the products named, and those that are of one of the categories and of one of the brands (where both are given, of both).</summary>
/// <param name="CategoryIds">Categories, each with all below it.</param>
/// <param name="Brands">Brands.</param>
/// <param name="ProductIds">Products.</param>
/// <param name="ExcludedProductIds">Products that do not count even so.</param>
/// <param name="Unit">Only goods sold in this unit, such as the box; null for any.</param>
internal sealed record PromotionGoods(
    IReadOnlyList<long>? CategoryIds, IReadOnlyList<string>? Brands, IReadOnlyList<long>? ProductIds, IReadOnlyList<long>? ExcludedProductIds, string? Unit);

/// <summary>The figures of a promotion; which of them are meant depends on its kind.</summary>
/// <param name="PercentOff">Off the price, in percent, two decimals: Percent, NthItem, BuyXGetY (100 is free), MixAndMatch, Bundle.</param>
/// <param name="AmountOff">Off each piece (AmountOff), off the set (MixAndMatch, Bundle).</param>
/// <param name="Price">Of a piece (SpecialPrice, NthItem), of the set (MixAndMatch, Bundle).</param>
/// <param name="Pieces">To be bought (BuyXGetY), which one is cheaper (NthItem), in a set (MixAndMatch).</param>
/// <param name="RewardPieces">Pieces given each time (BuyXGetY, SpendAndGift, AddOnPrice); one, where left out.</param>
/// <param name="Spend">What has to be spent on the goods (SpendAndGift, AddOnPrice).</param>
/// <param name="Every">Whether each full amount counts again (SpendAndSave with one tier, SpendAndGift, AddOnPrice).</param>
/// <param name="Tiers">Spend-and-save: from what amount how much comes off.</param>
/// <param name="Reward">The goods that are given (SpendAndGift, BuyXGetY); null in BuyXGetY: the cheapest of the same goods.</param>
/// <param name="Prices">Goods that have a price of their own (AddOnPrice; SpecialPrice, where each has another).</param>
/// <param name="Parts">What a bundle is made of.</param>
internal sealed record PromotionTerms(
    decimal? PercentOff = null, Money? AmountOff = null, Money? Price = null, int? Pieces = null, int? RewardPieces = null, Money? Spend = null, bool Every = false,
    IReadOnlyList<SpendTier>? Tiers = null, PromotionGoods? Reward = null, IReadOnlyList<ProductAt>? Prices = null, IReadOnlyList<BundlePart>? Parts = null);

/// <param name="Spend">From what amount.</param>
/// <param name="Save">What comes off; or else</param>
/// <param name="PercentOff">how much in percent.</param>
internal sealed record SpendTier(Money Spend, Money? Save, decimal? PercentOff);

/// <param name="ProductId">The product.</param>
/// <param name="Price">What a piece of it costs with the promotion.</param>
internal sealed record ProductAt(long ProductId, Money Price);

/// <param name="ProductIds">Any of these products.</param>
/// <param name="Pieces">How many of them.</param>
internal sealed record BundlePart(IReadOnlyList<long> ProductIds, int Pieces);
