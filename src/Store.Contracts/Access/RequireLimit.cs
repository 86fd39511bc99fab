using MediatR;

namespace Store.Contracts.Access;

/// <summary>
/// Holds a request to the caller's limit in a store. Within it the answer is null. Above it, an approval by another named person that came with the request is used up,
/// in the caller's transaction, and its giver is the answer; without one the request is refused with 403 <c>approval_required</c> and the figures to ask for it
/// (<c>storeId</c>, <c>limit</c>, <c>allowed</c>, <c>wanted</c>, <c>subject</c>). Outside of a transaction, for a preview, the approval is looked for and not used up.
/// </summary>
/// <param name="StoreId">The store.</param>
/// <param name="Limit">One of <see cref="Limits"/>.</param>
/// <param name="Value">What is wanted: percent or an amount, to two decimals.</param>
/// <param name="Subject">What it is for, in words a person can look up: <c>sale 0d6f…, line 3</c>. No personal data.</param>
/// <param name="Reason">Why, as the cashier gave it; null where the approval's own reason says it.</param>
public sealed record RequireLimit(long StoreId, string Limit, decimal Value, string Subject, string? Reason = null) : IRequest<Approver?>;

/// <summary>Who has approved what went over the caller's limit.</summary>
public sealed record Approver(long ApprovalId, long UserId, string Name);

/// <summary>What a role may do up to a number. A role without a limit has 0 of it; who may do everything has no limit; of several roles the greatest counts.</summary>
public static class Limits
{
    /// <summary>Greatest manual discount on a line or ticket, in percent.</summary>
    public const string DiscountPercent = "checkout.discount-percent";

    /// <summary>How far below the price shown a price may be overridden, in percent; raising a price counts alike.</summary>
    public const string PriceCutPercent = "checkout.price-cut-percent";

    /// <summary>How far below a product's floor or margin guard a line may be sold, in percent of the floor.</summary>
    public const string BelowFloorPercent = "checkout.below-floor-percent";

    /// <summary>Greatest refund on one ticket, as an amount.</summary>
    public const string RefundAmount = "checkout.refund-amount";

    /// <summary>Greatest refund without a receipt, as an amount.</summary>
    public const string UnverifiedRefundAmount = "checkout.unverified-refund-amount";

    /// <summary>Greatest amount of cash taken out of the drawer at once (cash out, safe and bank drops).</summary>
    public const string CashOut = "checkout.cash-out";

    /// <summary>Greatest difference, over or short, at which a shift may be closed.</summary>
    public const string OverShort = "checkout.over-short";

    /// <summary>Greatest amount taken out of a basket after the customer has seen its total.</summary>
    public const string VoidAmount = "checkout.void-amount";

    /// <summary>How far below the usual deposit an order may be taken, in percent of it.</summary>
    public const string DepositCutPercent = "checkout.deposit-cut-percent";

    /// <summary>Most points given to a member, taken or moved to another by hand at once.</summary>
    public const string PointsByHand = "loyalty.points-by-hand";

    /// <summary>Greatest amount paid out for points at once.</summary>
    public const string PointsCashOut = "loyalty.points-cash-out";

    /// <summary>Every limit, in the order in which pages show them.</summary>
    public static readonly IReadOnlyList<string> All = [DiscountPercent, PriceCutPercent, BelowFloorPercent, RefundAmount, UnverifiedRefundAmount, CashOut, OverShort, VoidAmount, DepositCutPercent, PointsByHand, PointsCashOut];
}
