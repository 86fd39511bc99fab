using Store.Contracts.Catalog;
using Store.Contracts.Marketing;
using Store.Contracts.Members;
using Store.Marketing.Pricing;
using Store.Marketing.Promotions;
using static Store.Tests.Marketing.PricingGivens;

namespace Store.Tests.Marketing;

/// <summary>What each kind of promotion takes off, and when.</summary>
public sealed class PricingTests
{
    [Fact]
    public void Percent_amount_and_special_price_count_for_each_piece()
    {
        Assert.Equal(["1:1.50"], Promote(Basket(Line(1, 5.00m, 3)), Definition(PromotionKind.Percent, new(PercentOff: 10))).ByLine());
        Assert.Equal(["1:3.00"], Promote(Basket(Line(1, 5.00m, 3)), Definition(PromotionKind.AmountOff, new(AmountOff: new(100)))).ByLine());
        Assert.Equal(["1:6.00"], Promote(Basket(Line(1, 5.00m, 3)), Definition(PromotionKind.SpecialPrice, new(Price: new(300)), goods: Products(1))).ByLine());
        Assert.Empty(Promote(Basket(Line(1, 5.00m, 3)), Definition(PromotionKind.SpecialPrice, new(Price: new(600)), goods: Products(1))).ByLine());
        Assert.Equal(["1:2.00", "2:1.00"], Promote(Basket(Line(1, 5.00m), Line(2, 4.00m)), Definition(PromotionKind.SpecialPrice, new(Prices: [new(1, new(300)), new(2, new(300))]))).ByLine());
    }

    [Fact]
    public void Limit_counts_pieces_or_times()
    {
        Assert.Equal(["1:4.00"], Promote(Basket(Line(1, 5.00m, 3)), Definition(PromotionKind.SpecialPrice, new(Price: new(300)), goods: Products(1), limit: 2)).ByLine());
        Assert.Equal(["1:2.50"], Promote(Basket(Line(1, 5.00m, 6)), Definition(PromotionKind.NthItem, new(Pieces: 2, PercentOff: 50), limit: 1)).ByLine());
        Assert.Equal(["1:20.00"], Promote(Basket(Line(1, 50.00m, 6)), Definition(PromotionKind.SpendAndSave, new(Tiers: [new(new(10000), new(1000), null)], Every: true), limit: 2)).ByLine());
    }

    [Fact]
    public void Weighed_goods_take_line_discounts_and_count_once()
    {
        Assert.Equal(["1:2.31"], Promote(Basket(Line(1, 10.00m, 2.314m)), Definition(PromotionKind.Percent, new(PercentOff: 10))).ByLine());
        Assert.Equal(["1:4.63"], Promote(Basket(Line(1, 10.00m, 2.314m)), Definition(PromotionKind.SpecialPrice, new(Price: new(800)), goods: Products(1))).ByLine());
        Assert.Empty(Promote(Basket(Line(1, 10.00m, 2m, weighed: true)), Definition(PromotionKind.NthItem, new(Pieces: 2, PercentOff: 50))).ByLine());
        Assert.Equal(["1:10.00"], Promote(Basket(Line(1, 10.00m, 2m, weighed: true), Line(2, 30.00m)), Definition(PromotionKind.NthItem, new(Pieces: 2, PercentOff: 50))).ByLine());
    }

    [Theory]
    [InlineData(99.99, "")]
    [InlineData(100.00, "1:20.00")]
    [InlineData(250.00, "1:60.00")]
    public void Spend_and_save_gives_the_highest_step_reached(decimal price, string off) => Assert.Equal(
        off, string.Join(' ', Promote(Basket(Line(1, price)), Definition(PromotionKind.SpendAndSave, new(Tiers: [new(new(10000), new(2000), null), new(new(20000), new(6000), null)]))).ByLine()));

