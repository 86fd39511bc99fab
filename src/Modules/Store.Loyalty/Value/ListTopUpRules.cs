namespace Store.Loyalty.Value;

/// <summary>The rules for what top-ups bring, smallest amount first.</summary>
internal static class ListTopUpRules
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    internal sealed record Item(long RuleId, int Version, TopUpTerms Terms);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var rules = await db.Query<Row>("""
                SELECT RuleId, Name, Active, PaidAtLeastMinor, BonusMinor, BonusPoints, PassName, PassUses, PassDays, Instalments, Every, FromDate, ToDate, CouponTemplateId,
                       PointsInParts, UsesInParts, CouponEachPart, LevelId, LevelMonths, Version
                FROM   loyalty.TopUpRules
                ORDER BY PaidAtLeastMinor, RuleId
                """, null, cancellationToken);
            var stores = (await db.Query<TopUpRuleRows.RuleStore>("SELECT RuleId, StoreId FROM loyalty.TopUpRuleStores ORDER BY StoreId", null, cancellationToken)).ToLookup(row => row.RuleId, row => row.StoreId);
            return new Result([.. rules.Select(rule => new Item(rule.RuleId, rule.Version, rule.Terms([.. stores[rule.RuleId]])))]);
        }

        private sealed record Row(
            long RuleId, string Name, bool Active, Money PaidAtLeast, Money Bonus, long BonusPoints, string PassName, int PassUses, int? PassDays, int Instalments, string Every,
            DateOnly? FromDate, DateOnly? ToDate, long? CouponTemplateId, bool PointsInParts, bool UsesInParts, bool CouponEachPart, long? LevelId, int? LevelMonths, int Version)
        {
            public TopUpTerms Terms(IReadOnlyList<long> storeIds) =>
                new(Name, Active, PaidAtLeast, Bonus, BonusPoints, PassName, PassUses, PassDays, Instalments, Every, FromDate, ToDate, storeIds, CouponTemplateId, PointsInParts,
                    UsesInParts, CouponEachPart, LevelId, LevelMonths);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/top-up-rules", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(ValuePermissions.View)
            .WithName(nameof(ListTopUpRules)).WithSummary("List the rules for top-ups");
    }
}
