using System.Text.Json;
using Store.Contracts.Catalog;
using Store.Contracts.Members;

namespace Store.Loyalty.Points.Rules;

/// <summary>A rule that gives more points, or fewer. Conditions that say nothing do not narrow it; all that say something have to hold.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Factor">Times the program's points: 2 doubles them, 0 gives none. Null where it gives points per unit.</param>
/// <param name="PerUnit">Points for each unit sold. Null where it is a factor.</param>
/// <param name="AddsUp">True: it counts beside all others. False: of those that say so, the best for the member counts on each line.</param>
internal sealed record PointsRule(string Name, decimal? Factor, decimal? PerUnit, bool AddsUp)
{
    public IReadOnlyList<long>? LevelIds { get; init; }

    public IReadOnlyList<long>? GroupIds { get; init; }

    /// <summary>Codes of member cards: for whoever has one of them.</summary>
    public IReadOnlyList<string>? CardCodes { get; init; }

    /// <summary>Batches in which member cards were printed: for whoever has a card of one of them.</summary>
    public IReadOnlyList<string>? CardBatches { get; init; }

    /// <summary>With all categories below them.</summary>
    public IReadOnlyList<long>? CategoryIds { get; init; }

    public IReadOnlyList<long>? ProductIds { get; init; }

    public IReadOnlyList<long>? StoreIds { get; init; }

    public IReadOnlyList<DayOfWeek>? Weekdays { get; init; }

    /// <summary>Minutes after midnight by the store's clock from which it counts; may be later than <see cref="ToMinute"/>, over midnight.</summary>
    public int? FromMinute { get; init; }

    public int? ToMinute { get; init; }

    /// <summary>It counts for the part that is paid by this tender.</summary>
    public string? Tender { get; init; }

    /// <summary>When the campaign begins, by the clock on the store's wall.</summary>
    public DateTime? From { get; init; }

    /// <summary>When it is over.</summary>
    public DateTime? To { get; init; }

    public static PointsRule Read(string definition) => JsonSerializer.Deserialize<PointsRule>(definition, ValueJson.Stored)!;

    public string Write() => JsonSerializer.Serialize(this, ValueJson.Stored);

    public PointsRule Normal() => this with
    {
        Name = Name.Trim(),
        Tender = string.IsNullOrWhiteSpace(Tender) ? null : Tender.Trim(),
        CardCodes = Trimmed(CardCodes),
        CardBatches = Trimmed(CardBatches),
    };

    /// <summary>Whether it counts for somebody with these cards.</summary>
    public bool IsForCards(IReadOnlyList<StandingCard> cards)
    {
        if (CardCodes is not { Count: > 0 } && CardBatches is not { Count: > 0 })
            return true;
        return cards.Any(card => CardCodes?.Contains(card.Code, StringComparer.OrdinalIgnoreCase) == true || CardBatches?.Contains(card.Batch, StringComparer.OrdinalIgnoreCase) == true);
    }

    /// <summary>Whether it counts at a moment of the store's clock.</summary>
    public bool IsOn(DateTime local)
    {
        if ((From is { } from && local < from) || (To is { } to && local >= to) || (Weekdays is { Count: > 0 } days && !days.Contains(local.DayOfWeek)))
            return false;
        if (ToMinute is not { } until)
            return true;
        var (since, minute) = (FromMinute ?? 0, (local.Hour * 60) + local.Minute);
        return since < until ? minute >= since && minute < until : minute >= since || minute < until;
    }

    private static IReadOnlyList<string>? Trimmed(IReadOnlyList<string>? texts) =>
        texts is null ? null : [.. texts.Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
}

/// <summary>What rules have to say to be ones.</summary>
internal sealed class PointsRules : AbstractValidator<PointsRule>
{
    public const string TooLong = "At most 2000 of each kind.";

    private const int ListAtMost = 2000;
    private const int NameLength = 100;
    private const int CardTextLength = 60;