    [Fact]
    public void Spend_and_save_is_spread_over_all_it_counts()
    {
        var promoted = Promote(Basket(Line(1, 33.33m), Line(2, 33.33m), Line(3, 33.34m), Line(4, 50.00m, takesDiscount: false)), Definition(PromotionKind.SpendAndSave, new(Tiers: [new(new(10000), new(1000), null)])));

        Assert.Equal(["1:3.33", "2:3.33", "3:3.34"], promoted.ByLine());
        Assert.Equal([1, 1, 1], promoted.Discounts.Select(discount => discount.DealGroup));
    }

    [Fact]
    public void Every_full_amount_counts_again() => Assert.Equal(
        30.00m, Promote(Basket(Line(1, 70.00m, 5)), Definition(PromotionKind.SpendAndSave, new(Tiers: [new(new(10000), new(1000), null)], Every: true))).Off());

    [Fact]
    public void The_gift_is_free_once_enough_else_is_spent()
    {
        var gift = Definition(PromotionKind.SpendAndGift, new(Spend: new(10000), Reward: Products(9)));

        var given = Promote(Basket(Line(1, 100.00m), Line(9, 15.00m, 2)), gift);
        Assert.Equal(["9:15.00"], given.ByLine());
        Assert.Equal((1, Quantity.One), (given.Helpers[0].LineNumber, given.Helpers[0].Quantity));
        Assert.Empty(Promote(Basket(Line(1, 90.00m), Line(9, 15.00m)), gift).ByLine());
    }

    [Fact]
    public void Of_what_is_bought_the_cheapest_is_given() => Assert.Equal(
        ["3:4.00"], Promote(Basket(Line(1, 6.00m), Line(2, 5.00m), Line(3, 4.00m)), Definition(PromotionKind.BuyXGetY, new(Pieces: 2, RewardPieces: 1, PercentOff: 100))).ByLine());

    [Fact]
    public void Other_goods_can_be_given_for_what_is_bought() => Assert.Equal(
        ["2:5.00"], Promote(Basket(Line(1, 6.00m, 2), Line(2, 5.00m, 2)), Definition(PromotionKind.BuyXGetY, new(Pieces: 2, RewardPieces: 1, PercentOff: 100, Reward: Products(2)), goods: Products(1))).ByLine());

    [Fact]
    public void Second_piece_at_half_price_pairs_the_dearest() => Assert.Equal(
        ["2:4.50", "4:2.00"], Promote(Basket(Line(1, 10.00m), Line(2, 9.00m), Line(3, 5.00m), Line(4, 4.00m)), Definition(PromotionKind.NthItem, new(Pieces: 2, PercentOff: 50))).ByLine());

    [Fact]
    public void Any_three_for_a_price() => Assert.Equal(
        7.00m, Promote(Basket(Line(1, 6.00m, 2), Line(2, 5.00m, 2)), Definition(PromotionKind.MixAndMatch, new(Pieces: 3, Price: new(1000)))).Off());

    [Fact]
    public void Add_on_goods_have_their_price_once_enough_is_spent()
    {
        var addOn = Definition(PromotionKind.AddOnPrice, new(Spend: new(5000), Prices: [new(9, new(100))]));

        Assert.Equal(["9:9.00"], Promote(Basket(Line(1, 50.00m), Line(9, 10.00m, 2)), addOn).ByLine());
        Assert.Empty(Promote(Basket(Line(1, 49.00m), Line(9, 10.00m)), addOn).ByLine());
    }

    [Fact]
    public void A_bundle_needs_all_its_parts()
    {
        var bundle = Definition(PromotionKind.Bundle, new(Parts: [new([1], 1), new([2, 3], 2)], Price: new(1000)));

        Assert.Equal(5.00m, Promote(Basket(Line(1, 5.00m), Line(2, 5.00m), Line(3, 5.00m)), bundle).Off());
        Assert.Empty(Promote(Basket(Line(1, 5.00m), Line(2, 5.00m)), bundle).ByLine());
    }

