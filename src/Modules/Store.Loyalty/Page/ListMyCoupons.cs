using Store.Contracts.Members;
using Store.Loyalty.Coupons;

namespace Store.Loyalty.Page;

/// <summary>A member's own coupons: those that are good, those that are used up, or those that are over; newest first.</summary>
internal static class ListMyCoupons
{
    internal sealed record Query(string? Token, CouponShelf Shelf, long? After, int Limit) : IQuery<Page<Item>>, IPersonal
    {
        public override string ToString() => nameof(ListMyCoupons);
    }

    /// <param name="CouponId">The coupon.</param>
    /// <param name="Name">What its kind is called.</param>
    /// <param name="Code">To be shown at the till.</param>
    /// <param name="State">Issued, Used, GivenBack, Expired or Withdrawn.</param>
    /// <param name="UsesLeft">How often it may still be used; null: any.</param>
    /// <param name="ValidFrom">Its first day.</param>
    /// <param name="ValidTo">Its last; null: none.</param>
    /// <param name="WithdrawnFor">Why it was withdrawn: SaleReturned, TopUpReturned, ByHand or MemberErased; null where it was not, or before reasons were kept.</param>
    internal sealed record Item(long CouponId, string Name, string Code, string State, long? UsesLeft, DateOnly? ValidFrom, DateOnly? ValidTo, string? WithdrawnFor);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Shelf).IsInEnum();
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = await mediator.Send(new RequirePageMember(query.Token), cancellationToken);
            var page = await mediator.Send(new ListMemberCoupons.Query(memberId, query.Shelf, query.After ?? long.MaxValue, query.Limit), cancellationToken);
            return new Page<Item>([.. page.Items.Select(coupon => new Item(
                coupon.CouponId, coupon.Name, coupon.Code, coupon.State, coupon.UsesAtMost - coupon.Uses, coupon.ValidFrom, coupon.ValidTo, coupon.WithdrawnFor))], page.Next);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/coupons", (HttpRequest request, CouponShelf? shelf, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(PageToken.Of(request), shelf ?? CouponShelf.Usable, after, limit ?? Paging.DefaultLimit), cancel))
            .AllowAnyone()
            .WithName(nameof(ListMyCoupons)).WithSummary("A member's own coupons")
            .ProducesValidationProblem().ProducesProblem(401);
    }
}
