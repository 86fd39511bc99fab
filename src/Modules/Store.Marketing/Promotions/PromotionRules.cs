using Store.Marketing.Pricing;

namespace Store.Marketing.Promotions;

/// <summary>What a promotion has to say to be one; each kind asks for terms of its own.</summary>
internal sealed class PromotionRules : AbstractValidator<PromotionDefinition>
{
    private const int PiecesAtMost = 1000;
    private const int ListAtMost = 2000;
    private const int TiersAtMost = 20;

    public PromotionRules()
    {
        RuleFor(promotion => promotion.Name).NotEmpty().MaximumLength(100).Must(IsPlain).WithMessage("The name has control characters in it.");
        RuleFor(promotion => promotion.Kind).IsInEnum();
        RuleFor(promotion => promotion.Stacking).IsInEnum();
        RuleFor(promotion => promotion.Priority).InclusiveBetween(0, 1000);
        RuleFor(promotion => promotion.From).Must(IsWallClock).WithMessage("The beginning is the time on the store's wall: write it without a zone, as 2026-11-21T08:00:00.");
        RuleFor(promotion => promotion.To).Must(to => to is null || IsWallClock(to.Value)).WithMessage("The end is the time on the store's wall: write it without a zone, as 2026-11-21T08:00:00.");
        RuleFor(promotion => promotion.To).Must((promotion, to) => to is null || to > promotion.From).WithMessage("The promotion would end before it begins.");
        RuleFor(promotion => promotion.FromMinute).InclusiveBetween(0, 1439);
        RuleFor(promotion => promotion.ToMinute).InclusiveBetween(1, 1440);
        RuleFor(promotion => promotion.ToMinute).Must((promotion, to) => to is null || to != (promotion.FromMinute ?? 0)).WithMessage("The hours begin and end at the same minute.");
        RuleFor(promotion => promotion.ToMinute).NotNull().When(promotion => promotion.FromMinute is not null).WithMessage("Say until when the hours go as well.");
        RuleForEach(promotion => promotion.Weekdays).IsInEnum();
        RuleFor(promotion => promotion.StoreIds).Must(IsShort).WithMessage($"At most {ListAtMost} stores.");
        RuleFor(promotion => promotion.LevelIds).Must(IsShort).WithMessage($"At most {ListAtMost} levels.");
        RuleFor(promotion => promotion.GroupIds).Must(IsShort).WithMessage($"At most {ListAtMost} groups.");
        RuleFor(promotion => promotion.Goods).Must(IsGoods).WithMessage($"At most {ListAtMost} products, categories and brands each; a brand and a unit have a text.");
        RuleFor(promotion => promotion.Coupon).MaximumLength(40).Must(IsPlain).WithMessage("The coupon has control characters in it.");
        RuleFor(promotion => promotion.Tender).MaximumLength(40).Must(IsPlain).WithMessage("The tender has control characters in it.");
        RuleFor(promotion => promotion.Limit).InclusiveBetween(1, PiecesAtMost);
        RuleFor(promotion => promotion.Terms).NotNull();
        RuleFor(promotion => promotion.Terms).Custom((terms, context) =>
        {
            if (terms is not null && FaultOf(context.InstanceToValidate.Kind, terms, context.InstanceToValidate.Goods) is { } fault)
                context.AddFailure(fault);
        });
    }

    /// <summary>What is wrong with the figures of a kind, in words; null when nothing is.</summary>
    private static string? FaultOf(PromotionKind kind, PromotionTerms terms, PromotionGoods? goods) => kind switch
    {
        PromotionKind.Percent => IsPercent(terms.PercentOff) ? null : "A percentage off is more than 0 and at most 100, with two decimals at most.",
        PromotionKind.AmountOff => IsMoney(terms.AmountOff) ? null : "The amount off is more than 0.",
        PromotionKind.SpecialPrice => terms.Prices is { Count: > 0 } ? FaultOfPrices(terms.Prices)
            : !IsMoney(terms.Price) ? "The special price is more than 0, or each product has a price of its own."
            : goods is null || NamesNothing(goods) ? "A special price for all goods would be too much: say which goods have it." : null,
        PromotionKind.SpendAndSave => FaultOfTiers(terms),
        PromotionKind.SpendAndGift => !IsMoney(terms.Spend) ? "Say how much has to be spent for the gift."
            : terms.Reward is not { ProductIds.Count: > 0 } || !IsGoods(terms.Reward) ? "Say which products are the gift."
            : IsPieces(terms.RewardPieces ?? 1) ? null : "The pieces given are 1 to 1000.",
        PromotionKind.BuyXGetY => !IsPieces(terms.Pieces) || !IsPieces(terms.RewardPieces ?? 1) ? "Say how many have to be bought and how many are given, 1 to 1000."
            : !IsPercent(terms.PercentOff) ? "Say how much comes off what is given: 100 is free."
            : terms.Reward is null || (IsGoods(terms.Reward) && !NamesNothing(terms.Reward)) ? null : "Say which goods are given, or leave it open for the same goods.",
        PromotionKind.NthItem => terms.Pieces is null or < 2 or > PiecesAtMost ? "Say which one is cheaper: the 2nd or a later one."
            : OneOf(terms.PercentOff is null || IsPercent(terms.PercentOff), terms.Price is null || IsMoney(terms.Price), terms.PercentOff is not null, terms.Price is not null)
                ? null : "Say either how much comes off the n-th piece in percent or what it costs.",
        PromotionKind.MixAndMatch => terms.Pieces is null or < 1 or > PiecesAtMost ? "Say how many pieces make a set, 1 to 1000." : FaultOfSet(terms),
        PromotionKind.AddOnPrice => terms.Prices is not { Count: > 0 } ? "Say which products may be added and at what price." : FaultOfPrices(terms.Prices)
            ?? (terms.Spend < Money.Zero ? "What has to be spent is not less than 0." : !IsPieces(terms.RewardPieces ?? 1) ? "The pieces that may be added are 1 to 1000." : null),
        PromotionKind.Bundle => terms.Parts is not { Count: >= 1 and <= 20 } || terms.Parts.Any(part => part?.ProductIds is not { Count: > 0 } || !IsShort(part.ProductIds) || !IsPieces(part.Pieces))
            ? "A bundle has 1 to 20 parts, each with its products and how many of them." : FaultOfSet(terms),
        _ => null,
    };