    [Fact]
    public void Compound_takes_deal_price_then_amount_then_percent() => Assert.Equal(
        ["1:5.50"], // 10.00 -> 8.00 -> 5.00 -> 4.50
        Promote(
            Basket(Line(1, 10.00m)), Definition(PromotionKind.Percent, new(PercentOff: 10), Stacking.Compound), Definition(PromotionKind.AmountOff, new(AmountOff: new(300)), Stacking.Compound),
            Definition(PromotionKind.SpecialPrice, new(Price: new(800)), Stacking.Compound, goods: Products(1))).ByLine());

    [Theory]
    [InlineData(25, 2)]
    [InlineData(30, 1)]
    public void A_compound_set_competes_with_the_best(decimal best, int discounts)
    {
        var promoted = Promote(
            Basket(Line(1, 100.00m)), Definition(PromotionKind.Percent, new(PercentOff: best)),
            Definition(PromotionKind.Percent, new(PercentOff: 20), Stacking.Compound), Definition(PromotionKind.AmountOff, new(AmountOff: new(1000)), Stacking.Compound));

        Assert.Equal(discounts, promoted.Discounts.Count);
        Assert.Equal(Math.Max(28.00m, best), promoted.Off());
    }

    [Fact]
    public void Priority_comes_before_amount() => Assert.Equal(
        5.00m, Promote(Basket(Line(1, 100.00m)), Definition(PromotionKind.Percent, new(PercentOff: 5), priority: 10), Definition(PromotionKind.Percent, new(PercentOff: 50))).Off());

    [Fact]
    public void A_deal_on_the_box_does_not_take_pieces()
    {
        var box = Definition(PromotionKind.Percent, new(PercentOff: 10), goods: new(null, null, [1], null, "箱"));

        Assert.Equal(["2:10.00"], Promote(Basket(Line(1, 5.00m, 24, product: 1), Line(2, 100.00m, product: 1, unit: "箱")), box).ByLine());
    }

    [Fact]
    public void Categories_count_with_all_below_them_and_brands_narrow_them()
    {
        var branches = new CategoryBranches([new(11, 10, "汽水"), new(111, 11, "可乐"), new(20, 1, "零食")]);
        var drinks = new Promotion(1, Definition(PromotionKind.Percent, new(PercentOff: 10), goods: new([10], ["可乐"], null, [4], null)), branches);

        Assert.Equal(
            ["1:1.00"], Promote(
                Basket(Line(1, 10m, category: 111, brand: "可乐"), Line(2, 10m, category: 111, brand: "雪碧"), Line(3, 10m, category: 20, brand: "可乐"), Line(4, 10m, category: 10, brand: "可乐")), drinks).ByLine());
    }

