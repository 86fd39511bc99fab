using Store.Contracts.Access;

namespace Store.Access.Roles;

/// <summary>How far a role goes.</summary>
/// <param name="Limit">One of <see cref="Limits"/>.</param>
/// <param name="Value">The greatest value: percent or an amount, to two decimals.</param>
internal sealed record RoleLimit(string Limit, decimal Value);

/// <summary>Figures of limits have two decimals, whatever they count; the database keeps whole hundredths.</summary>
internal static class Hundredths
{
    private const decimal PerUnit = 100;

    public static long Of(decimal value) => (long)(value * PerUnit);

    /// <summary>The next figure with two decimals that is not less: whoever may 10 percent may not 10.001.</summary>
    public static long AtLeast(decimal value) => (long)decimal.Ceiling(value * PerUnit);

    public static decimal ToDecimal(long hundredths) => hundredths / PerUnit;
}

internal static class LimitRules
{
    public const decimal ValueAtMost = 1_000_000_000m;

    public static IRuleBuilderOptions<T, string> IsLimit<T>(this IRuleBuilder<T, string> limit) =>
        limit.Must(name => Limits.All.Contains(name, StringComparer.Ordinal)).WithMessage($"A limit is one of {string.Join(", ", Limits.All)}.");

    public static IRuleBuilderOptions<T, decimal> IsLimitValue<T>(this IRuleBuilder<T, decimal> value) => value
        .InclusiveBetween(0, ValueAtMost)
        .Must(figure => decimal.Round(figure, 2) == figure).WithMessage("A limit has two decimals at most.");

    public static void AreRoleLimits<T>(this IRuleBuilderInitial<T, IReadOnlyList<RoleLimit>?> limits) => limits.Cascade(CascadeMode.Stop)
        .Must(list => list is null || list.All(limit => limit is not null && Limits.All.Contains(limit.Limit, StringComparer.Ordinal)))
        .WithMessage($"A limit is one of {string.Join(", ", Limits.All)}.")
        .Must(list => list is null || list.Select(limit => limit.Limit).Distinct(StringComparer.Ordinal).Count() == list.Count).WithMessage("Each limit has one value.")
        .Must(list => list is null || list.All(limit => limit.Value is >= 0 and <= ValueAtMost && decimal.Round(limit.Value, 2) == limit.Value))
        .WithMessage($"A limit's value is at least 0, at most {ValueAtMost}, and has two decimals.");
}
