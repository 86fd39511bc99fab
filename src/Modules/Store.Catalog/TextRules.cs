namespace Store.Catalog;

/// <summary>Rules that fields of several slices share.</summary>
internal static class TextRules
{
    /// <summary>No control characters: such text neither prints nor exports.</summary>
    public static IRuleBuilderOptions<T, string?> IsPlainText<T>(this IRuleBuilder<T, string?> text) =>
        text.Must(value => value is null || !value.Any(char.IsControl)).WithMessage("'{PropertyName}' has control characters in it.");
}
