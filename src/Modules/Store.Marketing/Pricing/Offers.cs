using Store.Contracts.Marketing;

namespace Store.Marketing.Pricing;

/// <summary>What the customer may still take, or what is missing for the next deal. Looks only at pieces that the promotion has or could have.</summary>
internal static class Offers
{
    private const int OffersAtMost = 10;
    private const int ProductsAtMost = 50;

    /// <summary>The offers of all promotions: first what is there for the taking, then what is nearest.</summary>
    public static IReadOnlyList<Offer> Of(Settled settled)
    {
        var offers = settled.Candidates.Select(candidate => (candidate.Promotion, Near: Next(candidate, settled))).Where(one => one.Near is not null).ToList();
        return [.. offers.OrderBy(one => one.Near!.Distance).ThenByDescending(one => one.Promotion.Priority).ThenBy(one => one.Promotion.PromotionId).Take(OffersAtMost).Select(one => one.Near!.Offer)];
    }

    /// <summary>The next thing that a promotion would give; null when nothing of its goods is there, or nothing more is to be had.</summary>
    public static Near? Next(Candidate candidate, Settled settled)
    {
        var own = settled.Given.Where(one => one.Promotion == candidate.Promotion).SelectMany(one => one.Pieces).ToList();
        var free = settled.Left.Where(lot => candidate.Compound || !lot.Touched).ToList();
        return candidate.Promotion.Kind switch
        {
            PromotionKind.SpendAndSave => NextAmount(candidate, Spent(candidate, free, own), own.Sum(piece => piece.Off)),
            PromotionKind.SpendAndGift or PromotionKind.AddOnPrice => NextReward(candidate, Spent(candidate, free, [.. own.Where(piece => piece.Off == 0)]), own.Where(piece => piece.Off > 0).Sum(piece => piece.Count)),
            PromotionKind.Bundle => NextPart(candidate, free),
            _ when candidate.Promotion.IsByPiece => null,
            _ when own.Count > 0 && candidate.Limit != int.MaxValue => null,
            _ => NextPieces(candidate, free),
        };
    }

    /// <summary>What is spent on its goods: what lies free, and what it has itself, at the price before it took something off.</summary>
    private static long Spent(Candidate candidate, List<Lot> free, List<Piece> own) => candidate.Compound
        ? free.Where(lot => candidate.Fits(0, lot)).Sum(lot => lot.Total) + own.Sum(piece => piece.Off)
        : free.Where(lot => candidate.Fits(0, lot)).Sum(lot => lot.Total) + own.Sum(piece => candidate.Goods[piece.Goods].Value * piece.Count);

    private static Near? NextAmount(Candidate candidate, long spent, long saved)
    {
        if (spent == 0)
            return null;
        var next = candidate.Terms.Every
            ? candidate.Terms.Tiers![0].Spend.Minor * ((spent / candidate.Terms.Tiers[0].Spend.Minor) + 1)
            : candidate.Terms.Tiers!.Select(tier => tier.Spend.Minor).Where(spend => spend > spent).DefaultIfEmpty(0).Min();
        var saves = candidate.OffSpend(next) - saved;
        return next == 0 || saves <= 0 ? null : new Near(
            OfferOf(candidate, candidate.Promotion.Slots[0]) with { Missing = new Money(next - spent), Saves = new Money(saves) }, (decimal)(next - spent) / next);
    }

    private static Near? NextReward(Candidate candidate, long spent, int given)
    {
        if (spent == 0)
            return null;
        if (candidate.RewardsFor(spent) > given)
            return new Near(OfferOf(candidate, candidate.Promotion.Slots[1]), Distance: 0);
        var next = candidate.SpendFor(given + 1);
        return next <= spent || (!candidate.Terms.Every && given > 0) ? null : new Near(
            OfferOf(candidate, candidate.Promotion.Slots[0]) with { Missing = new Money(next - spent) }, (decimal)(next - spent) / next);
    }

    private static Near? NextPieces(Candidate candidate, List<Lot> free)
    {
        var first = free.Where(lot => candidate.Fits(0, lot)).Sum(lot => lot.Count);
        if (first == 0)
            return null;
        if (candidate.Slots == 2 && first >= candidate.PiecesOf(0))
        {
            return new Near(
                OfferOf(candidate, candidate.Promotion.Slots[1]) with { MissingPieces = Pieces(candidate.PiecesOf(1)) }, Distance: 0);
        }

        var missing = candidate.PiecesOf(0) - first;
        return missing <= 0 ? null : new Near(
            OfferOf(candidate, candidate.Promotion.Slots[0]) with { MissingPieces = Pieces(missing) }, (decimal)missing / candidate.PiecesOf(0));
    }

    private static Near? NextPart(Candidate candidate, List<Lot> free)
    {
        var missing = Enumerable.Range(0, candidate.Slots)
            .Select(part => (Part: part, Count: Math.Max(0, candidate.PiecesOf(part) - free.Where(lot => candidate.Fits(part, lot)).Sum(lot => lot.Count)))).Where(part => part.Count > 0).ToList();
        var (all, pieces) = (Enumerable.Range(0, candidate.Slots).Sum(candidate.PiecesOf), missing.Sum(part => part.Count));
        return pieces == 0 || pieces == all ? null : new Near(
            OfferOf(candidate, candidate.Promotion.Slots[0]) with
            {
                ProductIds = [.. missing.SelectMany(part => candidate.Promotion.Slots[part.Part].Products).Distinct().Order().Take(ProductsAtMost)],
                MissingPieces = Pieces(pieces),
            }, (decimal)pieces / all);
    }

    private static Quantity Pieces(int count) => new(count * Quantity.PerUnit);

    private static Offer OfferOf(Candidate candidate, GoodsSet goods) => new(
        candidate.Promotion.PromotionId, candidate.Promotion.Name, candidate.Promotion.Kind.ToString(),
        goods.Categories.Count > 0 || goods.Brands.Count > 0 ? [] : [.. goods.Products.Order().Take(ProductsAtMost)], Missing: null, MissingPieces: null, Saves: null);

    /// <param name="Offer">What it is.</param>
    /// <param name="Distance">How far away: 0 is there for the taking, 1 is all of it missing.</param>
    internal sealed record Near(Offer Offer, decimal Distance);
}
