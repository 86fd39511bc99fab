namespace Store.Marketing.Promotions;

/// <summary>A promotion with everything it says.</summary>
internal static class GetPromotion
{
    internal sealed record Query(long PromotionId) : IQuery<Result>;

    internal sealed record Result(long PromotionId, PromotionState State, PromotionDefinition Promotion, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var promotion = await db.Promotion(query.PromotionId, cancellationToken);
            return new Result(promotion.PromotionId, promotion.InState, promotion.Read(), promotion.Version);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/promotions/{promotionId:long}", (long promotionId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(promotionId), cancel))
            .RequirePermission("marketing.view")
            .WithName(nameof(GetPromotion)).WithSummary("One promotion")
            .ProducesProblem(404);
    }
}
