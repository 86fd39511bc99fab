using Store.Kernel.Privacy;
using Store.Members.Contacts;

namespace Store.Members.Members;

/// <summary>What a member tells of themselves; every field may be left out.</summary>
/// <param name="Gender">Female, Male or Other; empty where it was not told.</param>
/// <param name="BirthYear">Null where only the day is known.</param>
/// <param name="BirthMonth">1 to 12; null where it was not told.</param>
/// <param name="BirthDay">1 to 31.</param>
/// <param name="Language">zh-Hans, zh-Hant or en; empty: the chain's own.</param>
/// <param name="ReferrerId">The member who brought them.</param>
/// <param name="Notes">For the staff.</param>
/// <param name="Preferences">What they like, as they said it.</param>
/// <param name="Tags">Short words to find members by.</param>
internal sealed record MemberProfile(
    string? Gender = null, int? BirthYear = null, int? BirthMonth = null, int? BirthDay = null, string? Language = null, long? ReferrerId = null, string? Notes = null,
    string? Preferences = null, IReadOnlyList<string>? Tags = null)
{
    /// <summary>Month and day as the database keeps them: 1225 is Christmas.</summary>
    public int? MonthAndDay() => (BirthMonth * 100) + BirthDay;

    public IReadOnlyList<string> NormalTags() => [.. (Tags ?? []).Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The words alone: nothing of the person.</summary>
    public override string ToString() => nameof(MemberProfile);
}

internal sealed class MemberProfileValidator : AbstractValidator<MemberProfile>
{
    public const int TagsAtMost = 30;
    public const int TagLengthAtMost = 40;
    private const int TextLengthAtMost = 1000;
    private const int LeapYear = 2024;

    private static readonly string[] Genders = ["", "Female", "Male", "Other"];
    private static readonly string[] Languages = ["", "zh-Hans", "zh-Hant", "en"];

    public MemberProfileValidator(TimeProvider clock)
    {
        RuleFor(profile => profile.Gender).Must(gender => Genders.Contains(gender ?? "", StringComparer.Ordinal)).WithMessage("Gender is Female, Male, Other or empty.");
        RuleFor(profile => profile.Language).Must(language => Languages.Contains(language ?? "", StringComparer.Ordinal)).WithMessage("Language is zh-Hans, zh-Hant, en or empty.");
        RuleFor(profile => profile.Notes).MaximumLength(TextLengthAtMost);
        RuleFor(profile => profile.Preferences).MaximumLength(TextLengthAtMost);
        RuleFor(profile => profile.BirthYear).Must(year => year is null || (year >= 1900 && year <= clock.UtcNow().Year)).WithMessage("Nobody is as old or as young as that.");
        RuleFor(profile => profile).Must(profile => (profile.BirthMonth is null) == (profile.BirthDay is null)).WithMessage("A birthday has a month and a day.").OverridePropertyName("BirthDay");
        RuleFor(profile => profile.BirthDay).Must((profile, day) => IsDay(profile.BirthYear ?? LeapYear, profile.BirthMonth!.Value, day!.Value)).WithMessage("There is no such day.")
            .When(profile => profile.BirthMonth is not null && profile.BirthDay is not null);
        RuleFor(profile => profile.Tags).Must(tags => tags is null || tags.Count <= TagsAtMost).WithMessage($"At most {TagsAtMost} tags.");
        RuleForEach(profile => profile.Tags).NotNull().MaximumLength(TagLengthAtMost);
    }

    private static bool IsDay(int year, int month, int day) => month is >= 1 and <= 12 && day >= 1 && year is >= 1 and <= 9999 && day <= DateTime.DaysInMonth(year, month);
}

/// <summary>Phone and e-mail as they come in.</summary>
internal static class ContactRules
{
    public static IRuleBuilderOptions<T, string?> IsPhoneOrEmpty<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(phone => string.IsNullOrWhiteSpace(phone) || Phone.Normal(phone) is not null).WithMessage("This is no phone number.");

    public static IRuleBuilderOptions<T, string?> IsEmailOrEmpty<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(email => string.IsNullOrWhiteSpace(email) || Email.Normal(email) is not null).WithMessage("This is no e-mail address.");

    /// <summary>What has passed the rules, as it is kept.</summary>
    public static Contact ContactOf(string? phone, string? email) => new(Phone.Normal(phone), Email.Normal(email));
}
