using Store.Members.Members;

namespace Store.Members.Levels;

/// <summary>What slices know of levels and groups alike.</summary>
internal static class LevelRules
{
    /// <summary>Levels and groups decide what people pay, so they are not every cashier's to give.</summary>
    public const string Permission = "members.manage-levels";

    public const long WholeChain = 0;

    private const int NameLengthAtMost = 50;

    public static void IsLevelName<T>(this IRuleBuilder<T, string> name) => name
        .Must(value => MemberFields.FaultOfName(value) is null && value.Trim().Length <= NameLengthAtMost).WithMessage($"A name has 1 to {NameLengthAtMost} characters.");
}

/// <summary>How one comes to a level.</summary>
internal static class LevelEntry
{
    /// <summary>Only people put members on it.</summary>
    public const string ByHand = "ByHand";

    /// <summary>By what was spent within the window.</summary>
    public const string Spend = "Spend";

    /// <summary>By the growth value earned within the window.</summary>
    public const string Growth = "Growth";

    /// <summary>By a paid membership.</summary>
    public const string Paid = "Paid";

    public static readonly string[] All = [ByHand, Spend, Growth, Paid];
}

/// <summary>How a level is come to and kept, and what it gives besides prices and points, which others say by its id.</summary>
/// <param name="Entry">One of <see cref="LevelEntry"/>.</param>
/// <param name="Amount">What has to be spent, or earned of growth value, within the window; null or 0 where it is neither.</param>
/// <param name="WindowMonths">This month and how many before, this one counted.</param>
/// <param name="Discount">A note on the discount, for those who ask.</param>
/// <param name="BirthdayGift">A note on what members of the level get for their birthday; coupons and activities that come by themselves say by its id what that is.</param>
/// <param name="DiscountPercent">What comes off goods at their ordinary price for members of the level, in percent with two decimals; null for nothing.</param>
internal sealed record LevelTerms(
    string Entry = LevelEntry.ByHand, Quantity? Amount = null, int WindowMonths = 12, string Discount = "", string BirthdayGift = "", decimal? DiscountPercent = null)
{
    private const decimal HundredthsOfOne = 100;

    /// <summary>As it is kept: in hundredths of a percent.</summary>
    public int DiscountHundredths() => (int)((DiscountPercent ?? 0) * HundredthsOfOne);

    public static decimal? Percent(int hundredths) => hundredths == 0 ? null : hundredths / HundredthsOfOne;
}

internal sealed class LevelTermsValidator : AbstractValidator<LevelTerms>
{
    private const int WindowAtMost = 60;

    public LevelTermsValidator()
    {
        RuleFor(terms => terms.Entry).Must(entry => LevelEntry.All.Contains(entry, StringComparer.Ordinal)).WithMessage($"A level is come to by one of {string.Join(", ", LevelEntry.All)}.");
        RuleFor(terms => terms.Amount).Must((terms, amount) => amount is { Milli: > 0 } || terms.Entry is LevelEntry.ByHand or LevelEntry.Paid).WithMessage("The level has to be earned by more than nothing.");
        RuleFor(terms => terms.WindowMonths).InclusiveBetween(1, WindowAtMost);
        RuleFor(terms => terms.Discount).NotNull().MaximumLength(50);
        RuleFor(terms => terms.BirthdayGift).NotNull().MaximumLength(200);
        RuleFor(terms => terms.DiscountPercent).InclusiveBetween(0, 100).PrecisionScale(5, 2, ignoreTrailingZeros: true);
    }
}
