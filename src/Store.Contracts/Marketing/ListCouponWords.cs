using MediatR;

namespace Store.Contracts.Marketing;

/// <summary>The coupon words that promotions of the chain, or of the caller's stores, ask for; those of ended promotions are left out.</summary>
public sealed record ListCouponWords : IRequest<IReadOnlyList<CouponWord>>;

/// <param name="Word">In upper case.</param>
/// <param name="PromotionId">The promotion that asks for it; several may ask for one word.</param>
/// <param name="Name">Its name.</param>
/// <param name="Active">Whether it counts now, or is still a draft or paused.</param>
public sealed record CouponWord(string Word, long PromotionId, string Name, bool Active);
