using Store.Loyalty.Value;

namespace Store.Loyalty.Memberships;

/// <summary>The plans for paid memberships, those on sale first.</summary>
internal static class ListPlans
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    internal sealed record Item(long PlanId, int Version, PlanTerms Terms);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await Read(db, cancellationToken));

        public static async Task<IReadOnlyList<Item>> Read(Db db, CancellationToken cancellationToken)
        {
            var plans = await db.Query<Row>("""
                SELECT PlanId, Name, Active, ProductId, LevelId, Term, TermUnit, RenewableEarly, RefundDays, Version FROM loyalty.Plans ORDER BY Active DESC, Name, PlanId
                """, null, cancellationToken);
            var upgrades = (await db.Query<PlanRows.Upgrade>("SELECT PlanId, ToPlanId FROM loyalty.PlanUpgrades ORDER BY ToPlanId", null, cancellationToken)).ToLookup(row => row.PlanId, row => row.ToPlanId);
            return [.. plans.Select(plan => new Item(plan.PlanId, plan.Version, new PlanTerms(
                plan.Name, plan.Active, plan.ProductId, plan.LevelId, plan.Term, plan.TermUnit, plan.RenewableEarly, plan.RefundDays, [.. upgrades[plan.PlanId]])))];
        }

        private sealed record Row(
            long PlanId, string Name, bool Active, long ProductId, long LevelId, int Term, string TermUnit, bool RenewableEarly, int RefundDays, int Version);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/plans", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(ValuePermissions.View)
            .WithName(nameof(ListPlans)).WithSummary("List the plans for paid memberships");
    }
}
