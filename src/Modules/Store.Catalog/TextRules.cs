namespace Store.Catalog;

/// <summary>Rules that fields of several slices share.</summary>
internal static class TextRules
{
    /// <summary>No control characters, which neither print nor export, nor the sign that stands for bytes that could not be read.</summary>
    public static IRuleBuilderOptions<T, string?> IsPlainText<T>(this IRuleBuilder<T, string?> text) =>
        text.Must(value => value is null || IsPlain(value)).WithMessage("'{PropertyName}' has control characters in it.");

    public static bool IsPlain(string text) => !text.Any(character => char.IsControl(character) || character == '\uFFFD');
}
