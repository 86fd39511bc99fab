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
/// <param name="Discount">The discount in words, for those who ask.</param>
/// <param name="BirthdayGift">What members of the level get for their birthday, in words.</param>
internal sealed record LevelTerms(string Entry = LevelEntry.ByHand, Quantity? Amount = null, int WindowMonths = 12, string Discount = "", string BirthdayGift = "");

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
    }
}
