using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Loyalty;

/// <summary>It has been settled from what amount on tickets carry a coupon for whoever holds the receipt; published in the same transaction, so that tills need not ask with each sale.</summary>
/// <param name="From">The smallest of all amounts; null: no ticket carries one.</param>
public sealed record ReceiptCouponsOffered(Money? From) : INotification;

/// <summary>The coupons that were issued with a sale to whoever holds its receipt, and are not withdrawn.</summary>
public sealed record GetReceiptCoupons(long SaleId) : IRequest<IReadOnlyList<ReceiptCoupon>>;

/// <param name="Code">Its code, to be printed as a barcode.</param>
/// <param name="Name">What it is called.</param>
/// <param name="ValidFrom">Its first day.</param>
/// <param name="ValidTo">Its last; null: none.</param>
public sealed record ReceiptCoupon(string Code, string Name, DateOnly? ValidFrom, DateOnly? ValidTo);
