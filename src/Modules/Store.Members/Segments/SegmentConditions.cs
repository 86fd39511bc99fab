using Store.Members.Consents;

namespace Store.Members.Segments;

/// <summary>What members of a segment have in common. A condition that is left out holds for everybody; all that are given must hold.</summary>
/// <param name="LevelIds">On one of these levels.</param>
/// <param name="HomeStoreIds">Won by one of these stores.</param>
/// <param name="GroupIds">In one of these groups.</param>
/// <param name="Tags">With one of these tags.</param>
/// <param name="BirthMonth">Born in this month; 0: in the month in which the question is asked.</param>
/// <param name="MemberFrom">A member since this day or later.</param>
/// <param name="MemberTo">A member since this day or earlier.</param>
/// <param name="SpentFrom">Has spent at least so much, in all.</param>
/// <param name="SpentTo">At most so much.</param>
/// <param name="YearSpentFrom">Within twelve months, as worked out with the scores.</param>
/// <param name="YearSpentTo">At most.</param>
/// <param name="VisitsFrom">Has come so often, in all.</param>
/// <param name="VisitsTo">At most.</param>
/// <param name="LastVisitWithinDays">Came within so many days.</param>
/// <param name="LastVisitBeforeDays">Has not come for so many days; who never came, not since they joined.</param>
/// <param name="RecencyFrom">Recency score, 1 to 5.</param>
/// <param name="RecencyTo">At most.</param>
/// <param name="FrequencyFrom">Frequency score.</param>
/// <param name="FrequencyTo">At most.</param>
/// <param name="MoneyFrom">Money score.</param>
/// <param name="MoneyTo">At most.</param>
/// <param name="CategoryIds">Buys goods of one of these categories, or of what is below them.</param>
/// <param name="CategoryTimes">At least so many times; 1 where it is left out.</param>
/// <param name="ConsentChannel">May be written to over this channel, by their last word.</param>
internal sealed record SegmentConditions(
    IReadOnlyList<long>? LevelIds = null, IReadOnlyList<long>? HomeStoreIds = null, IReadOnlyList<long>? GroupIds = null, IReadOnlyList<string>? Tags = null, int? BirthMonth = null,
    DateOnly? MemberFrom = null, DateOnly? MemberTo = null, Money? SpentFrom = null, Money? SpentTo = null, Money? YearSpentFrom = null, Money? YearSpentTo = null, int? VisitsFrom = null,
    int? VisitsTo = null, int? LastVisitWithinDays = null, int? LastVisitBeforeDays = null, int? RecencyFrom = null, int? RecencyTo = null, int? FrequencyFrom = null, int? FrequencyTo = null,
    int? MoneyFrom = null, int? MoneyTo = null, IReadOnlyList<long>? CategoryIds = null, int? CategoryTimes = null, string? ConsentChannel = null);

internal sealed class SegmentConditionsValidator : AbstractValidator<SegmentConditions>
{
    private const int ChoicesAtMost = 100;
    private const int DaysAtMost = 36_500;

    public SegmentConditionsValidator()
    {
        RuleFor(one => one.LevelIds).Must(Few).WithMessage(TooMany);
        RuleFor(one => one.HomeStoreIds).Must(Few).WithMessage(TooMany);
        RuleFor(one => one.GroupIds).Must(Few).WithMessage(TooMany);
        RuleFor(one => one.CategoryIds).Must(Few).WithMessage(TooMany);
        RuleFor(one => one.Tags).Must(Few).WithMessage(TooMany);
        RuleForEach(one => one.Tags).NotNull();
        RuleFor(one => one.BirthMonth).InclusiveBetween(0, 12);
        RuleFor(one => one.LastVisitWithinDays).InclusiveBetween(0, DaysAtMost);
        RuleFor(one => one.LastVisitBeforeDays).InclusiveBetween(0, DaysAtMost);
        RuleFor(one => one.CategoryTimes).GreaterThan(0);
        RuleFor(one => one.RecencyFrom).InclusiveBetween(1, 5);
        RuleFor(one => one.RecencyTo).InclusiveBetween(1, 5);
        RuleFor(one => one.FrequencyFrom).InclusiveBetween(1, 5);
        RuleFor(one => one.FrequencyTo).InclusiveBetween(1, 5);
        RuleFor(one => one.MoneyFrom).InclusiveBetween(1, 5);
        RuleFor(one => one.MoneyTo).InclusiveBetween(1, 5);
        RuleFor(one => one.ConsentChannel).Must(channel => channel is null || RecordConsent.Validator.Channels.Contains(channel, StringComparer.Ordinal))
            .WithMessage($"A channel is one of {string.Join(", ", RecordConsent.Validator.Channels)}.");
    }

    private static readonly string TooMany = $"At most {ChoicesAtMost} choices.";

    private static bool Few<T>(IReadOnlyList<T>? choices) => choices is null || choices.Count <= ChoicesAtMost;
}
