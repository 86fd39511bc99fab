using MediatR;
using Store.Contracts.Catalog;
using Store.Contracts.Members;
using Store.Kernel.Values;

namespace Store.Contracts.Marketing;

/// <summary>
/// What the promotions in force take off a basket. The same basket at the same moment always gets the same answer. One call per basket, also at its completion.
/// </summary>
/// <param name="StoreId">The store.</param>
/// <param name="LocalTime">The clock on the store's wall; dates, hours and weekdays are compared with it.</param>
/// <param name="Lines">The goods, each line under its own number.</param>
/// <param name="Customer">Who buys.</param>
/// <param name="Coupons">Coupon codes on the ticket.</param>
/// <param name="Tenders">How it is paid, for promotions that hang on the tender; empty as long as nobody knows.</param>
/// <param name="Detail">How much to tell beside the discounts; each step costs time.</param>
public sealed record PromoteBasket(
    long StoreId, DateTime LocalTime, IReadOnlyList<BasketLine> Lines, Standing Customer, IReadOnlyList<string> Coupons, IReadOnlyList<BasketTender> Tenders,
    PromotionDetail Detail = PromotionDetail.Offers) : IRequest<PromotedBasket>;

/// <summary>How much is told of a basket's promotions.</summary>
public enum PromotionDetail
{
    /// <summary>What comes off, and nothing else: enough to record a sale.</summary>
    Discounts,

    /// <summary>Also what the customer may still take or is near to.</summary>
    Offers,

    /// <summary>Also why each line costs what it does (D3).</summary>
    Reasons,
}

/// <param name="LineNumber">Names the line in the answer.</param>
/// <param name="ProductId">What.</param>
/// <param name="CategoryId">Its category.</param>
/// <param name="Brand">Its brand; empty where it has none.</param>
/// <param name="Unit">The unit sold: a deal on the box does not take pieces.</param>
/// <param name="Quantity">How much, in that unit.</param>
/// <param name="UnitPrice">Price of one unit before promotions.</param>
/// <param name="TakesDiscount">False for goods flagged "no discount" and lines whose price was overridden: they neither get nor help to a discount.</param>
public sealed record BasketLine(
    int LineNumber, long ProductId, long? CategoryId, string Brand, string Unit, Quantity Quantity, Money UnitPrice, bool TakesDiscount)
{
    /// <summary>Sold by weight: it counts as one piece whatever it weighs, and deals do not split it. A quantity that is not whole pieces counts so too.</summary>
    public bool Weighed { get; init; }

    /// <summary>At the retail price or one of a list for everybody; the discount of a member's level is not given on top of a special, or of a price for members.</summary>
    public bool AtOrdinaryPrice { get; init; }

    /// <summary>Price times quantity, rounded once.</summary>
    public Money Gross => Money.Of(UnitPrice, Quantity);

    /// <summary>A priced product as a line of a basket.</summary>
    /// <param name="lineNumber">Names the line in the answer.</param>
    /// <param name="product">What, at its price.</param>
    /// <param name="quantity">How much, in the unit.</param>
    /// <param name="unitPrice">The price of one unit.</param>
    /// <param name="changed">Whether that price was agreed by hand or printed by a scale, so that promotions keep away.</param>
    public static BasketLine Of(int lineNumber, PricedProduct product, Quantity quantity, Money unitPrice, bool changed = false) => new(
        lineNumber, product.ProductId, product.CategoryId, product.Brand, product.Unit, quantity, unitPrice, product.TakesDiscount && !changed)
    {
        Weighed = product.Flags.HasFlag(ItemFlags.Weighed), AtOrdinaryPrice = product.Source is PriceSource.Retail or PriceSource.PriceList or PriceSource.AwaitingLabel,
    };
}

/// <param name="Tender">The tender's name.</param>
/// <param name="Amount">How much of the ticket it pays; null for all of it.</param>
public sealed record BasketTender(string Tender, Money? Amount);

/// <param name="Discounts">What comes off, spread to lines; never more than a line's gross, and a line may have several.</param>
/// <param name="Offers">Gifts and add-on goods that the customer may still take, and what is missing for the next deal; empty unless asked.</param>
/// <param name="CouponsUsed">Those of the codes that gave something.</param>
/// <param name="Lines">Why each line costs what it does; empty unless asked.</param>
public sealed record PromotedBasket(
    IReadOnlyList<AppliedDiscount> Discounts, IReadOnlyList<Offer> Offers, IReadOnlyList<string> CouponsUsed, IReadOnlyList<LineReasons> Lines)
{
    /// <summary>Lines that a deal rests on without getting anything off themselves, such as what was bought for the gift; a return of them breaks the deal as well.</summary>
    public IReadOnlyList<DealHelper> Helpers { get; init; } = [];

    /// <summary>Those of the codes that gave nothing, each with why.</summary>
    public IReadOnlyList<RefusedCoupon> CouponsRefused { get; init; } = [];
}

