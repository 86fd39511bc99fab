using Store.Loyalty.Coupons;

namespace Store.Loyalty.Value;

/// <summary>What a top-up of a certain amount brings on top. Of the rules that fit, the one that asks for most counts.</summary>
/// <param name="Name">What the rule is called.</param>
/// <param name="Active">Whether it counts now.</param>
/// <param name="PaidAtLeast">From which amount on.</param>
/// <param name="Bonus">Money on top, in all.</param>
/// <param name="BonusPoints">Points on top.</param>
/// <param name="PassName">What the pass on top is called; empty without one.</param>
/// <param name="PassUses">How many uses it has; 0 without one.</param>
/// <param name="PassDays">How long it is good for; null for ever.</param>
/// <param name="Instalments">In how many parts the bonus comes; 1 for at once. The first comes with the top-up. The money always comes so, the rest where the rule says it.</param>
/// <param name="Every">Day, Week or Month: how long from one part to the next.</param>
/// <param name="FromDate">From when; null for always.</param>
/// <param name="ToDate">Until when, included; null for ever.</param>
/// <param name="StoreIds">Where; empty for the whole chain.</param>
/// <param name="CouponTemplateId">The kind of coupon on top; null without one.</param>
/// <param name="PointsInParts">Whether the points come in the instalments too, and not all with the top-up.</param>
/// <param name="UsesInParts">Whether the uses of the pass do; its days count anew from each part.</param>
/// <param name="CouponEachPart">Whether a coupon comes with each instalment, and not with the top-up alone.</param>
/// <param name="LevelId">The level on which the member is put, unless theirs is higher; null: theirs stays.</param>
/// <param name="LevelMonths">For how many months it stays, whatever a review says.</param>
internal sealed record TopUpTerms(
    string Name, bool Active, Money PaidAtLeast, Money Bonus, long BonusPoints, string PassName, int PassUses, int? PassDays, int Instalments, string Every, DateOnly? FromDate,
    DateOnly? ToDate, IReadOnlyList<long> StoreIds, long? CouponTemplateId = null, bool PointsInParts = false, bool UsesInParts = false, bool CouponEachPart = false,
    long? LevelId = null, int? LevelMonths = null);

internal sealed class TopUpTermsValidator : AbstractValidator<TopUpTerms>
{
    private const int InstalmentsAtMost = 366;
    private const int MonthsAtMost = 120;

    public TopUpTermsValidator()
    {
        RuleFor(terms => terms.Name).NotEmpty().MaximumLength(100);
        RuleFor(terms => terms.PaidAtLeast).GreaterThan(Money.Zero);
        RuleFor(terms => terms.Bonus).GreaterThanOrEqualTo(Money.Zero);
        RuleFor(terms => terms.BonusPoints).InclusiveBetween(0, 100_000_000);
        RuleFor(terms => terms.PassName).NotNull().MaximumLength(100);
        RuleFor(terms => terms.PassName).NotEmpty().When(terms => terms.PassUses > 0);
        RuleFor(terms => terms.PassUses).InclusiveBetween(0, 10_000);
        RuleFor(terms => terms.PassDays).InclusiveBetween(1, 36_500);
        RuleFor(terms => terms.Instalments).InclusiveBetween(1, InstalmentsAtMost);
        RuleFor(terms => terms.Every).Must(every => InstalmentTerms.All.Contains(every, StringComparer.Ordinal)).WithMessage("Instalments come each Day, Week or Month.");
        RuleFor(terms => terms.ToDate).GreaterThanOrEqualTo(terms => terms.FromDate).When(terms => terms.FromDate is not null && terms.ToDate is not null);
        RuleFor(terms => terms.LevelMonths).NotNull().When(terms => terms.LevelId is not null).WithMessage("Say for how many months the level stays.");
        RuleFor(terms => terms.LevelMonths).InclusiveBetween(1, MonthsAtMost);
        RuleFor(terms => terms.StoreIds).NotNull().Must(stores => stores is null || stores.Count <= 1000).WithMessage("A rule names 1000 stores at most.");
    }
}

/// <summary>What the slices of top-up rules do alike.</summary>
internal static class TopUpRuleRows
{
    public static object Row(long ruleId, TopUpTerms terms, int version) => new
    {
        RuleId = ruleId, Name = terms.Name.Trim(), terms.Active, terms.PaidAtLeast, terms.Bonus, terms.BonusPoints, PassName = terms.PassName.Trim(), terms.PassUses, terms.PassDays,
        terms.Instalments, terms.Every, terms.FromDate, terms.ToDate, terms.CouponTemplateId, terms.PointsInParts, terms.UsesInParts,
        terms.CouponEachPart, terms.LevelId, LevelMonths = terms.LevelId is null ? null : terms.LevelMonths, WholeChain = terms.StoreIds.Count == 0, Version = version,
    };

    /// <summary>Refuses a coupon or a level that there is not.</summary>
    public static async Task RequireTerms(this Db db, IMediator mediator, TopUpTerms terms, CancellationToken cancellationToken)
    {
        if (terms.LevelId is { } level)
            await mediator.RequireLevel(level, cancellationToken);
        if (terms.CouponTemplateId is { } templateId)
            await db.CouponTemplate(templateId, cancellationToken);
    }

    public static async Task PutStores(this Db db, long ruleId, IReadOnlyList<long> storeIds, CancellationToken cancellationToken)
    {
        await db.Execute("DELETE FROM loyalty.TopUpRuleStores WHERE RuleId = @ruleId", new { ruleId }, cancellationToken);
        await db.Insert(
            "INSERT INTO loyalty.TopUpRuleStores (RuleId, StoreId) VALUES (@RuleId, @StoreId)", storeIds.Distinct().Select(storeId => new RuleStore(ruleId, storeId)).ToList(),
            cancellationToken);
    }

    public sealed record RuleStore(long RuleId, long StoreId);
}