    private static string? FaultOfTiers(PromotionTerms terms)
    {
        if (terms.Tiers is not { Count: >= 1 and <= TiersAtMost } tiers || tiers.Any(tier => tier is null || !IsMoney(tier.Spend)))
            return $"Say from what amount how much comes off: 1 to {TiersAtMost} steps.";
        if (tiers.Any(tier => !OneOf(tier.Save is null || IsMoney(tier.Save), tier.PercentOff is null || IsPercent(tier.PercentOff), tier.Save is not null, tier.PercentOff is not null)))
            return "Each step takes off either an amount or a percentage.";
        if (tiers.Any(tier => tier.Save is { } save && save > tier.Spend))
            return "A step takes off more than what has to be spent for it.";
        if (tiers.Select(tier => tier.Spend).Distinct().Count() < tiers.Count)
            return "Two steps begin at the same amount.";
        return terms.Every && (tiers.Count > 1 || tiers[0].Save is null) ? "For every full amount there is one step with an amount off." : null;
    }

    private static string? FaultOfSet(PromotionTerms terms)
    {
        var said = new object?[] { terms.Price, terms.PercentOff, terms.AmountOff }.Count(term => term is not null);
        return said == 1 && (IsMoney(terms.Price) || IsPercent(terms.PercentOff) || IsMoney(terms.AmountOff)) ? null : "Say one of: what the set costs, how much comes off it, or how much in percent.";
    }

    private static string? FaultOfPrices(IReadOnlyList<ProductAt> prices) =>
        prices.Count > ListAtMost || prices.Any(price => price is null || price.Price < Money.Zero) ? $"At most {ListAtMost} products, at prices not less than 0."
        : prices.Select(price => price.ProductId).Distinct().Count() < prices.Count ? "A product stands there twice."
        : null;

    private static bool OneOf(bool firstIsGood, bool secondIsGood, bool firstIsThere, bool secondIsThere) => firstIsGood && secondIsGood && firstIsThere != secondIsThere;

    private static bool IsPercent(decimal? percent) => percent is > 0 and <= 100 && decimal.Round(percent.Value, 2) == percent;

    private static bool IsMoney(Money? amount) => amount > Money.Zero && amount <= Money.FromDecimal(10_000_000);

    private static bool IsPieces(int? pieces) => pieces is >= 1 and <= PiecesAtMost;

    private static bool IsWallClock(DateTime time) => time.Kind == DateTimeKind.Unspecified && time.Year is >= 2000 and < 3000;

    private static bool IsPlain(string? text) => text is null || !text.Any(char.IsControl);

    private static bool IsShort<T>(IReadOnlyCollection<T>? list) => list is null || list.Count <= ListAtMost;

    private static bool NamesNothing(PromotionGoods goods) => goods is not ({ CategoryIds.Count: > 0 } or { Brands.Count: > 0 } or { ProductIds.Count: > 0 });

    private static bool IsGoods(PromotionGoods? goods) => goods is null
        || (IsShort(goods.CategoryIds) && IsShort(goods.ProductIds) && IsShort(goods.ExcludedProductIds) && IsShort(goods.Brands)
            && (goods.Brands ?? []).All(brand => !string.IsNullOrWhiteSpace(brand) && brand.Length <= 100) && (goods.Unit is null || goods.Unit.Length is > 0 and <= 20));
}