/// <param name="Code">The code as it was given.</param>
/// <param name="Why">
/// A stable word: <c>coupon.unknown</c>, <c>coupon.not_now</c>, <c>coupon.other_goods</c>, <c>coupon.lost</c> (something better has the goods), or what is missing as in
/// <see cref="PromotionReason"/>: <c>unmet.level</c>, <c>unmet.group</c>, <c>unmet.tender</c>, <c>unmet.spend</c>, <c>unmet.pieces</c>.
/// </param>
/// <param name="Name">The promotion that asks for it; null where there is none.</param>
public sealed record RefusedCoupon(string Code, string Why, string? Name)
{
    /// <summary>Amount still to be spent for it; null where that is not what is missing.</summary>
    public Money? Missing { get; init; }

    /// <summary>Pieces still to be added for it; null where that is not what is missing.</summary>
    public Quantity? MissingPieces { get; init; }
}

/// <param name="LineNumber">The line.</param>
/// <param name="PromotionId">The promotion.</param>
/// <param name="DealGroup">The deal's number, as in <see cref="AppliedDiscount"/>.</param>
/// <param name="Quantity">How many of the line's pieces it rests on.</param>
public sealed record DealHelper(int LineNumber, long PromotionId, int DealGroup, Quantity Quantity);

/// <param name="LineNumber">The line.</param>
/// <param name="PromotionId">The promotion; <see cref="OfLevel"/> for the discount of the member's level, which is none.</param>
/// <param name="Name">Its name, as printed on the receipt.</param>
/// <param name="Kind">Its kind, such as <c>SpendAndSave</c>.</param>
/// <param name="Amount">What it takes off this line; more than zero.</param>
/// <param name="DealGroup">Lines of one application of one deal carry the same number, from 1 in each basket; 0 for a discount that hangs on this line alone.</param>
public sealed record AppliedDiscount(int LineNumber, long PromotionId, string Name, string Kind, Money Amount, int DealGroup)
{
    /// <summary>Stands where the id of a promotion does.</summary>
    public const long OfLevel = -1;

    /// <summary>How many of the line's pieces it is for; the whole quantity of a weighed line.</summary>
    public Quantity Quantity { get; init; }

    /// <summary>The coupon word that the promotion asks for, in upper case; null where it asks for none.</summary>
    public string? Coupon { get; init; }
}

/// <param name="PromotionId">The promotion.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="ProductIds">Goods to choose from; empty where any of a category or any amount does.</param>
/// <param name="Missing">Amount still to be spent; null where the goods are there for the taking or pieces are missing.</param>
/// <param name="MissingPieces">Pieces still to be added; null where none are.</param>
/// <param name="Saves">What it would bring; null where that depends on the choice.</param>
public sealed record Offer(long PromotionId, string Name, string Kind, IReadOnlyList<long> ProductIds, Money? Missing, Quantity? MissingPieces, Money? Saves);

/// <summary>Every promotion that concerns a line, whether it won or not.</summary>
public sealed record LineReasons(int LineNumber, IReadOnlyList<PromotionReason> Reasons);

/// <param name="PromotionId">The promotion.</param>
/// <param name="Name">Its name.</param>
/// <param name="Outcome"><c>Applied</c>, <c>Lost</c> (another took the goods) or <c>Unmet</c> (a condition is missing).</param>
/// <param name="Amount">What it took off, or would have.</param>
/// <param name="LostTo">The promotion that won instead; null unless lost.</param>
/// <param name="Why">A stable word for the reason: <c>applied</c>, <c>lost.exclusive</c>, <c>lost.lower</c>, <c>unmet.spend</c>, <c>unmet.pieces</c>, <c>unmet.level</c>, <c>unmet.coupon</c>, <c>unmet.tender</c> …</param>
/// <param name="NextMissing">What one more would take: an amount; null where it is pieces or nothing.</param>
/// <param name="NextPieces">What one more would take: pieces.</param>
/// <param name="NextSaves">What that would bring.</param>
public sealed record PromotionReason(
    long PromotionId, string Name, string Outcome, Money Amount, long? LostTo, string Why, Money? NextMissing, Quantity? NextPieces, Money? NextSaves);
