using MediatR;

namespace Store.Contracts.Loyalty;

/// <summary>What the coupon codes of a ticket stand for, before it is priced. Nothing is taken here: that is done with the sale.</summary>
/// <param name="StoreId">Where.</param>
/// <param name="MemberId">Who buys; null for a passer-by.</param>
/// <param name="Codes">As scanned or typed.</param>
public sealed record ReadCoupons(long StoreId, long? MemberId, IReadOnlyList<string> Codes) : IRequest<IReadOnlyList<TicketCoupon>>;

/// <param name="Code">As it came.</param>
/// <param name="Key">The word by which promotions know this kind of coupon; the code itself where nobody has issued it.</param>
/// <param name="Refusal">
/// Why it gives nothing here, as a stable word such as <c>coupon.used</c>, <c>coupon.expired</c>, <c>coupon.other_member</c>; null where it may.
/// Of several coupons of one kind the first that may be used counts: the others are <c>coupon.same_kind</c>.
/// </param>
public sealed record TicketCoupon(string Code, string Key, string? Refusal)
{
    /// <summary>The code under which it was issued, and by which it is used up; null where nobody has issued it.</summary>
    public string? IssuedCode { get; init; }

    /// <summary>What it is called; null where nobody has issued it.</summary>
    public string? Name { get; init; }
}
