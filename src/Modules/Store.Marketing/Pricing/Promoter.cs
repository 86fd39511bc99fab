using Store.Contracts.Marketing;

namespace Store.Marketing.Pricing;

/// <summary>
/// What promotions take off a basket. Higher priorities come first, whatever the lower would bring; among promotions of one priority the combination that takes off most.
/// The same basket gets the same answer whatever the order of its lines and of the promotions, and however busy the machine is.
/// </summary>
internal static class Promoter
{
    /// <summary>Steps of work on one basket; a millisecond or two. Twice as many take hardly anything more off.</summary>
    public const int Steps = 10_000;

    public static PromotedBasket Promote(PromotionBook book, PromoteBasket request, int steps = Steps)
    {
        var basket = new Basket(request.Lines);
        var coupons = request.Coupons.Select(Promotion.NormalCoupon).ToHashSet(StringComparer.Ordinal);
        var touching = book.Touching(basket.Goods.Select(goods => goods.Line)).FindAll(promotion => promotion.InForceAt(request.LocalTime));
        touching.AddRange(LevelOffer.Of(request.Customer.Discount, request.Lines));
        var met = touching.FindAll(promotion => promotion.Unmet(request.Customer, coupons, request.Tenders) is null);
        var settled = Settle(basket, met, request, steps);
        var used = settled.Given.Select(one => one.Promotion.Coupon).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var (discounts, helpers) = ByLine(basket, settled.Given);
        return new PromotedBasket(
            discounts, request.Detail >= PromotionDetail.Offers ? Offers.Of(settled) : [], [.. request.Coupons.Where(coupon => used.Contains(Promotion.NormalCoupon(coupon)))],
            request.Detail == PromotionDetail.Reasons ? new Explanation(basket, request, touching, settled, discounts).Lines() : [])
        {
            Helpers = helpers,
            CouponsRefused = used.Count == coupons.Count ? [] : new CouponRefusals(book, basket, request, settled, coupons).Of([.. request.Coupons.Where(coupon => !used.Contains(Promotion.NormalCoupon(coupon)))]),
        };
    }

    /// <summary>Lets promotions take off what they do, by priority.</summary>
    public static Settled Settle(Basket basket, IReadOnlyList<Promotion> promotions, Func<Promotion, (long Part, long Whole)> tenderShare, int steps)
    {
        var given = new List<Given>();
        var all = new List<Candidate>(promotions.Count);
        var lots = basket.Lots.ToList();
        var work = new Work(steps);
        foreach (var priority in promotions.GroupBy(promotion => promotion.Priority).OrderByDescending(group => group.Key))
        {
            var candidates = priority.Select(promotion => new Candidate(promotion, basket.Goods, tenderShare(promotion))).ToList();
            lots = Tier.Settle(candidates.FindAll(candidate => candidate.IsWithin(lots)), lots, work, given);
            all.AddRange(candidates);
        }

        return new Settled(all, given, lots);
    }

    private static Settled Settle(Basket basket, List<Promotion> met, PromoteBasket request, int steps)
    {
        var full = Settle(basket, met, _ => (1, 1), steps);
        var inPart = request.Tenders.Where(tender => tender.Amount is not null).ToList();
        if (inPart.Count == 0 || !full.Given.Exists(one => one.Promotion.Definition.Tender is not null))
            return full;

        // Whoever pays everything so gets all of it; of a part, that part of what the ticket costs without it.
        var gross = Money.Sum(request.Lines.Select(line => line.Gross));
        if (inPart.Exists(tender => tender.Amount >= gross - full.Off))
            return full;
        var rest = gross - Settle(basket, met.FindAll(promotion => promotion.Definition.Tender is null), _ => (1, 1), steps).Off;
        return Settle(basket, met, promotion => Share(promotion, request.Tenders, rest), steps);
    }

    private static (long Part, long Whole) Share(Promotion promotion, IReadOnlyList<BasketTender> tenders, Money rest)
    {
        var paid = Money.Zero;
        foreach (var tender in tenders)
        {
            if (!string.Equals(tender.Tender, promotion.Definition.Tender, StringComparison.OrdinalIgnoreCase))
                continue;
            if (tender.Amount is not { } amount)
                return (1, 1);
            paid += amount;
        }

        return promotion.Definition.Tender is null || rest <= Money.Zero ? (1, 1) : (Math.Clamp(paid.Minor, 0, rest.Minor), rest.Minor);
    }

    /// <summary>What it comes to for the lines of the ticket.</summary>
    public static (IReadOnlyList<AppliedDiscount> Discounts, IReadOnlyList<DealHelper> Helpers) ByLine(Basket basket, List<Given> given)
    {
        var discounts = new List<AppliedDiscount>();
        var helpers = new List<DealHelper>();
        var groups = 0;
        foreach (var one in given)
        {
            var group = one.Promotion.IsByPiece ? 0 : ++groups;
            var lines = new Dictionary<int, (long Off, long Milli, long Helping)>();
            foreach (var piece in one.Pieces)
            {
                var goods = basket.Goods[piece.Goods];
                var (each, more) = (piece.Off / piece.Count, piece.Off % piece.Count);
                foreach (var (line, start, count) in goods.LinesOf(piece.Start, piece.Count))
                {
                    var off = (each * count) + Math.Clamp(piece.Start + more - start, 0, count);
                    var milli = goods.Whole ? count * Quantity.PerUnit : line.Quantity.Milli;
                    var known = lines.GetValueOrDefault(line.LineNumber);
                    lines[line.LineNumber] = off > 0 ? (known.Off + off, known.Milli + milli, known.Helping) : (known.Off, known.Milli, known.Helping + milli);
                }
            }

            foreach (var (line, (off, milli, helping)) in lines)
            {
                if (off > 0)
                {
                    discounts.Add(new AppliedDiscount(line, one.Promotion.PromotionId, one.Promotion.Name, one.Promotion.Kind.ToString(), new Money(off), group)
                    {
                        Quantity = new Quantity(milli), Coupon = one.Promotion.Coupon,
                    });
                }

                if (helping > 0 && group > 0)
                    helpers.Add(new DealHelper(line, one.Promotion.PromotionId, group, new Quantity(helping)));
            }
        }

        // A promotion by the piece may have come to a line's pieces at several prices.
        var together = discounts.GroupBy(discount => (discount.LineNumber, discount.PromotionId, discount.DealGroup))
            .Select(same => same.First() with { Amount = Money.Sum(same.Select(one => one.Amount)), Quantity = Quantity.Sum(same.Select(one => one.Quantity)) });
        return ([.. together.OrderBy(discount => discount.LineNumber)], [.. helpers.OrderBy(helper => helper.LineNumber)]);
    }
}

/// <summary>What promotions have come to on a basket.</summary>
/// <param name="Candidates">Those that were in force and met.</param>
/// <param name="Given">What they have taken off.</param>
/// <param name="Left">The goods that lower priorities could still touch, at what they cost by now.</param>
internal sealed record Settled(IReadOnlyList<Candidate> Candidates, List<Given> Given, List<Lot> Left)
{
    public Money Off => new(Given.Sum(one => one.Pieces.Sum(piece => piece.Off)));
}
