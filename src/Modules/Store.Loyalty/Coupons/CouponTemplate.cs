using Store.Contracts.Marketing;

namespace Store.Loyalty.Coupons;

/// <summary>What has to happen for a coupon to be issued by itself.</summary>
internal enum CouponOccasion
{
    /// <summary>Nothing: people issue it.</summary>
    None,

    /// <summary>Somebody becomes a member.</summary>
    MemberRegistered,

    /// <summary>A member's sale comes to an amount or more.</summary>
    SaleOver,
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
/// <param name="IssueOver">For <see cref="CouponOccasion.SaleOver"/>: from what amount; null: from any.</param>
/// <param name="OnReceipt">Whether it is printed on the receipt of the sale that issued it.</param>
/// <param name="Active">Whether more of it are issued; what has been issued stays good.</param>
internal sealed record CouponTemplate(
    string Name, string Word, DateOnly? FromDate, DateOnly? ToDate, int? DaysValid, int UsesPerCode = 1, int? UsesPerMember = null, long? UsesAtMost = null, bool GivesBack = true,
    CouponOccasion IssueOn = CouponOccasion.None, Money? IssueOver = null, bool OnReceipt = false, bool Active = true)
{
    /// <summary>As it is kept: the word in the one case in which promotions compare it.</summary>
    public CouponTemplate Normal() => this with { Name = Name.Trim(), Word = Word.Trim().ToUpperInvariant() };

    /// <summary>From when to when a coupon that is issued on a day is good.</summary>
    public (DateOnly From, DateOnly? To) ValidFor(DateOnly issued)
    {
        var byDays = DaysValid is { } days ? issued.AddDays(days) : (DateOnly?)null;
        return (FromDate > issued ? FromDate.Value : issued, byDays is null || ToDate < byDays ? ToDate : byDays);
    }
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
    }
}

/// <summary>A kind of coupon as it is kept.</summary>
internal sealed record CouponTemplateRow(
    long TemplateId, string Name, string Word, DateOnly? FromDate, DateOnly? ToDate, int? DaysValid, int UsesPerCode, int? UsesPerMember, long? UsesAtMost, bool GivesBack, string IssueOn,
    Money IssueOver, bool OnReceipt, bool Active, long Used, DateTime CreatedAt, string CreatedByName, int Version)
{
    public CouponTemplate Template => new(
        Name, Word, FromDate, ToDate, DaysValid, UsesPerCode, UsesPerMember, UsesAtMost, GivesBack, Enum.Parse<CouponOccasion>(IssueOn), IssueOver, OnReceipt, Active);
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
        SELECT TemplateId, Name, Word, FromDate, ToDate, DaysValid, UsesPerCode, UsesPerMember, UsesAtMost, GivesBack, IssueOn, IssueOverMinor, OnReceipt, Active, Used, CreatedAt,
               CreatedByName, Version
        FROM   loyalty.CouponTemplates
        WHERE  TemplateId = @templateId
        """, new { templateId }, cancellationToken) ?? throw new NotFound("coupon_template", templateId);

    /// <summary>A kind of coupon gives what a promotion gives, so there has to be one with its word.</summary>
    public static async Task RequireWord(this IMediator mediator, string word, CancellationToken cancellationToken)
    {
        if ((await mediator.Send(new ListCouponWords(), cancellationToken)).All(one => one.Word != word))
            throw new RuleBroken("coupon.word_unknown", $"No promotion asks for the coupon word {word}.", new Dictionary<string, object?> { ["word"] = word });
    }
}
