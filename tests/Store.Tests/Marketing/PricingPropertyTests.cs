using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Store.Contracts.Marketing;
using Store.Marketing.Pricing;
using Store.Marketing.Promotions;
using static Store.Tests.Marketing.PricingGivens;

namespace Store.Tests.Marketing;

/// <summary>What holds for every basket and every set of promotions.</summary>
public sealed class PricingPropertyTests
{
    private const int Cases = 300;

    private static readonly Gen<PromotionGoods?> AnyGoods = Gen.Choose(0, 3).Select(choice => choice == 0 ? null : Products([.. Enumerable.Range(1, 4).Where(product => product != choice).Select(product => (long)product)]));

    private static readonly Gen<int> Pieces = Gen.Choose(2, 3);

    private static readonly Gen<decimal> Percents = Gen.Elements(10m, 20m, 50m);

    private static readonly Gen<(PromotionKind Kind, PromotionTerms Terms)> Terms = Gen.OneOf(
        Percents.Select(percent => (PromotionKind.Percent, new PromotionTerms(PercentOff: percent))),
        Gen.Choose(1, 4).Select(amount => (PromotionKind.AmountOff, new PromotionTerms(AmountOff: new Money(amount * 100)))),
        Gen.Choose(5, 20).Select(price => (PromotionKind.SpecialPrice, new PromotionTerms(Prices: [.. Enumerable.Range(1, 4).Select(product => new ProductAt(product, new Money(price * 100)))]))),
        Gen.Choose(3, 8).Zip(Gen.Choose(1, 3)).Select(one => (PromotionKind.SpendAndSave, new PromotionTerms(Tiers: [new SpendTier(new Money(one.Item1 * 1000), new Money(one.Item2 * 500), null)], Every: one.Item2 == 2))),
        Gen.Choose(2, 4).Select(spend => (PromotionKind.SpendAndGift, new PromotionTerms(Spend: new Money(spend * 1000), Reward: Products(1, 2)))),
        Pieces.Zip(Percents).Select(one => (PromotionKind.BuyXGetY, new PromotionTerms(Pieces: one.Item1 - 1, RewardPieces: 1, PercentOff: one.Item2))),
        Pieces.Zip(Percents).Select(one => (PromotionKind.NthItem, new PromotionTerms(Pieces: one.Item1, PercentOff: one.Item2))),
        Pieces.Zip(Gen.Choose(15, 40)).Select(one => (PromotionKind.MixAndMatch, new PromotionTerms(Pieces: one.Item1, Price: new Money(one.Item2 * 100)))),
        Gen.Choose(10, 30).Select(price => (PromotionKind.Bundle, new PromotionTerms(Parts: [new BundlePart([1, 2], 1), new BundlePart([3], 1)], Price: new Money(price * 100)))));

    private static readonly Gen<PromotionDefinition> Alone = Terms.Zip(AnyGoods).Select(one => Definition(one.Item1.Kind, one.Item1.Terms, Stacking.Best, goods: one.Item2));

    private static readonly Gen<PromotionDefinition> AnyPromotion = Terms.Zip(AnyGoods).Zip(Gen.Elements(Stacking.Best, Stacking.Exclusive, Stacking.Compound).Zip(Gen.Elements(0, 0, 0, 5)))
        .Select(one => Definition(one.Item1.Item1.Kind, one.Item1.Item1.Terms, one.Item2.Item1, one.Item2.Item2, goods: one.Item1.Item2));

    private static readonly Gen<PromotionDefinition> CompoundByPiece = Percents.Zip(AnyGoods).Select(one => Definition(PromotionKind.Percent, new PromotionTerms(PercentOff: one.Item1), Stacking.Compound, goods: one.Item2));

    /// <summary>Up to six pieces of four products, at prices of whole tens so that every percentage is exact.</summary>
    private static readonly Gen<PromoteBasket> SmallBasket = Gen.Choose(1, 4).Zip(Gen.Choose(1, 4)).ListOf(6)
        .Select(pieces => Basket([.. pieces.GroupBy(piece => piece.Item1).Select((group, index) => Line(index + 1, group.Key * 10m, group.Count(), product: group.Key))]));

