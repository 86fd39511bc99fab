namespace Store.Kernel.Database;

/// <summary>Patterns for <c>LIKE @Pattern ESCAPE '\'</c>, in which nothing that was typed is a wildcard.</summary>
public static class LikePattern
{
    /// <summary>Whatever has the text in it; everything for no text.</summary>
    public static string Containing(string? text) => $"%{Literal(text)}%";

    /// <summary>Whatever begins with the text; everything for no text.</summary>
    public static string BeginningWith(string? text) => $"{Literal(text)}%";

    private static string Literal(string? text) =>
        string.Concat((text ?? "").Trim().Select(letter => letter is '%' or '_' or '[' or '\\' ? $@"\{letter}" : letter.ToString()));
}
