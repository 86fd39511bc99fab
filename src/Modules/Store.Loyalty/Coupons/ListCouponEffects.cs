using System.Globalization;

namespace Store.Loyalty.Coupons;

/// <summary>What kinds of coupons have brought in the caller's stores: used, given back, discount given and what the sales with them came to. Newest kind first.</summary>
internal static class ListCouponEffects
{
    /// <param name="From">The first business day; null: from the beginning.</param>
    /// <param name="To">The last business day; null: until now.</param>
    /// <param name="After">The last kind seen.</param>
    /// <param name="Limit">How many at most.</param>
    internal sealed record Query(DateOnly? From, DateOnly? To, long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="TemplateId">The kind.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Issued">How many have been issued in these days, by the caller's stores or for the whole chain.</param>
    /// <param name="Used">How often one was used.</param>
    /// <param name="GivenBack">How often one was given back.</param>
    /// <param name="Sales">Sales with it whose coupon was not given back.</param>
    /// <param name="Discount">What it took off in them, less what went back with goods.</param>
    /// <param name="Total">What they came to, less what came back.</param>
    internal sealed record Item(long TemplateId, string Name, long Issued, long Used, long GivenBack, long Sales, Money Discount, Money Total);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Limit).IsPageLimit();
            RuleFor(query => query.To).GreaterThanOrEqualTo(query => query.From).When(query => query.From is not null);
        }
    }

    internal sealed class Handler(Db db, CouponIssuer issuer) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var time = await issuer.Time(CouponTemplateRows.NoStore, cancellationToken);
            var kinds = await db.Query<Kind>("""
                SELECT TemplateId, Name, (SELECT COUNT(*) FROM loyalty.Coupons c WHERE c.TemplateId = t.TemplateId AND c.IssuedAt >= @IssuedFrom AND c.IssuedAt < @IssuedTo
                                          AND (c.StoreId = 0 OR c.StoreId IN @Stores)) AS Issued
                FROM   loyalty.CouponTemplates t
                WHERE  TemplateId < @After
                ORDER BY TemplateId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new
            {
                query.After, Rows = query.Limit + 1, IssuedFrom = query.From is { } from ? time.Utc(from.ToDateTime(TimeOnly.MinValue)) : DateTime.MinValue,
                IssuedTo = query.To is { } to && to < DateOnly.MaxValue ? time.Utc(to.AddDays(1).ToDateTime(TimeOnly.MinValue)) : DateTime.MaxValue,
            }, cancellationToken);
            var page = Paging.Page(kinds, query.Limit, kind => kind.TemplateId.ToString(CultureInfo.InvariantCulture));
            var sums = (await db.Query<Sums>("""
                SELECT TemplateId, SUM(CASE WHEN Uses > 0 THEN 1 ELSE 0 END) AS Used, SUM(CASE WHEN Uses < 0 THEN 1 ELSE 0 END) AS GivenBack, SUM(DiscountMinor) AS DiscountMinor,
                       SUM(TotalMinor) AS TotalMinor
                FROM   loyalty.CouponUses
                WHERE  TemplateId IN @kinds AND BusinessDate >= @From AND BusinessDate <= @To AND StoreId IN @Stores
                GROUP BY TemplateId
                """, new { kinds = page.Items.Select(kind => kind.TemplateId).ToList(), From = query.From ?? DateOnly.MinValue, To = query.To ?? DateOnly.MaxValue }, cancellationToken))
                .ToDictionary(sum => sum.TemplateId);
            return new Page<Item>([.. page.Items.Select(kind => sums.GetValueOrDefault(kind.TemplateId) is { } sum
                ? new Item(kind.TemplateId, kind.Name, kind.Issued, sum.Used, sum.GivenBack, sum.Used - sum.GivenBack, sum.Discount, sum.Total)
                : new Item(kind.TemplateId, kind.Name, kind.Issued, 0, 0, 0, Money.Zero, Money.Zero))], page.Next);
        }

        private sealed record Kind(long TemplateId, string Name, long Issued);

        private sealed record Sums(long TemplateId, long Used, long GivenBack, Money Discount, Money Total);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/coupon-effects", (DateOnly? from, DateOnly? to, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(from, to, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(CouponTemplateRows.View)
            .WithName(nameof(ListCouponEffects)).WithSummary("Say what coupons have brought")
            .ProducesValidationProblem();
    }
}