    private static readonly Gen<PromoteBasket> AnyBasket = Gen.Choose(1, 6).Zip(Gen.Choose(1, 4000).Zip(Gen.Choose(1, 3500))).NonEmptyListOf()
        .Select(lines => Basket([.. lines.Select((line, index) => Line(
            index + 1, line.Item2.Item1 / 100m, line.Item2.Item2 % 3 == 0 ? line.Item2.Item2 / 1000m : 1 + (line.Item2.Item2 % 4), product: line.Item1, takesDiscount: line.Item2.Item2 % 17 != 0))]));

    [Fact]
    public void The_same_basket_gets_the_same_answer_in_any_order() => Prop.ForAll(AnyBasket.Zip(AnyPromotion.ListOf(6)).Zip(Gen.Choose(0, 1000)).ToArbitrary(), one =>
    {
        var ((basket, definitions), seed) = one;
        var random = new Random(seed);
        var promotions = definitions.Select((definition, index) => Promotion(index + 1, definition)).ToArray();
        var first = Promote(basket, promotions);
        var lines = basket.Lines.ToArray();
        random.Shuffle(lines);
        random.Shuffle(promotions);
        var again = Promote(basket with { Lines = lines }, promotions);
        return first.Discounts.SequenceEqual(again.Discounts) && first.Helpers.SequenceEqual(again.Helpers);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void No_line_goes_below_zero_and_lines_that_take_no_discount_get_none() => Prop.ForAll(AnyBasket.Zip(AnyPromotion.ListOf(6)).ToArbitrary(), one =>
    {
        var promoted = Promote(one.Item1, [.. one.Item2]);
        return one.Item1.Lines.All(line => promoted.Discounts.Where(discount => discount.LineNumber == line.LineNumber).Sum(discount => discount.Amount.Minor) is var off
                && off <= line.Gross.Minor && (line.TakesDiscount || off == 0))
            && promoted.Discounts.All(discount => discount.Amount > Money.Zero && discount.Quantity > Quantity.Zero)
            && promoted.Discounts.GroupBy(discount => (discount.LineNumber, discount.PromotionId, discount.DealGroup)).All(group => group.Count() == 1);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void Spend_and_save_takes_off_to_the_cent_what_it_says() => Prop.ForAll(AnyBasket.Zip(Gen.Choose(1, 5000)).ToArbitrary(), one =>
    {
        var (basket, spend) = one;
        var save = new Money(Math.Max(1, spend / 3));
        var total = Money.Sum(basket.Lines.Where(line => line.TakesDiscount).Select(line => line.Gross));
        return Promote(basket, Definition(PromotionKind.SpendAndSave, new(Tiers: [new(new(spend), save, null)]))).Off() == (total.Minor >= spend ? save : Money.Zero).ToDecimal();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void Small_baskets_get_the_best_combination_there_is() => Prop.ForAll(SmallBasket.Zip(Alone.ListOf(3)).Zip(CompoundByPiece.ListOf(2)).ToArbitrary(), one =>
    {
        var ((basket, alone), compound) = one;
        return Promote(basket, [.. alone, .. compound]).Off() == new Exhaustive(basket, [.. alone], [.. compound]).Best().ToDecimal();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void One_more_promotion_that_stands_alone_never_makes_a_small_basket_dearer() => Prop.ForAll(SmallBasket.Zip(Alone.ListOf(3)).Zip(Alone).ToArbitrary(), one =>
    {
        var ((basket, before), more) = one;
        return Promote(basket, [.. before]).Off() <= Promote(basket, [.. before, more]).Off();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void With_hardly_any_work_allowed_the_answer_is_still_one_answer() => Prop.ForAll(AnyBasket.Zip(AnyPromotion.ListOf(6)).ToArbitrary(), one =>
    {
        var book = new PromotionBook(one.Item2.Select((definition, index) => Promotion(index + 1, definition)));
        var reversed = one.Item1 with { Lines = [.. one.Item1.Lines.Reverse()] };
        return Promoter.Promote(book, one.Item1, steps: 10).Discounts.SequenceEqual(Promoter.Promote(book, reversed, steps: 10).Discounts);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    /// <summary>Tries every way to part the pieces among the promotions; knows nothing of how the engine does it.</summary>
    private sealed class Exhaustive(PromoteBasket basket, PromotionDefinition[] alone, PromotionDefinition[] compound)
    {
        private readonly (long Product, long Price)[] pieces =
            [.. basket.Lines.SelectMany(line => Enumerable.Repeat((line.ProductId, line.UnitPrice.Minor), (int)(line.Quantity.Milli / 1000)))];

        private readonly Dictionary<(int Left, int Used), long> known = [];

        public Money Best() => new(Best((1 << pieces.Length) - 1, 0));

        private long Best(int left, int used)
        {
            if (left == 0)
                return 0;
            if (known.TryGetValue((left, used), out var best))
                return best;

            // The first piece: by itself with the compound ones, or in a deal with some of the others.
            var first = left & -left;
            best = Compound(BitOperations.TrailingZeroCount(first)) + Best(left & ~first, used);
            for (var i = 0; i < alone.Length; i++)
            {
                var once = alone[i].Kind is PromotionKind.SpendAndSave or PromotionKind.SpendAndGift;
                if (once && (used & (1 << i)) != 0)
                    continue;
                for (var set = left; set != 0; set = (set - 1) & left)
                {
                    if ((set & first) != 0 && Off(alone[i], [.. Enumerable.Range(0, pieces.Length).Where(piece => (set & (1 << piece)) != 0)]) is > 0 and var off)
                        best = Math.Max(best, off + Best(left & ~set, once ? used | (1 << i) : used));
                }
            }

            return known[(left, used)] = best;
        }

        private long Compound(int piece)
        {
            var value = pieces[piece].Price;
            foreach (var promotion in compound.Where(promotion => Fits(promotion.Goods, piece)))
                value -= (long)(value * promotion.Terms.PercentOff!.Value / 100);
            return pieces[piece].Price - value;
        }

        private long Off(PromotionDefinition promotion, int[] set)
        {
            var terms = promotion.Terms;
            var prices = set.Select(piece => pieces[piece].Price).Order().ToArray();
            var all = Array.TrueForAll(set, piece => Fits(promotion.Goods, piece));
            switch (promotion.Kind)
            {
                case PromotionKind.Percent: return all && set.Length == 1 ? (long)(prices[0] * terms.PercentOff!.Value / 100) : 0;
                case PromotionKind.AmountOff: return all && set.Length == 1 ? Math.Min(prices[0], terms.AmountOff!.Value.Minor) : 0;
                case PromotionKind.SpecialPrice: return set.Length == 1 ? Math.Max(0, prices[0] - terms.Prices![0].Price.Minor) : 0;
                case PromotionKind.SpendAndSave:
                    var tier = terms.Tiers![0];
                    return !all || prices.Sum() < tier.Spend.Minor ? 0 : tier.Save!.Value.Minor * (terms.Every ? prices.Sum() / tier.Spend.Minor : 1);
                case PromotionKind.SpendAndGift:
                    return set.Where(gift => Fits(terms.Reward, gift)).Select(gift => set.Where(piece => piece != gift) is var rest && rest.All(piece => Fits(promotion.Goods, piece))
                        && rest.Sum(piece => pieces[piece].Price) >= terms.Spend!.Value.Minor ? pieces[gift].Price : 0).DefaultIfEmpty().Max();
                case PromotionKind.BuyXGetY: return all && set.Length == terms.Pieces + 1 ? (long)(prices[0] * terms.PercentOff!.Value / 100) : 0;
                case PromotionKind.NthItem: return all && set.Length == terms.Pieces ? (long)(prices[0] * terms.PercentOff!.Value / 100) : 0;
                case PromotionKind.MixAndMatch: return all && set.Length == terms.Pieces ? Math.Max(0, prices.Sum() - terms.Price!.Value.Minor) : 0;
                default:
                    return set.Length == 2 && set.Count(piece => pieces[piece].Product == 3) == 1 && set.Count(piece => pieces[piece].Product is 1 or 2) == 1
                        ? Math.Max(0, prices.Sum() - terms.Price!.Value.Minor) : 0;
            }
        }

        private bool Fits(PromotionGoods? goods, int piece) => goods is null || goods.ProductIds!.Contains(pieces[piece].Product);
    }
}
