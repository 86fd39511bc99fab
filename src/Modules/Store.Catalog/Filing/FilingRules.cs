namespace Store.Catalog.Filing;

/// <summary>A row of <c>catalog.FilingRules</c>; the first rule, in their order, whose conditions all hold decides where a product is filed.</summary>
/// <param name="FilingRuleId">The rule.</param>
/// <param name="Position">Its place in the order.</param>
/// <param name="Name">What people call it.</param>
/// <param name="CategoryId">Where it files.</param>
/// <param name="FromCategoryId">Only what stands in this category or below it; null: whatever its category.</param>
/// <param name="OnlyUnfiled">Only what has no category.</param>
/// <param name="Brand">The brand, without regard to case; empty: any.</param>
/// <param name="NameHas">Words in the name, of which one is enough, separated by blanks; empty: any.</param>
/// <param name="SpecHas">Words in the specification, likewise.</param>
/// <param name="PriceFrom">The chain's price at least; null: any.</param>
/// <param name="PriceTo">The chain's price below; null: any.</param>
/// <param name="SoldDays">Over how many days sales are counted; 0 where they are not.</param>
/// <param name="SoldAtLeast">How much was sold at least.</param>
/// <param name="SoldAtMost">How much was sold at most.</param>
/// <param name="Active">Whether it is applied.</param>
/// <param name="Version">Counts its changes.</param>
internal sealed record FilingRuleRow(
    long FilingRuleId, int Position, string Name, long CategoryId, long? FromCategoryId, bool OnlyUnfiled, string Brand, string NameHas, string SpecHas, Money? PriceFrom, Money? PriceTo,
    int SoldDays, Quantity? SoldAtLeast, Quantity? SoldAtMost, bool Active, int Version);

/// <summary>What people fill in of a rule.</summary>
internal interface IFilingRuleFields
{
    int Position { get; }

    string Name { get; }

    long CategoryId { get; }

    long? FromCategoryId { get; }

    bool OnlyUnfiled { get; }

    string? Brand { get; }

    string? NameHas { get; }

    string? SpecHas { get; }

    Money? PriceFrom { get; }

    Money? PriceTo { get; }

    int SoldDays { get; }

    Quantity? SoldAtLeast { get; }

    Quantity? SoldAtMost { get; }

    bool Active { get; }
}

internal sealed class FilingRuleFieldsValidator : AbstractValidator<IFilingRuleFields>
{
    private const int DaysAtMost = 730;

    public FilingRuleFieldsValidator()
    {
        RuleFor(rule => rule.Position).InclusiveBetween(0, 1_000_000);
        RuleFor(rule => rule.Name).NotEmpty().MaximumLength(100).IsPlainText();
        RuleFor(rule => rule.Brand).MaximumLength(100).IsPlainText();
        RuleFor(rule => rule.NameHas).MaximumLength(100).IsPlainText();
        RuleFor(rule => rule.SpecHas).MaximumLength(100).IsPlainText();
        RuleFor(rule => rule.PriceFrom).Must(price => price is null || price >= Money.Zero).WithMessage("A price is not less than 0.");
        RuleFor(rule => rule.PriceTo).Must((rule, to) => to is null || to > (rule.PriceFrom ?? Money.Zero)).WithMessage("The upper price is more than the lower one.");
        RuleFor(rule => rule.SoldDays).InclusiveBetween(0, DaysAtMost)
            .Must((rule, days) => days > 0 == (rule.SoldAtLeast is not null || rule.SoldAtMost is not null)).WithMessage("Sales are counted over a number of days.");
        RuleFor(rule => rule.SoldAtMost).Must((rule, most) => most is null || rule.SoldAtLeast is null || most >= rule.SoldAtLeast).WithMessage("The most sold is not less than the least.");
        RuleFor(rule => rule).Must(rule => !string.IsNullOrWhiteSpace(rule.Brand) || !string.IsNullOrWhiteSpace(rule.NameHas) || !string.IsNullOrWhiteSpace(rule.SpecHas)
            || rule.PriceFrom is not null || rule.PriceTo is not null || rule.SoldDays > 0).WithMessage("A rule has a condition at least.");
    }
}

/// <summary>What slices do with rules alike.</summary>
internal static class FilingRules
{
    public const string Columns = """
        FilingRuleId, Position, Name, CategoryId, FromCategoryId, OnlyUnfiled, Brand, NameHas, SpecHas, PriceFromMinor, PriceToMinor, SoldDays, SoldAtLeastMilli, SoldAtMostMilli, Active, Version
        """;

    public static FilingRuleRow RowOf(this IFilingRuleFields rule, long filingRuleId, int version) => new(
        filingRuleId, rule.Position, rule.Name.Trim(), rule.CategoryId, rule.FromCategoryId, rule.OnlyUnfiled, rule.Brand?.Trim() ?? "", rule.NameHas?.Trim() ?? "", rule.SpecHas?.Trim() ?? "",
        rule.PriceFrom, rule.PriceTo, rule.SoldDays, rule.SoldAtLeast, rule.SoldAtMost, rule.Active, version);

    public static Task<IReadOnlyList<FilingRuleRow>> FilingRulesInOrder(this Db db, CancellationToken cancellationToken) =>
        db.Query<FilingRuleRow>($"SELECT {Columns} FROM catalog.FilingRules ORDER BY Position, FilingRuleId", null, cancellationToken);
}