    public PointsRules()
    {
        RuleFor(rule => rule.Name).NotEmpty().MaximumLength(NameLength).Must(name => name is null || !name.Any(char.IsControl)).WithMessage("The name has control characters in it.");
        RuleFor(rule => rule.Factor).Must((rule, factor) => (factor is null) != (rule.PerUnit is null)).WithMessage("A rule is either a factor or gives points per unit.");
        RuleFor(rule => rule.Factor).InclusiveBetween(0, 1000).Must(factor => HasFourDecimals(factor ?? 0)).WithMessage("A factor is 0 to 1000, with at most four decimals.");
        RuleFor(rule => rule.PerUnit).InclusiveBetween(0, 1_000_000).Must(points => HasFourDecimals(points ?? 0)).WithMessage("Points per unit are 0 to 1000000, with at most four decimals.");
        RuleFor(rule => rule.FromMinute).InclusiveBetween(0, 1439);
        RuleFor(rule => rule.ToMinute).InclusiveBetween(1, 1440);
        RuleFor(rule => rule.ToMinute).NotNull().When(rule => rule.FromMinute is not null).WithMessage("Say until when the hours go as well.");
        RuleFor(rule => rule.ToMinute).Must((rule, to) => to is null || to != (rule.FromMinute ?? 0)).WithMessage("The hours begin and end at the same minute.");
        RuleForEach(rule => rule.Weekdays).IsInEnum();
        RuleFor(rule => rule.Tender).MaximumLength(40);
        RuleFor(rule => rule.From).Must(IsWallClock).WithMessage("The beginning is the time on the store's wall: write it without a zone.");
        RuleFor(rule => rule.To).Must(IsWallClock).WithMessage("The end is the time on the store's wall: write it without a zone.");
        RuleFor(rule => rule.To).Must((rule, to) => to is null || rule.From is null || to > rule.From).WithMessage("The rule would end before it begins.");
        foreach (var list in new System.Linq.Expressions.Expression<Func<PointsRule, IReadOnlyList<long>?>>[] { r => r.LevelIds, r => r.GroupIds, r => r.CategoryIds, r => r.ProductIds, r => r.StoreIds })
            RuleFor(list).Must(IsShort).WithMessage(TooLong);
        RuleFor(rule => rule.CardCodes).Must(IsShort).WithMessage(TooLong);
        RuleForEach(rule => rule.CardCodes).NotNull().MaximumLength(CardTextLength);
        RuleFor(rule => rule.CardBatches).Must(IsShort).WithMessage(TooLong);
        RuleForEach(rule => rule.CardBatches).NotNull().MaximumLength(CardTextLength);
    }

    public static bool HasFourDecimals(decimal value) => decimal.Round(value, 4) == value;

    public static bool IsShort<T>(IReadOnlyList<T>? list) => list is null || list.Count <= ListAtMost;

    public static void Require(string thing, IEnumerable<long> wanted, IEnumerable<long> known)
    {
        if (wanted.Except(known).Select(unknown => (long?)unknown).FirstOrDefault() is { } missing)
            throw new RuleBroken($"points.{thing}_unknown", $"There is no {thing} {missing}.");
    }

    /// <summary>Refuses a rule that names what there is not.</summary>
    public static async Task RequireKnown(IMediator mediator, PointsRule rule, CancellationToken cancellationToken)
    {
        if (rule.CategoryIds is { Count: > 0 } categories)
            Require("category", categories, (await mediator.Send(new GetCategoryTree(), cancellationToken)).Select(category => category.CategoryId));
        if (rule.StoreIds is { Count: > 0 } stores)
            Require("store", stores, await mediator.Send(new Contracts.Chain.ListStoreIds(), cancellationToken));
        if (rule.LevelIds is not { Count: > 0 } && rule.GroupIds is not { Count: > 0 })
            return;
        var names = await mediator.Send(new GetStandingNames(), cancellationToken);
        Require("level", rule.LevelIds ?? [], names.Levels.Keys);
        Require("group", rule.GroupIds ?? [], names.Groups.Keys);
    }

    private static bool IsWallClock(DateTime? time) => time is null || time.Value.Kind == DateTimeKind.Unspecified;
}
