using Store.Contracts.Marketing;

namespace Store.Loyalty.Coupons;

/// <summary>The coupon words of promotions that a kind of coupon can be made for.</summary>
internal static class ListCouponKeys
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<CouponWord> Words);

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await mediator.Send(new ListCouponWords(), cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/coupon-keys", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(CouponTemplateRows.View)
            .WithName(nameof(ListCouponKeys)).WithSummary("List the coupon words that promotions ask for");
    }
}
