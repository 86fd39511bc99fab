using System.Text.Json.Serialization;
using MediatR;
using Store.Contracts.Checkout;
using Store.Contracts.Members;
using Store.Kernel.Values;

namespace Store.Contracts.Loyalty;

/// <summary>
/// Settles what a ticket means for points, stored value, gift cards, passes and coupons: takes what is paid with, earns what is earned, and for goods that come back does the mirror
/// of it. Joins the sale's transaction, once per ticket, when its amounts are final. Refuses what is not there (<c>points.short</c>, <c>value.short</c>, <c>card.short</c>,
/// <c>coupon.used</c>); of two tills that spend the same balance at once exactly one gets it.
/// </summary>
/// <param name="StoreId">Where.</param>
/// <param name="SaleId">The sale.</param>
/// <param name="MemberId">Who buys; null for a passer-by, who may still pay with a gift card.</param>
/// <param name="LevelId">Their level now; null without one.</param>
/// <param name="GroupIds">Their groups, and those of the ticket.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="LocalTime">The clock on the store's wall.</param>
/// <param name="Lines">What is sold, and what comes back.</param>
/// <param name="Payments">What is paid with, all tenders.</param>
/// <param name="Coupons">Codes of the coupons that gave something on this ticket.</param>
public sealed record SettleTicket(
    long StoreId, long SaleId, long? MemberId, long? LevelId, IReadOnlyList<long> GroupIds, DateOnly BusinessDate, DateTime OccurredAt, DateTime LocalTime,
    IReadOnlyList<LoyalLine> Lines, IReadOnlyList<LoyalPayment> Payments, IReadOnlyList<string> Coupons) : IRequest<TicketOutcome>
{
    /// <summary>Whether coupons for whoever holds the receipt may be due.</summary>
    public bool CarriesCoupons { get; init; }

    /// <summary>The cards of the member that are good.</summary>
    public IReadOnlyList<StandingCard> Cards { get; init; } = [];

    /// <summary>What each coupon took off, by its code, for the report on what it brought.</summary>
    public IReadOnlyDictionary<string, CouponDiscount> CouponDiscounts { get; init; } = new Dictionary<string, CouponDiscount>();
}

/// <param name="Amount">What the coupon took off the ticket.</param>
/// <param name="PromotionIds">By which promotions.</param>
public sealed record CouponDiscount(Money Amount, IReadOnlyList<long> PromotionIds)
{
    public static readonly CouponDiscount None = new(Money.Zero, []);
}

/// <param name="PromotionId">The promotion.</param>
/// <param name="Amount">What it took off a line; negative where goods come back.</param>
public sealed record PromotionShare(long PromotionId, Money Amount);

/// <param name="LineNumber">The line.</param>
/// <param name="ProductId">What.</param>
/// <param name="CategoryId">Its category; null where it has none, or the goods come back.</param>
/// <param name="Quantity">How much; negative for goods that come back, zero for what is kept of sold value that comes back.</param>
/// <param name="Total">What is paid for it, tax included; negative for goods that come back.</param>
/// <param name="EarnsNothing">Deposits and sold value: no points on money.</param>
/// <param name="Value">Whether it is stored value, a card, a pass or a membership that is sold here.</param>
/// <param name="Code">The card's code, where a card is sold or topped up.</param>
/// <param name="OriginalSaleId">The sale from which it comes back; null for what is sold.</param>
/// <param name="OriginalLineNumber">Its line there.</param>
public sealed record LoyalLine(
    int LineNumber, long ProductId, long? CategoryId, Quantity Quantity, Money Total, bool EarnsNothing = false, bool Value = false, string? Code = null,
    long? OriginalSaleId = null, int? OriginalLineNumber = null)
{
    /// <summary>What was credited of a lower membership against the price of this one.</summary>
    public Money Credit { get; init; }

    /// <summary>What promotions had taken off goods that come back.</summary>
    public IReadOnlyList<PromotionShare> Promotions { get; init; } = [];
}

/// <param name="Number">From 1, as on the sale.</param>
/// <param name="Tender">The tender's name.</param>
/// <param name="Amount">After change; negative for what goes back.</param>
/// <param name="Reference">The gift card's code; the terminal's reference.</param>
/// <param name="RefundsSaleId">The sale whose money goes back; null where money comes in.</param>
/// <param name="HoldId">The hold under which the till keeps the balance for this basket, and for which the member's PIN was given; null without one.</param>
/// <param name="CarriedFrom">
/// The sale whose money stays and pays for this one, in an exchange: it goes back and in again by a payment each, and comes from the balance that had paid that sale. Null for any other.
/// </param>
public sealed record LoyalPayment(int Number, string Tender, Money Amount, string? Reference, long? RefundsSaleId, long? HoldId = null, long? CarriedFrom = null);

/// <summary>What a ticket came to for its member, as the receipt shows it, and what the books learn of it. All zero for a passer-by.</summary>
/// <param name="PointsBefore">Before the ticket.</param>
/// <param name="PointsEarned">Negative where goods came back.</param>
/// <param name="PointsUsed">Negative where they came back.</param>
/// <param name="PointsAfter">Afterwards; may be below zero after a return.</param>
public sealed record TicketOutcome(long PointsBefore, long PointsEarned, long PointsUsed, long PointsAfter)
{
    public static readonly TicketOutcome None = new(0, 0, 0, 0);

    /// <summary>What the ticket's value lines have sold, or taken back, by kind; adds up to them.</summary>
    [JsonIgnore]
    public IReadOnlyList<ValueShare> ValueSold { get; init; } = [];

    /// <summary>What of the stored value that paid was bonus; negative where it went back.</summary>
    [JsonIgnore]
    public Money BonusUsed { get; init; }

    /// <summary>By how much more is owed in points than the tenders say: what was granted at its worth, and what points paid are worth more than they paid; negative where it is taken back.</summary>
    [JsonIgnore]
    public Money PointsGranted { get; init; }
}
