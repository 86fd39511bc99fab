using System.Globalization;

namespace Store.Loyalty.Coupons;

/// <summary>The coupons of a member, newest first: all, or those of one shelf.</summary>
internal static class ListMemberCoupons
{
    internal sealed record Query(long MemberId, CouponShelf? Shelf, long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="CouponId">The coupon.</param>
    /// <param name="TemplateId">Its kind.</param>
    /// <param name="Name">What its kind is called.</param>
    /// <param name="Code">Its code.</param>
    /// <param name="State">Issued, Used, GivenBack, Expired or Withdrawn.</param>
    /// <param name="Uses">How often it has been used.</param>
    /// <param name="UsesAtMost">How often it may be; null: any.</param>
    /// <param name="ValidFrom">Its first day.</param>
    /// <param name="ValidTo">Its last; null: none.</param>
    /// <param name="WithdrawnFor">Why it was withdrawn: SaleReturned, TopUpReturned, ByHand or MemberErased; null where it was not, or before reasons were kept.</param>
    internal sealed record Item(
        long CouponId, long TemplateId, string Name, string Code, string State, long Uses, long? UsesAtMost, DateOnly? ValidFrom, DateOnly? ValidTo, string? WithdrawnFor);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, CouponIssuer issuer) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var today = await issuer.Today(CouponTemplateRows.NoStore, cancellationToken);
            var rows = await db.Query<Item>($"""
                SELECT c.CouponId, c.TemplateId, t.Name, c.Code, c.State, c.Uses, c.UsesAtMost, c.ValidFrom, c.ValidTo, c.WithdrawnFor
                FROM   loyalty.Coupons c
                JOIN   loyalty.CouponTemplates t ON t.TemplateId = c.TemplateId
                WHERE  c.MemberId = @MemberId AND c.CouponId < @After AND {OnShelf(query.Shelf)}
                ORDER BY c.CouponId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.MemberId, query.After, today, Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.CouponId.ToString(CultureInfo.InvariantCulture));
            return new Page<Item>([.. page.Items.Select(row => row with { State = CouponStates.On(today, row.State, row.ValidTo) })], page.Next);
        }

        private static string OnShelf(CouponShelf? shelf) => shelf switch
        {
            CouponShelf.Usable => "c.State IN ('Issued', 'GivenBack') AND (c.ValidTo IS NULL OR c.ValidTo >= @today)",
            CouponShelf.Used => "c.State = 'Used'",
            CouponShelf.Over => "(c.State = 'Withdrawn' OR (c.State IN ('Issued', 'GivenBack') AND c.ValidTo < @today))",
            _ => "1 = 1",
        };
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}/coupons", (long memberId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(memberId, Shelf: null, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(CouponTemplateRows.View)
            .WithName(nameof(ListMemberCoupons)).WithSummary("List a member's coupons")
            .ProducesValidationProblem();
    }
}
