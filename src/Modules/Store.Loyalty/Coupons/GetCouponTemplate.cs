namespace Store.Loyalty.Coupons;

/// <summary>One kind of coupon, where only its id is known.</summary>
internal static class GetCouponTemplate
{
    internal sealed record Query(long TemplateId) : IQuery<ListCouponTemplates.Item>;

    internal sealed class Handler(Db db) : IRequestHandler<Query, ListCouponTemplates.Item>
    {
        public async Task<ListCouponTemplates.Item> Handle(Query query, CancellationToken cancellationToken) => ListCouponTemplates.Shown(await db.CouponTemplate(query.TemplateId, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/coupon-templates/{templateId:long}", (long templateId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(templateId), cancel))
            .RequirePermission(CouponTemplateRows.View)
            .WithName(nameof(GetCouponTemplate)).WithSummary("A kind of coupon")
            .ProducesProblem(404);
    }
}
