using Store.Contracts.Marketing;
using Store.Marketing.Pricing;
using Store.Marketing.Promotions;
using static Store.Tests.Marketing.PricingGivens;

namespace Store.Tests.Marketing;

/// <summary>What the till can say about a price (D3), and what it offers.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public void A_line_says_what_applied_and_what_lost_to_it()
    {
        var told = Explain(
            Basket(Line(1, 100.00m)), Definition(PromotionKind.Percent, new(PercentOff: 20)), Definition(PromotionKind.Percent, new(PercentOff: 10)),
            Definition(PromotionKind.Percent, new(PercentOff: 50), levels: [7]), Definition(PromotionKind.Percent, new(PercentOff: 5), coupon: "X"));

        Assert.Equal(["1 Applied 20.00  applied", "2 Lost 10.00 1 lost.lower", "3 Unmet 50.00  unmet.level", "4 Unmet 5.00  unmet.coupon"], told);
    }

    [Fact]
    public void What_takes_its_goods_first_says_so()
    {
        Assert.Equal(
            ["2 Applied 10.00  applied", "1 Lost 20.00 2 lost.priority"],
            Explain(Basket(Line(1, 100.00m)), Definition(PromotionKind.Percent, new(PercentOff: 20)), Definition(PromotionKind.Percent, new(PercentOff: 10), priority: 5)));
        Assert.Equal(
            ["1 Applied 20.00  applied", "2 Lost 10.00 1 lost.exclusive"],
            Explain(Basket(Line(1, 100.00m)), Definition(PromotionKind.Percent, new(PercentOff: 20), Stacking.Exclusive), Definition(PromotionKind.Percent, new(PercentOff: 10))));
    }

    [Fact]
    public void A_line_says_what_one_more_piece_would_bring()
    {
        var reason = Assert.Single(Reasons(Basket(Line(1, 10.00m)), Definition(PromotionKind.NthItem, new(Pieces: 2, PercentOff: 50))));

        Assert.Equal(("Unmet", "unmet.pieces", Quantity.One, new Money(500)), (reason.Outcome, reason.Why, reason.NextPieces, reason.NextSaves));
    }

    [Fact]
    public void A_line_says_what_is_still_to_be_spent()
    {
        var reason = Assert.Single(Reasons(Basket(Line(1, 30.00m)), Definition(PromotionKind.SpendAndSave, new(Tiers: [new(new(10000), new(2000), null)]))));

        Assert.Equal(("Unmet", "unmet.spend", new Money(7000), new Money(2000)), (reason.Outcome, reason.Why, reason.NextMissing, reason.NextSaves));
    }

    [Fact]
    public void Goods_that_only_help_say_so() => Assert.Equal(
        ["1 Applied 0.00  applied.helps"], Explain(Basket(Line(1, 100.00m), Line(9, 5.00m)), Definition(PromotionKind.SpendAndGift, new(Spend: new(10000), Reward: Products(9)), goods: Products(1))));

    [Fact]
    public void The_next_step_of_spend_and_save_is_offered()
    {
        var offer = Offer(Basket(Line(1, 188.00m)), Definition(PromotionKind.SpendAndSave, new(Tiers: [new(new(10000), new(1000), null), new(new(20000), new(3000), null)])));
        Assert.Equal((new Money(1200), new Money(2000)), (offer!.Missing, offer.Saves));

        var every = Offer(Basket(Line(1, 188.00m)), Definition(PromotionKind.SpendAndSave, new(Tiers: [new(new(10000), new(1000), null)], Every: true)));
        Assert.Equal((new Money(1200), new Money(1000)), (every!.Missing, every.Saves));
        Assert.Null(Offer(Basket(Line(1, 188.00m)), Definition(PromotionKind.SpendAndSave, new(Tiers: [new(new(10000), new(1000), null)]))));
    }

    [Fact]
    public void A_gift_or_add_on_that_may_be_taken_is_offered_until_it_is()
    {
        var gift = Definition(PromotionKind.SpendAndGift, new(Spend: new(10000), Reward: Products(9)), goods: Products(1));

        Assert.Equal("9 ", Told(Offer(Basket(Line(1, 100.00m)), gift)));
        Assert.Null(Offer(Basket(Line(1, 100.00m), Line(9, 5.00m)), gift));
        Assert.Equal("1 10.00", Told(Offer(Basket(Line(1, 90.00m)), gift)));
        Assert.Equal("9 ", Told(Offer(Basket(Line(1, 90.00m)), Definition(PromotionKind.AddOnPrice, new(Spend: new(5000), Prices: [new(9, new(100))]), goods: Products(1)))));
    }

    [Fact]
    public void Missing_pieces_are_offered()
    {
        var set = Offer(Basket(Line(1, 6.00m, 2)), Definition(PromotionKind.MixAndMatch, new(Pieces: 3, Price: new(1000)), goods: Products(1, 2)));
        Assert.Equal(Quantity.One, set!.MissingPieces);

        var bundle = Offer(Basket(Line(1, 6.00m)), Definition(PromotionKind.Bundle, new(Parts: [new([1], 1), new([2, 3], 2)], Price: new(1000))));
        Assert.Equal([2L, 3L], bundle!.ProductIds);
        Assert.Equal(Quantity.FromDecimal(2), bundle.MissingPieces);
    }

    private static string Told(Offer? offer) => $"{string.Join(',', offer?.ProductIds ?? [])} {offer?.Missing}";

    private static Offer? Offer(PromoteBasket basket, PromotionDefinition promotion) => Promote(basket, promotion).Offers.SingleOrDefault();

    private static IReadOnlyList<PromotionReason> Reasons(PromoteBasket basket, params PromotionDefinition[] promotions) =>
        Promote(basket with { Detail = PromotionDetail.Reasons }, promotions).Lines.First(line => line.LineNumber == 1).Reasons;

    private static string[] Explain(PromoteBasket basket, params PromotionDefinition[] promotions) =>
        [.. Reasons(basket, promotions).Select(reason => $"{reason.PromotionId} {reason.Outcome} {reason.Amount} {reason.LostTo} {reason.Why}")];
}
