using System.Globalization;

namespace Store.Loyalty.Coupons;

/// <summary>The chain's kinds of coupons, or those with a text in their name, newest first.</summary>
internal static class ListCouponTemplates
{
    /// <param name="Active">Only those of which more are issued; null: all.</param>
    /// <param name="Text">What the name has in it.</param>
    /// <param name="After">The last one seen.</param>
    /// <param name="Limit">How many at most.</param>
    internal sealed record Query(bool? Active, string? Text, long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="TemplateId">The kind.</param>
    /// <param name="Template">What it is.</param>
    /// <param name="Used">How often it has been used and not given back.</param>
    /// <param name="Version">To be sent back with a change.</param>
    internal sealed record Item(long TemplateId, CouponTemplate Template, long Used, int Version);

    internal static Item Shown(CouponTemplateRow row) => new(row.TemplateId, row.Template, row.Used, row.Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Text).MaximumLength(100);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<CouponTemplateRow>("""
                SELECT TemplateId, Name, Word, FromDate, ToDate, DaysValid, UsesPerCode, UsesPerMember, UsesAtMost, GivesBack, IssueOn, IssueOverMinor, Active, IssueLevelId, EndsWithSale, SegmentId, Used, CreatedAt,
                       CreatedByName, Version
                FROM   loyalty.CouponTemplates
                WHERE  TemplateId < @After AND Active >= @FromActive AND Active <= @ToActive AND Name LIKE @Pattern ESCAPE '\'
                ORDER BY TemplateId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.After, FromActive = query.Active ?? false, ToActive = query.Active ?? true, Pattern = LikePattern.Containing(query.Text), Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.TemplateId.ToString(CultureInfo.InvariantCulture));
            return new Page<Item>([.. page.Items.Select(Shown)], page.Next);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/coupon-templates", (bool? active, string? text, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(active, text, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(CouponTemplateRows.View)
            .WithName(nameof(ListCouponTemplates)).WithSummary("List or search kinds of coupons")
            .ProducesValidationProblem();
    }
}
