using Store.Contracts.Marketing;

namespace Store.Marketing.Promotions;

/// <summary>Tells whoever issues coupons which words promotions ask for.</summary>
internal static class AnswerListCouponWords
{
    internal sealed class Handler(Db db) : IRequestHandler<ListCouponWords, IReadOnlyList<CouponWord>>
    {
        public async Task<IReadOnlyList<CouponWord>> Handle(ListCouponWords request, CancellationToken cancellationToken)
        {
            var rows = await db.Query<PromotionRow>("""
                SELECT PromotionId, State, Definition, Version
                FROM   marketing.Promotions p
                WHERE  State IN ('Draft', 'Active', 'Paused')
                  AND  (WholeChain = 1 OR EXISTS (SELECT 1 FROM marketing.PromotionStores s WHERE s.PromotionId = p.PromotionId AND s.StoreId IN @Stores))
                ORDER BY PromotionId DESC
                """, null, cancellationToken);
            return [.. rows.Select(row => (Row: row, Definition: row.Read())).Where(one => one.Definition.Coupon is not null)
                .Select(one => new CouponWord(one.Definition.Coupon!, one.Row.PromotionId, one.Definition.Name, one.Row.InState == PromotionState.Active))];
        }
    }
}