    [Theory]
    [InlineData("2026-11-25T21:59:00", false)]
    [InlineData("2026-11-25T22:00:00", true)]
    [InlineData("2026-11-26T01:59:00", true)]
    [InlineData("2026-11-26T02:00:00", false)]
    [InlineData("2026-11-26T22:30:00", false)]
    public void Hours_may_cross_midnight_and_belong_to_the_day_on_which_they_begin(string at, bool inForce)
    {
        var wednesdays = Definition(PromotionKind.Percent, new(PercentOff: 10)) with { FromMinute = 22 * 60, ToMinute = 2 * 60, Weekdays = [DayOfWeek.Wednesday] };

        Assert.Equal(inForce, Promotion(1, wednesdays).InForceAt(DateTime.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_coupon_that_gives_nothing_says_why()
    {
        var basket = Basket(Line(1, 100.00m)) with { Coupons = ["used", "none", "late", "other", "gold", "card", "lost", "spend", "pieces"] };
        var told = Promote(
            basket,
            Definition(PromotionKind.Percent, new(PercentOff: 50), coupon: "USED"),
            Definition(PromotionKind.Percent, new(PercentOff: 10), coupon: "LATE") with { From = Noon.AddDays(1) },
            Definition(PromotionKind.Percent, new(PercentOff: 10), coupon: "OTHER", goods: Products(9)),
            Definition(PromotionKind.Percent, new(PercentOff: 10), coupon: "GOLD", levels: [7]),
            Definition(PromotionKind.Percent, new(PercentOff: 10), coupon: "CARD", tender: "Card"),
            Definition(PromotionKind.Percent, new(PercentOff: 10), coupon: "LOST", name: "九折"),
            Definition(PromotionKind.SpendAndSave, new(Tiers: [new SpendTier(Money.FromDecimal(200m), Money.FromDecimal(20m), PercentOff: null)]), coupon: "SPEND"),
            Definition(PromotionKind.NthItem, new(Pieces: 2, PercentOff: 50), coupon: "PIECES"));

        Assert.Equal(["used"], told.CouponsUsed);
        Assert.Equal(
            ["none coupon.unknown", "late coupon.not_now", "other coupon.other_goods", "gold unmet.level", "card unmet.tender", "lost coupon.lost", "spend unmet.spend", "pieces unmet.pieces"],
            told.CouponsRefused.Select(one => $"{one.Code} {one.Why}"));
        Assert.Equal("九折", told.CouponsRefused.Single(one => one.Code == "lost").Name);
        Assert.Equal(["none coupon.unknown"], Promote(basket with { Coupons = ["none"] }, Definition(PromotionKind.Percent, new(PercentOff: 5))).CouponsRefused.Select(one => $"{one.Code} {one.Why}"));
    }

    [Fact]
    public void Level_coupon_and_tender_are_asked_for()
    {
        var basket = Basket(Line(1, 100.00m));
        var gold = Definition(PromotionKind.Percent, new(PercentOff: 10), levels: [7]);
        var code = Definition(PromotionKind.Percent, new(PercentOff: 10), coupon: "SAVE10");
        var card = Definition(PromotionKind.Percent, new(PercentOff: 10), tender: "Card");

        Assert.Equal(0, Promote(basket, gold, code, card).Off());
        Assert.Equal(10, Promote(basket with { Customer = new Standing(1, 7, []) }, gold).Off());
        Assert.Equal(["save10"], Promote(basket with { Coupons = ["other", "save10"] }, code).CouponsUsed);
        Assert.Equal(10, Promote(basket with { Tenders = [new BasketTender("Card", null)] }, card).Off());
        Assert.Equal(10, Promote(basket with { Tenders = [new BasketTender("Card", new Money(9000))] }, card).Off());
        Assert.Equal(5, Promote(basket with { Tenders = [new BasketTender("Card", new Money(5000)), new BasketTender("Cash", null)] }, card).Off());
    }

    [Fact]
    public void Scanning_one_by_one_costs_what_a_quantity_costs()
    {
        var half = Definition(PromotionKind.NthItem, new(Pieces: 2, PercentOff: 50));

        var together = Promote(Basket(Line(1, 3.33m, 4)), half);
        var singly = Promote(Basket([.. Enumerable.Range(1, 4).Select(number => Line(number, 3.33m, product: 1))]), half);

        Assert.Equal(together.Off(), singly.Off());
        Assert.Equal(2, singly.ByLine().Length);
    }

    [Fact]
    public void A_large_basket_is_priced_greedily_and_no_worse_than_by_any_single_promotion()
    {
        var lines = Enumerable.Range(1, 60).Select(number => Line(number, number * 1.10m, 1 + (number % 4), category: number % 7)).ToArray();
        PromotionDefinition[] promotions =
        [
            Definition(PromotionKind.SpendAndSave, new(Tiers: [new(new(20000), new(3000), null), new(new(100000), new(20000), null)])),
            Definition(PromotionKind.NthItem, new(Pieces: 2, PercentOff: 50), goods: new([1, 2], null, null, null, null)),
            Definition(PromotionKind.MixAndMatch, new(Pieces: 3, PercentOff: 20), goods: new([2, 3], null, null, null, null)),
            Definition(PromotionKind.Percent, new(PercentOff: 12), goods: new([4], null, null, null, null)),
        ];

        var all = Promote(Basket(lines), promotions).Off();
        Assert.All(promotions, promotion => Assert.True(Promote(Basket(lines), promotion).Off() <= all));
    }
}
