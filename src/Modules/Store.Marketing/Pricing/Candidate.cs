using Store.Marketing.Promotions;

namespace Store.Marketing.Pricing;

/// <summary>A promotion that is in force for a basket, and what it makes of pieces of its goods.</summary>
internal sealed class Candidate
{
    private const int HundredPercent = 10_000;

    private readonly bool[][] slots;
    private readonly long[]? rewardPrices;
    private readonly (long Part, long Whole) tenderShare;
    private readonly long leastSpend;

    /// <param name="promotion">The promotion.</param>
    /// <param name="goods">The basket's goods.</param>
    /// <param name="tenderShare">The part of the ticket that its tender pays.</param>
    public Candidate(Promotion promotion, IReadOnlyList<Goods> goods, (long Part, long Whole) tenderShare)
    {
        Promotion = promotion;
        Goods = goods;
        this.tenderShare = tenderShare;
        slots = [.. promotion.Slots.Select(slot => goods.Select(one => slot.Has(one.Line)).ToArray())];
        if (promotion.Kind is PromotionKind.AddOnPrice or PromotionKind.SpecialPrice)
            rewardPrices = [.. goods.Select(one => promotion.PriceOf(one.Line.ProductId) is { } price ? one.At(price) : long.MaxValue)];
        Limit = promotion.Definition.Limit ?? int.MaxValue;
        leastSpend = promotion.Kind == PromotionKind.SpendAndSave ? Terms.Tiers!.Min(tier => tier.Spend.Minor) : 0;
    }

    public Promotion Promotion { get; }

    public IReadOnlyList<Goods> Goods { get; }

    public PromotionTerms Terms => Promotion.Terms;

    public int Limit { get; }

    /// <summary>How many sets of goods it has.</summary>
    public int Slots => slots.Length;

    /// <summary>Whether it looks at each piece by itself and may be given for as many as there are.</summary>
    public bool IsByPiece => Promotion.IsByPiece && Limit == int.MaxValue;

    /// <summary>How many applications of it there can be: an amount spent counts once, however often it is reached.</summary>
    public int TimesAtMost => Promotion.Kind is PromotionKind.SpendAndSave or PromotionKind.SpendAndGift or PromotionKind.AddOnPrice ? 1 : Limit;

    public bool Compound => Promotion.Stacking == Stacking.Compound;

    public int PiecesOf(int slot) => Promotion.Kind switch
    {
        PromotionKind.Bundle => Terms.Parts![slot].Pieces,
        PromotionKind.NthItem or PromotionKind.MixAndMatch => Terms.Pieces!.Value,
        PromotionKind.BuyXGetY when slots.Length == 1 => Terms.Pieces!.Value + RewardPieces,
        PromotionKind.BuyXGetY => slot == 0 ? Terms.Pieces!.Value : RewardPieces,
        _ => 1,
    };

    public int RewardPieces => Terms.RewardPieces ?? 1;

    public bool Fits(int slot, in Lot lot) => slots[slot][lot.Goods];

    public bool FitsAny(in Lot lot)
    {
        foreach (var slot in slots)
        {
            if (slot[lot.Goods])
                return true;
        }

        return false;
    }

    /// <summary>Whether the lots hold enough of its goods for it at all. Most deals a basket touches fail here, before any search.</summary>
    public bool IsWithin(IReadOnlyList<Lot> lots)
    {
        switch (Promotion.Kind)
        {
            case PromotionKind.SpendAndSave:
                return In(lots, 0).Value >= leastSpend;
            case PromotionKind.SpendAndGift or PromotionKind.AddOnPrice:
                return RewardsFor(In(lots, 0).Value) > 0 && In(lots, 1).Pieces > 0;
            default:
                for (var slot = 0; slot < slots.Length; slot++)
                {
                    if (In(lots, slot).Pieces < PiecesOf(slot))
                        return false;
                }

                return true;
        }
    }

