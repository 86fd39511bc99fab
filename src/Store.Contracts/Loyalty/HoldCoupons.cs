using MediatR;
using Store.Kernel.Pipeline;
using Store.Kernel.Values;

namespace Store.Contracts.Loyalty;

/// <summary>
/// Takes coupons for an order, so that nobody else uses them until its goods are sold or it is cancelled. Joins the order's transaction, and refuses as a sale would
/// (<c>coupon.used</c>, <c>coupon.expired</c>); that a coupon ends while it is held takes nothing from the order.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="MemberId">Who orders; null for a passer-by.</param>
/// <param name="LocalTime">The clock on the store's wall.</param>
/// <param name="Discounts">What each takes off, by its code.</param>
public sealed record HoldCoupons(long OrderId, long? MemberId, DateTime LocalTime, IReadOnlyDictionary<string, CouponDiscount> Discounts) : IRequest<Done>;

/// <summary>The goods of an order are sold: what was held for it is used up by the sale. Joins the sale's transaction.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="StoreId">Where it is sold.</param>
/// <param name="SaleId">The sale.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="Quantity">How much is sold, line by line added up.</param>
/// <param name="Total">What it comes to.</param>
public sealed record UseHeldCoupons(long OrderId, long StoreId, long SaleId, DateOnly BusinessDate, DateTime OccurredAt, Quantity Quantity, Money Total) : IRequest<Done>;

/// <summary>An order is cancelled: what was held for it may be used again, whatever its kind says of returns, since nothing was sold. Joins the order's transaction.</summary>
/// <param name="OrderId">The order.</param>
public sealed record ReleaseHeldCoupons(long OrderId) : IRequest<Done>;
