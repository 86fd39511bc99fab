using Store.Contracts.Loyalty;
using Store.Contracts.Marketing;
using Store.Contracts.Members;

namespace Store.Loyalty.Coupons;

/// <summary>What has to happen for a coupon to be issued by itself.</summary>
internal enum CouponOccasion
{
    /// <summary>Nothing: people issue it.</summary>
    None,

    /// <summary>Somebody becomes a member.</summary>
    MemberRegistered,

    /// <summary>A member's sale comes to an amount or more, value that is sold left aside.</summary>
    SaleOver,

    /// <summary>A member's birthday, once a year.</summary>
    Birthday,

    /// <summary>A member has risen to a level, for the first time.</summary>
    LevelReached,

    /// <summary>A sale comes to an amount or more: it is printed on the receipt, for whoever has that.</summary>
    Receipt,
}

/// <summary>
/// A kind of coupon. What it gives, for which goods, stores and levels, from what amount and how it goes together with other deals is the promotion's that asks for its word; the
/// kind says who gets one, how long it is good and how often.
/// </summary>
/// <param name="Name">What it is called.</param>
/// <param name="Word">The coupon word of the promotion; no longer good by itself once a kind of coupon has it.</param>
/// <param name="FromDate">The first day on which it is good, on the store's wall; null: the day of issue.</param>
/// <param name="ToDate">The last day; null: by <paramref name="DaysValid"/>, or for ever.</param>
/// <param name="DaysValid">How many days it is good after the day of issue; null: by the dates alone. Of both the earlier end counts.</param>
/// <param name="UsesPerCode">How often one code may be used, where it is issued with others.</param>
/// <param name="UsesPerMember">How often one member may use this kind; passers-by then cannot. Null: any.</param>
/// <param name="UsesAtMost">How often this kind may be used in all; null: any.</param>
/// <param name="GivesBack">Whether it is given back once all goods of its sale have come back.</param>
/// <param name="IssueOn">What issues it by itself.</param>
/// <param name="IssueOver">For <see cref="CouponOccasion.SaleOver"/> and <see cref="CouponOccasion.Receipt"/>: from what amount; null: from any.</param>
/// <param name="Active">Whether more of it are issued; what has been issued stays good.</param>
/// <param name="IssueLevelId">For <see cref="CouponOccasion.LevelReached"/>: the level. For <see cref="CouponOccasion.Birthday"/>: only members on it; null: all.</param>
/// <param name="EndsWithSale">
/// For <see cref="CouponOccasion.SaleOver"/> and <see cref="CouponOccasion.Receipt"/>: whether it is withdrawn, unless used, once what is kept of its sale no longer comes to the amount.
/// </param>
/// <param name="SegmentId">Only members who are in this segment when they use it; null: everybody. Who is to get one by a segment as it is now is issued it.</param>
internal sealed record CouponTemplate(
    string Name, string Word, DateOnly? FromDate, DateOnly? ToDate, int? DaysValid, int UsesPerCode = 1, int? UsesPerMember = null, long? UsesAtMost = null, bool GivesBack = true,
    CouponOccasion IssueOn = CouponOccasion.None, Money? IssueOver = null, bool Active = true, long? IssueLevelId = null, bool EndsWithSale = true, long? SegmentId = null)
{
    /// <summary>As it is kept: the word in the one case in which promotions compare it.</summary>
    public CouponTemplate Normal() => this with { Name = Name.Trim(), Word = Word.Trim().ToUpperInvariant() };

    /// <summary>From when to when a coupon that is issued on a day is good.</summary>
    public (DateOnly From, DateOnly? To) ValidFor(DateOnly issued)
    {
        var byDays = DaysValid is { } days ? issued.AddDays(days) : (DateOnly?)null;
        return (FromDate > issued ? FromDate.Value : issued, byDays is null || ToDate < byDays ? ToDate : byDays);
    }

    /// <summary>Whether a coupon that is issued on a day is good for any.</summary>
    public bool IsOpen(DateOnly day) => ValidFor(day) is var (from, to) && !(to < from);
}

internal sealed class CouponTemplateValidator : AbstractValidator<CouponTemplate>
{
    private const int DaysAtMost = 3660;
    private const int UsesInAllAtMost = 1_000_000_000;

    public CouponTemplateValidator()
    {
        RuleFor(template => template.Name).NotEmpty().MaximumLength(100);
        RuleFor(template => template.Word).NotEmpty().MaximumLength(60);
        RuleFor(template => template.ToDate).GreaterThanOrEqualTo(template => template.FromDate).When(template => template.FromDate is not null);
        RuleFor(template => template.DaysValid).InclusiveBetween(0, DaysAtMost);
        RuleFor(template => template.UsesPerCode).InclusiveBetween(1, 1000);
        RuleFor(template => template.UsesPerMember).InclusiveBetween(1, 1000);
        RuleFor(template => template.UsesAtMost).InclusiveBetween(1, UsesInAllAtMost);
        RuleFor(template => template.IssueOn).IsInEnum();
        RuleFor(template => template.IssueOver).GreaterThanOrEqualTo(Money.Zero);
        RuleFor(template => template.IssueLevelId).NotNull().When(template => template.IssueOn == CouponOccasion.LevelReached).WithMessage("Say which level has to be reached.");
    }
}

