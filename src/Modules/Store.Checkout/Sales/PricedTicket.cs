using Store.Contracts.Catalog;
using Store.Contracts.Loyalty;
using Store.Contracts.Marketing;
using Store.Contracts.Members;

namespace Store.Checkout.Sales;

/// <summary>A ticket with every figure worked out. What <see cref="PriceBasket"/> shows is what <see cref="CompleteSale"/> charges: both come from here.</summary>
/// <param name="Customer">Who buys.</param>
/// <param name="Lines">The ticket's lines, in order.</param>
/// <param name="SaleLines">
/// The lines to be recorded: kits taken apart, deposits added. Sale and cost are not known yet; <see cref="SaleLine.KitLine"/> and
/// <see cref="SaleLine.LinkedToLine"/> lead back to the ticket's line.
/// </param>
/// <param name="Promoted">What promotions said; its coupons are the codes of the ticket.</param>
/// <param name="CouponDiscounts">What each issued coupon took off, by the code under which it was issued; those that gave nothing are left out.</param>
internal sealed record PricedTicket(
    Standing Customer, IReadOnlyList<PricedLine> Lines, IReadOnlyList<SaleLine> SaleLines, PromotedBasket Promoted, IReadOnlyDictionary<string, CouponDiscount> CouponDiscounts)
{
    public Money Total { get; } = Money.Sum(SaleLines.Select(line => line.Total));
}

/// <summary>A line of the ticket.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Asked">As it came.</param>
/// <param name="Product">What it is and what it costs.</param>
/// <param name="UnitPrice">The price charged: the product's, or the overriding one.</param>
/// <param name="Gross">Price times quantity, or the amount on the scale's label.</param>
/// <param name="Discounts">What comes off, in the order in which it does: promotions, by hand on the line, by hand on the ticket.</param>
internal sealed record PricedLine(int Number, TicketLine Asked, PricedProduct Product, Money UnitPrice, Money Gross, IReadOnlyList<LineDiscount> Discounts)
{
    public bool IsOverridden => Asked.PriceReason is not null;

    /// <summary>Whether promotions and discounts by hand may touch it.</summary>
    public bool TakesDiscount => Product.TakesDiscount;

    /// <summary>As the promotions see it.</summary>
    public BasketLine ForPromotions() => BasketLine.Of(Number, Product, Asked.Quantity, UnitPrice, IsOverridden || Asked.LabelAmount is not null);

    /// <summary>What is left of the gross, in the terms of the shelf price.</summary>
    public Money Amount => Gross - Money.Sum(Discounts.Select(discount => discount.Amount));
}

/// <summary>Something taken off a line.</summary>
/// <param name="Kind">The promotion's kind, or <see cref="OfLevel"/>, <see cref="ByHandOnLine"/>, <see cref="ByHandOnTicket"/> or <see cref="Upgrade"/>.</param>
/// <param name="PromotionId">The promotion; null for a level's discount and one by hand.</param>
/// <param name="Name">As printed on the receipt.</param>
/// <param name="DealGroup">Lines of one deal carry the same number; 0 for none.</param>
/// <param name="Amount">What comes off; negative on a line that comes back.</param>
/// <param name="Reason">Why, for a discount by hand.</param>
/// <param name="ApproverId">Who approved what went over the cashier's limit.</param>
/// <param name="ApproverName">Their name.</param>
internal sealed record LineDiscount(
    string Kind, long? PromotionId, string Name, int DealGroup, Money Amount, string? Reason = null, long? ApproverId = null, string? ApproverName = null)
{
    public const string ByHandOnLine = "Line";
    public const string ByHandOnTicket = "Ticket";

    /// <summary>A discount that falls away because goods of its deal come back, on a line that had none itself.</summary>
    public const string BrokenDeal = "BrokenDeal";

    /// <summary>What is left of a lower membership, credited against the price of a higher one.</summary>
    public const string Upgrade = "Upgrade";

    /// <summary>The discount of the member's level, under the level's name.</summary>
    public const string OfLevel = "Level";

    public bool IsByHand => PromotionId is null && Kind is not (BrokenDeal or Upgrade or OfLevel);

    public static LineDiscount Of(AppliedDiscount applied) => applied.PromotionId == AppliedDiscount.OfLevel
        ? new LineDiscount(OfLevel, PromotionId: null, applied.Name, DealGroup: 0, applied.Amount)
        : new LineDiscount(applied.Kind, applied.PromotionId, applied.Name, applied.DealGroup, applied.Amount);
}
