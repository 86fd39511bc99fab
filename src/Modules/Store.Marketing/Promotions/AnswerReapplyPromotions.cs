using Store.Contracts.Marketing;
using Store.Marketing.Pricing;

namespace Store.Marketing.Promotions;

/// <summary>Prices goods again with promotions as they were; of what has been changed since, the past terms are kept.</summary>
internal static class AnswerReapplyPromotions
{
    internal sealed class Handler(Db db, LivePromotions live) : IRequestHandler<ReapplyPromotions, Money>
    {
        public async Task<Money> Handle(ReapplyPromotions request, CancellationToken cancellationToken)
        {
            if (request.Lines.Count == 0 || (request.PromotionIds.Count == 0 && request.Level is null))
                return Money.Zero;
            var rows = await db.Query<Row>("""
                SELECT p.PromotionId, COALESCE(
                    (SELECT a.Definition
                     FROM   marketing.PromotionPast a
                     WHERE  a.PromotionId = p.PromotionId
                       AND  a.Version = (SELECT MIN(b.Version) FROM marketing.PromotionPast b WHERE b.PromotionId = p.PromotionId AND b.ReplacedAt > @AsOf)), p.Definition) AS Definition
                FROM   marketing.Promotions p
                WHERE  p.PromotionId IN @PromotionIds
                ORDER BY p.PromotionId
                """, request, cancellationToken);
            var promotions = await live.Ready([.. rows.Select(row => (row.PromotionId, PromotionRows.Read(row.Definition)))], cancellationToken);
            return Promoter.Settle(new Basket(request.Lines), [.. promotions, .. LevelOffer.Of(request.Level, request.Lines)], _ => (1, 1), Promoter.Steps).Off;
        }

        private sealed record Row(long PromotionId, string Definition);
    }
}
