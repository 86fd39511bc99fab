using System.Globalization;
using Store.Contracts.Members;

namespace Store.Loyalty.Coupons;

/// <summary>The coupons of a kind that have been issued, oldest first.</summary>
internal static class ListIssuedCoupons
{
    internal sealed record Query(long TemplateId, long After, int Limit) : IQuery<Page<Item>>, IPersonal;

    /// <param name="CouponId">The coupon.</param>
    /// <param name="Code">Its code.</param>
    /// <param name="MemberId">Whose it is; null for whoever has the code.</param>
    /// <param name="MemberNumber">What stands on their card; null for nobody's, or where they are gone.</param>
    /// <param name="MemberName">What to call them; null for who may not see members.</param>
    /// <param name="LevelName">Their level; null without one, and for who may not see members.</param>
    /// <param name="State">Issued, Used, GivenBack, Expired or Withdrawn.</param>
    /// <param name="Uses">How often it has been used.</param>
    /// <param name="UsesAtMost">How often it may be; null: any.</param>
    /// <param name="ValidFrom">Its first day.</param>
    /// <param name="ValidTo">Its last; null: none.</param>
    /// <param name="IssuedAt">UTC.</param>
    /// <param name="WithdrawnFor">Why it was withdrawn: SaleReturned, TopUpReturned, ByHand or MemberErased; null where it was not, or before reasons were kept.</param>
    /// <param name="WithdrawnReason">What was written to it where people withdrew this one; null where nothing was.</param>
    internal sealed record Item(
        long CouponId, string Code, long? MemberId, string? MemberNumber, string? MemberName, string? LevelName, string State, long Uses, long? UsesAtMost, DateOnly? ValidFrom, DateOnly? ValidTo, DateTime IssuedAt,
        string? WithdrawnFor, string? WithdrawnReason);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, CouponIssuer issuer, IMediator mediator) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            await db.CouponTemplate(query.TemplateId, cancellationToken);
            var rows = await db.Query<Row>("""
                SELECT CouponId, Code, MemberId, State, Uses, UsesAtMost, ValidFrom, ValidTo, IssuedAt, WithdrawnFor, WithdrawnReason
                FROM   loyalty.Coupons
                WHERE  TemplateId = @TemplateId AND CouponId > @After
                ORDER BY CouponId
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.TemplateId, query.After, Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.CouponId.ToString(CultureInfo.InvariantCulture));
            var today = await issuer.Today(CouponTemplateRows.NoStore, cancellationToken);
            var members = (await mediator.Send(new FindMembers([.. page.Items.Select(row => row.MemberId).OfType<long>()]), cancellationToken)).ToDictionary(member => member.MemberId);
            return new Page<Item>([.. page.Items.Select(row => (Row: row, Member: row.MemberId is { } member ? members.GetValueOrDefault(member) : null)).Select(one => new Item(
                one.Row.CouponId, one.Row.Code, one.Row.MemberId, one.Member?.Number, one.Member?.Name, one.Member?.LevelName, CouponStates.On(today, one.Row.State, one.Row.ValidTo), one.Row.Uses,
                one.Row.UsesAtMost, one.Row.ValidFrom, one.Row.ValidTo, one.Row.IssuedAt, one.Row.WithdrawnFor, one.Row.WithdrawnReason))], page.Next);
        }

        private sealed record Row(
            long CouponId, string Code, long? MemberId, string State, long Uses, long? UsesAtMost, DateOnly? ValidFrom, DateOnly? ValidTo, DateTime IssuedAt,
            string? WithdrawnFor, string? WithdrawnReason);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/coupon-templates/{templateId:long}/coupons", (long templateId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(templateId, after ?? 0, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(CouponTemplateRows.Issue)
            .WithName(nameof(ListIssuedCoupons)).WithSummary("List the coupons of a kind, with their codes")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
