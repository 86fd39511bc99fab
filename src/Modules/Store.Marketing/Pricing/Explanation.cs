using Store.Contracts.Marketing;

namespace Store.Marketing.Pricing;

/// <summary>
/// Why each line costs what it does (D3): what applied, what lost and to whom, what is not met, what one more piece would bring. Each promotion is tried by itself and each
/// line with a piece more, so it costs many times the price itself; how many is bounded.
/// </summary>
internal sealed class Explanation(Basket basket, PromoteBasket request, IReadOnlyList<Promotion> touching, Settled settled, IReadOnlyList<AppliedDiscount> discounts)
{
    private const int PromotionsAtMost = 40;
    private const int LinesAtMost = 30;
    private const int StepsEach = 2000;

    private readonly HashSet<string> coupons = request.Coupons.Select(Promotion.NormalCoupon).ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<Promotion, (Settled Settled, Dictionary<int, long> OffByLine)> alone = [];

    public IReadOnlyList<LineReasons> Lines()
    {
        foreach (var promotion in touching.Take(PromotionsAtMost))
        {
            var tried = Promoter.Settle(basket, [promotion], _ => (1, 1), StepsEach);
            alone[promotion] = (tried, Promoter.ByLine(basket, tried.Given).Discounts.GroupBy(discount => discount.LineNumber).ToDictionary(line => line.Key, line => line.Sum(one => one.Amount.Minor)));
        }

        var more = basket.Goods.Take(LinesAtMost).ToDictionary(goods => goods, OneMore);
        return [.. basket.Goods.SelectMany(goods => goods.Lines.Select(line => new LineReasons(line.LineNumber, [.. Reasons(goods, line, more.GetValueOrDefault(goods))])))
            .OrderBy(line => line.LineNumber)];
    }

    /// <summary>What each promotion would give in all with one piece more of the goods.</summary>
    private Dictionary<Promotion, long>? OneMore(Goods goods)
    {
        if (!goods.Whole)
            return null;
        var line = goods.Line with { Quantity = goods.Line.Quantity + Quantity.One };
        var lines = request.Lines.Select(one => one.LineNumber == line.LineNumber ? line : one).ToList();
        var met = settled.Candidates.Select(candidate => candidate.Promotion).ToList();
        return Total(Promoter.Settle(new Basket(lines), met, _ => (1, 1), StepsEach));
    }

    private static Dictionary<Promotion, long> Total(Settled settled) =>
        settled.Given.GroupBy(one => one.Promotion).ToDictionary(one => one.Key, one => one.Sum(given => given.Pieces.Sum(piece => piece.Off)));

    private IEnumerable<PromotionReason> Reasons(Goods goods, BasketLine line, Dictionary<Promotion, long>? more)
    {
        var now = Total(settled);
        foreach (var promotion in touching.Take(PromotionsAtMost).Where(promotion => promotion.Slots.Any(slot => slot.Has(line))))
        {
            var reason = Reason(goods, line, promotion);
            if (more is not null && more.GetValueOrDefault(promotion) > now.GetValueOrDefault(promotion) && more.Values.Sum() - now.Values.Sum() is > 0 and var saves)
                reason = reason with { NextPieces = Quantity.One, NextSaves = new Money(saves), NextMissing = null };
            yield return reason;
        }
    }

    private PromotionReason Reason(Goods goods, BasketLine line, Promotion promotion)
    {
        var reason = new PromotionReason(promotion.PromotionId, promotion.Name, "Applied", Money.Zero, LostTo: null, "applied", NextMissing: null, NextPieces: null, NextSaves: null);
        var taken = new Money(discounts.Where(discount => discount.LineNumber == line.LineNumber && discount.PromotionId == promotion.PromotionId).Sum(discount => discount.Amount.Minor));
        if (taken > Money.Zero)
            return reason with { Amount = taken };
        var wouldBe = new Money(alone[promotion].OffByLine.GetValueOrDefault(line.LineNumber));
        if (promotion.Unmet(request.Customer, coupons, request.Tenders) is { } unmet)
            return reason with { Outcome = "Unmet", Amount = wouldBe, Why = unmet };
        if (settled.Given.Exists(one => one.Promotion == promotion && one.Pieces.Any(piece => basket.Goods[piece.Goods] == goods)))
            return reason with { Why = "applied.helps" };

        if (alone[promotion].Settled.Given.Count > 0 && Winner(goods, line, promotion) is { } winner)
        {
            return reason with
            {
                Outcome = "Lost",
                Amount = wouldBe,
                LostTo = winner.PromotionId,
                Why = winner.Priority > promotion.Priority ? "lost.priority" : winner.Stacking == Stacking.Exclusive ? "lost.exclusive" : "lost.lower",
            };
        }

        var next = settled.Candidates.FirstOrDefault(candidate => candidate.Promotion == promotion) is { } candidate ? Offers.Next(candidate, settled)?.Offer : null;
        return reason with
        {
            Outcome = "Unmet",
            NextMissing = next?.Missing,
            NextPieces = next?.MissingPieces,
            NextSaves = next?.Saves,
            Why = promotion.IsByPiece ? "unmet.price" : next?.Missing is not null || promotion.Kind is PromotionKind.SpendAndSave ? "unmet.spend" : "unmet.pieces",
        };
    }

    /// <summary>Who has the line's goods instead: the promotion that takes most off it, or that rests on it.</summary>
    private Promotion? Winner(Goods goods, BasketLine line, Promotion loser)
    {
        var most = discounts.Where(discount => discount.LineNumber == line.LineNumber && discount.PromotionId != loser.PromotionId).OrderByDescending(discount => discount.Amount.Minor)
            .ThenBy(discount => discount.PromotionId).FirstOrDefault();
        if (most is not null)
            return settled.Given.First(one => one.Promotion.PromotionId == most.PromotionId).Promotion;

        // The deal may have lost its other goods.
        var here = settled.Given.Find(one => one.Promotion != loser && one.Pieces.Any(piece => basket.Goods[piece.Goods] == goods));
        return here?.Promotion ?? settled.Given.Find(one => one.Promotion != loser && one.Pieces.Any(piece => loser.Slots.Any(slot => slot.Has(basket.Goods[piece.Goods].Line))))?.Promotion;
    }
}
