using MediatR;
using Store.Contracts.Members;
using Store.Kernel.Values;

namespace Store.Contracts.Marketing;

/// <summary>
/// What promotions as they were at a moment take off goods, whatever the day, the customer, the coupon and the tender are now: when they were given, all of that was met. Other
/// promotions take no part. The same goods at the same moment always get the same answer.
/// </summary>
/// <param name="PromotionIds">The promotions that were given.</param>
/// <param name="AsOf">When; UTC.</param>
/// <param name="Lines">The goods.</param>
/// <param name="Level">What the member's level took off then; null for nothing.</param>
public sealed record ReapplyPromotions(IReadOnlyCollection<long> PromotionIds, DateTime AsOf, IReadOnlyList<BasketLine> Lines, LevelDiscount? Level = null) : IRequest<Money>;