/// <summary>A kind of coupon as it is kept.</summary>
internal sealed record CouponTemplateRow(
    long TemplateId, string Name, string Word, DateOnly? FromDate, DateOnly? ToDate, int? DaysValid, int UsesPerCode, int? UsesPerMember, long? UsesAtMost, bool GivesBack, string IssueOn,
    Money IssueOver, bool Active, long? IssueLevelId, bool EndsWithSale, long? SegmentId, long Used, DateTime CreatedAt, string CreatedByName, int Version)
{
    public CouponTemplate Template => new(
        Name, Word, FromDate, ToDate, DaysValid, UsesPerCode, UsesPerMember, UsesAtMost, GivesBack, Enum.Parse<CouponOccasion>(IssueOn), IssueOver, Active, IssueLevelId, EndsWithSale, SegmentId);
}

/// <summary>What slices do with kinds of coupons alike.</summary>
internal static class CouponTemplateRows
{
    public const string Manage = "loyalty.manage-coupons";
    public const string Issue = "loyalty.issue-coupons";
    public const string View = "loyalty.view-coupons";

    /// <summary>Coupons are the chain's; the audit log shows them under no store.</summary>
    public const long NoStore = 0;

    public static async Task<CouponTemplateRow> CouponTemplate(this Db db, long templateId, CancellationToken cancellationToken) => await db.Find<CouponTemplateRow>("""
        SELECT TemplateId, Name, Word, FromDate, ToDate, DaysValid, UsesPerCode, UsesPerMember, UsesAtMost, GivesBack, IssueOn, IssueOverMinor, Active, IssueLevelId, EndsWithSale, SegmentId, Used, CreatedAt,
               CreatedByName, Version
        FROM   loyalty.CouponTemplates
        WHERE  TemplateId = @templateId
        """, new { templateId }, cancellationToken) ?? throw new NotFound("coupon_template", templateId);

    /// <summary>The kinds of which more are issued on an occasion.</summary>
    public static Task<IReadOnlyList<CouponTemplateRow>> CouponTemplatesOn(this Db db, CouponOccasion occasion, CancellationToken cancellationToken) => db.Query<CouponTemplateRow>("""
        SELECT TemplateId, Name, Word, FromDate, ToDate, DaysValid, UsesPerCode, UsesPerMember, UsesAtMost, GivesBack, IssueOn, IssueOverMinor, Active, IssueLevelId, EndsWithSale, SegmentId, Used, CreatedAt,
               CreatedByName, Version
        FROM   loyalty.CouponTemplates
        WHERE  IssueOn = @occasion AND Active = 1
        ORDER BY TemplateId
        """, new { occasion = occasion.ToString() }, cancellationToken);

    /// <summary>Tells tills from what amount on tickets carry a coupon.</summary>
    public static async Task TellTills(this Db db, IMediator mediator, CancellationToken cancellationToken) => await mediator.Publish((await db.Find<ReceiptCouponsOffered>("""
        SELECT MIN(IssueOverMinor) AS FromMinor FROM loyalty.CouponTemplates WHERE IssueOn = 'Receipt' AND Active = 1
        """, null, cancellationToken))!, cancellationToken);

    /// <summary>Refuses a kind for a level or a segment that there is not.</summary>
    public static async Task RequireMembers(this IMediator mediator, CouponTemplate template, CancellationToken cancellationToken)
    {
        if (template.IssueLevelId is { } level)
            await mediator.RequireLevel(level, cancellationToken);
        if (template.SegmentId is { } segment && await mediator.Send(new IsInSegment(segment, MemberId: 0), cancellationToken) is null)
            throw new RuleBroken("coupon.segment_unknown", $"There is no segment {segment}.");
    }

    /// <summary>Refuses a level that there is not.</summary>
    public static async Task RequireLevel(this IMediator mediator, long levelId, CancellationToken cancellationToken)
    {
        if (!(await mediator.Send(new GetStandingNames(), cancellationToken)).Levels.ContainsKey(levelId))
            throw new RuleBroken("coupon.level_unknown", $"There is no level {levelId}.");
    }

    /// <summary>A kind of coupon gives what a promotion gives, so there has to be one with its word.</summary>
    public static async Task RequireWord(this IMediator mediator, string word, CancellationToken cancellationToken)
    {
        if ((await mediator.Send(new ListCouponWords(), cancellationToken)).All(one => one.Word != word))
            throw new RuleBroken("coupon.word_unknown", $"No promotion asks for the coupon word {word}.", new Dictionary<string, object?> { ["word"] = word });
    }
}