    /// <summary>What a slot finds among the lots: exclusive and best promotions keep away from what a compound one has touched.</summary>
    private (long Pieces, long Value) In(IReadOnlyList<Lot> lots, int slot)
    {
        var (pieces, value) = (0L, 0L);
        foreach (var lot in lots)
        {
            if (!slots[slot][lot.Goods] || (lot.Touched && !Compound))
                continue;
            pieces += lot.Count;
            value += lot.Total;
        }

        return (pieces, value);
    }

    /// <summary>What comes off some pieces of a lot that it fits, taken by themselves.</summary>
    public long OffPieces(in Lot lot, int count) => Scaled(Promotion.Kind switch
    {
        PromotionKind.Percent => Percent(lot.Value * count, Terms.PercentOff!.Value),
        PromotionKind.AmountOff => Math.Min(lot.Value, Goods[lot.Goods].At(Terms.AmountOff!.Value.Minor)) * count,
        _ => Math.Max(0, lot.Value - rewardPrices![lot.Goods]) * count,
    });

    /// <summary>What comes off each of the pieces that are given.</summary>
    public long OffReward(in Lot lot) => Scaled(Promotion.Kind switch
    {
        PromotionKind.SpendAndGift => lot.Value,
        PromotionKind.AddOnPrice => Math.Max(0, lot.Value - rewardPrices![lot.Goods]),
        _ when Terms.Price is { } price => Math.Max(0, lot.Value - price.Minor),
        _ => Percent(lot.Value, Terms.PercentOff!.Value),
    });

    /// <summary>What comes off a set of pieces that cost so much together.</summary>
    public long OffSet(long total) => Scaled(
        Terms.Price is { } price ? Math.Max(0, total - price.Minor)
        : Terms.AmountOff is { } amount ? Math.Min(total, amount.Minor)
        : Percent(total, Terms.PercentOff!.Value));

    /// <summary>What spend-and-save takes off goods that cost so much together.</summary>
    public long OffSpend(long total)
    {
        SpendTier? reached = null;
        foreach (var tier in Terms.Tiers!)
        {
            if (tier.Spend.Minor <= total && (reached is null || tier.Spend > reached.Spend))
                reached = tier;
        }

        if (reached is null)
            return 0;
        return Scaled(reached.PercentOff is { } percent ? Percent(total, percent) : Math.Min(total, reached.Save!.Value.Minor * TimesOf(total, reached.Spend.Minor)));
    }

    /// <summary>How many rewards so much spending allows.</summary>
    public int RewardsFor(long total) => total < (Terms.Spend?.Minor ?? 0) || total <= 0 ? 0 : (int)Math.Min(int.MaxValue / 2, TimesOf(total, Terms.Spend?.Minor ?? 0) * RewardPieces);

    /// <summary>What has to be spent for so many rewards.</summary>
    public long SpendFor(int rewards) => Terms.Every ? (Terms.Spend?.Minor ?? 0) * ((rewards + RewardPieces - 1) / RewardPieces) : Terms.Spend?.Minor ?? 0;

    /// <summary>An application with the discount spread over pieces by what they cost.</summary>
    public Application Spread(IReadOnlyList<Lot> lots, IReadOnlyList<(int Lot, int Count)> pieces, long off)
    {
        var shares = new Money(off).Spread([.. pieces.Select(piece => lots[piece.Lot].Value * piece.Count)]);
        return new Application(this, [.. pieces.Select((piece, index) => new Take(piece.Lot, piece.Count, shares[index].Minor))]);
    }

    private long TimesOf(long total, long spend) => Terms.Every && spend > 0 ? Math.Min(total / spend, Limit) : 1;

    private static long Percent(long total, decimal percent) => new Money(total).Share((long)(percent * 100), HundredPercent).Minor;

    private long Scaled(long off) => tenderShare.Part >= tenderShare.Whole ? off : new Money(off).Share(tenderShare.Part, tenderShare.Whole).Minor;
}
