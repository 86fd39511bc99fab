using System.Globalization;

namespace Store.Catalog.Styles;

/// <summary>What slices know of styles alike: an article in several colours, sizes or the like, each of which is a product.</summary>
internal static class StyleRows
{
    public const int AttributesAtMost = 3;
    public const int ValuesAtMost = 60;

    /// <summary>The code of a variant: the style's, then each value's.</summary>
    public static string DefaultPattern(int attributes) => string.Concat("{style}", string.Concat(Enumerable.Range(1, attributes).Select(number => FormattableString.Invariant($"-{{{number}}}"))));

    /// <summary>Whether a pattern names the style and every attribute, so that no two variants get one code.</summary>
    public static bool IsPattern(string pattern, int attributes) =>
        pattern.Contains("{style}", StringComparison.Ordinal) && Enumerable.Range(1, attributes).All(number => pattern.Contains(FormattableString.Invariant($"{{{number}}}"), StringComparison.Ordinal));

    /// <summary>The code that a pattern makes.</summary>
    public static string CodeOf(string pattern, string styleCode, IEnumerable<string> valueCodes) => valueCodes.Index().Aggregate(
        pattern.Replace("{style}", styleCode, StringComparison.Ordinal),
        (code, value) => code.Replace(FormattableString.Invariant($"{{{value.Index + 1}}}"), value.Item, StringComparison.Ordinal));

    /// <summary>A value's part of a code: what it was given, else its name where that is short Latin letters or digits, else its number.</summary>
    public static string ValueCode(string? given, string name, int valueNo)
    {
        if (!string.IsNullOrWhiteSpace(given))
            return given.Trim().ToUpperInvariant();
        var plain = name.Trim().ToUpperInvariant();
        return plain.Length <= 6 && plain.All(char.IsAsciiLetterOrDigit) ? plain : valueNo.ToString("D2", CultureInfo.InvariantCulture);
    }

    public static Task<int> InsertStyleValues(this Db db, IReadOnlyList<StyleValueRow> rows, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO catalog.StyleValues (StyleId, AttributeNo, ValueNo, Position, Name, Code)
        VALUES (@StyleId, @AttributeNo, @ValueNo, @Position, @Name, @Code)
        """, rows, cancellationToken);

    public static Task<IReadOnlyList<StyleValueRow>> StyleValues(this Db db, long styleId, CancellationToken cancellationToken) => db.Query<StyleValueRow>("""
        SELECT StyleId, AttributeNo, ValueNo, Position, Name, Code
        FROM   catalog.StyleValues
        WHERE  StyleId = @styleId
        ORDER BY AttributeNo, Position, ValueNo
        """, new { styleId }, cancellationToken);
}

/// <summary>A row of <c>catalog.StyleValues</c>.</summary>
internal sealed record StyleValueRow(long StyleId, int AttributeNo, int ValueNo, int Position, string Name, string Code);

/// <summary>One attribute of a style as people fill it in.</summary>
/// <param name="Name">What it is: colour, size.</param>
/// <param name="Values">Its values in the order in which they are shown.</param>
internal sealed record StyleAttribute(string Name, IReadOnlyList<StyleValue> Values);

/// <param name="Name">The value: red, XL.</param>
/// <param name="Code">Its part of a variant's code; null: made from the name.</param>
/// <param name="ValueNo">Its number; null for a new one.</param>
internal sealed record StyleValue(string Name, string? Code = null, int? ValueNo = null);

/// <summary>What people fill in of a style.</summary>
internal interface IStyleFields
{
    string Name { get; }

    string? CodePattern { get; }

    IReadOnlyList<StyleAttribute> Attributes { get; }
}

internal sealed class StyleFieldsValidator : AbstractValidator<IStyleFields>
{
    public StyleFieldsValidator()
    {
        RuleFor(style => style.Name).NotEmpty().MaximumLength(120).IsPlainText();
        RuleFor(style => style.Attributes).Cascade(CascadeMode.Stop).NotNull().Must(attributes => attributes.Count is >= 1 and <= StyleRows.AttributesAtMost && attributes.All(one => one is not null))
            .WithMessage($"A style has 1 to {StyleRows.AttributesAtMost} attributes.")
            .Must(attributes => attributes.All(one => one.Values is { Count: >= 1 and <= StyleRows.ValuesAtMost } && one.Values.All(value => value is not null)))
            .WithMessage($"An attribute has 1 to {StyleRows.ValuesAtMost} values.")
            .Must(attributes => attributes.All(one => one.Values.Select(value => value.Name?.Trim()).Distinct(StringComparer.Ordinal).Count() == one.Values.Count))
            .WithMessage("A value stands there twice.");
        RuleForEach(style => style.Attributes).ChildRules(attribute =>
        {
            attribute.RuleFor(one => one.Name).NotEmpty().MaximumLength(40).IsPlainText();
            attribute.RuleForEach(one => one.Values).ChildRules(value =>
            {
                value.RuleFor(one => one.Name).NotEmpty().MaximumLength(40).IsPlainText();
                value.RuleFor(one => one.Code).MaximumLength(10).Matches(@"\A[0-9A-Za-z._-]*\z");
            });
        }).When(style => style.Attributes?.All(one => one is { Values: not null } && one.Values.All(value => value is not null)) == true);
        RuleFor(style => style.CodePattern).MaximumLength(60)
            .Must((style, pattern) => string.IsNullOrEmpty(pattern) || StyleRows.IsPattern(pattern, style.Attributes.Count)).When(style => style.Attributes is not null)
            .WithMessage("The pattern of the codes names {style} and each attribute: {1}, {2}, {3}.");
    }
}
