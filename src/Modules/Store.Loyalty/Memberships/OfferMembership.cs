using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Contracts.Members;
using Store.Loyalty.Value;

namespace Store.Loyalty.Memberships;

/// <summary>What buying a membership comes to for a member, for the till to show before it is paid: its days, the credit of an upgrade, or why it may not be sold.</summary>
internal static class OfferMembership
{
    internal sealed record Query(long StoreId, long MemberId, long ProductId) : IQuery<Result>, IStoreScoped;

    /// <param name="PlanName">The plan.</param>
    /// <param name="Kind">New, Renewal or Upgrade.</param>
    /// <param name="FromDate">Its first day.</param>
    /// <param name="ToDate">Its last day.</param>
    /// <param name="Credit">What is credited of the one that it replaces.</param>
    /// <param name="Replaces">That one's plan; null for none.</param>
    /// <param name="Refusal">Why it may not be sold, as a stable word such as <c>membership.running</c>; null where it may.</param>
    internal sealed record Result(string PlanName, string Kind, DateOnly FromDate, DateOnly ToDate, Money Credit, string? Replaces, string? Refusal);

    internal sealed class Handler(Db db, MembershipBook book, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await PlanOnSale.Of(db, [query.ProductId], cancellationToken) is not [var plan])
                throw new NotFound("plan", query.ProductId);
            var time = (await mediator.Send(new GetStore(query.StoreId), cancellationToken)).Time();
            var customer = await mediator.Send(new GetStanding(query.StoreId, query.MemberId, []), cancellationToken);
            var priced = await mediator.Send(new PriceProducts(query.StoreId, [new PriceItem(query.ProductId)], time.Local(clock.UtcNow()), customer), cancellationToken);
            if (priced is not [var product])
                throw new RuleBroken("product.not_for_sale", "This product is not for sale here.");
            var offer = PlanOffer.Of(plan, await book.Running(customer.Required, cancellationToken), time.BusinessDate(clock.UtcNow()), product.Price);
            return new Result(plan.Name, offer.Kind, offer.From, offer.To, offer.Credit, offer.Replaces?.PlanName, offer.Refusal?.Code);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/members/{memberId:long}/membership-offers/{productId:long}", (long storeId, long memberId, long productId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, memberId, productId), cancel))
            .RequirePermission(ValuePermissions.Use)
            .WithName(nameof(OfferMembership)).WithSummary("What buying a membership comes to for a member")
            .ProducesProblem(404).ProducesProblem(422);
    }
}
