namespace Store.Kernel.Database;

/// <summary>Where in an index the texts stand that begin with another. Text compares by code point on both engines, so the range is exact.</summary>
/// <param name="From">The first that may be there.</param>
/// <param name="To">The first that is not there any more.</param>
public readonly record struct TextRange(string From, string To)
{
    /// <summary>For <c>column &gt;= @From AND column &lt; @To</c>.</summary>
    /// <param name="beginning">At least one character, well formed.</param>
    public static TextRange BeginningWith(string beginning)
    {
        var last = beginning[^1];
        return last switch
        {
            // The successor of the last character that is no surrogate would be one; the next character after those follows all of them.
            '\uD7FF' => new TextRange(beginning, beginning[..^1] + '\uE000'),

            // The second half of a pair runs from U+DC00 to U+DFFF; after the last of them the first half counts up.
            '\uDFFF' => new TextRange(beginning, $"{beginning[..^2]}{(char)(beginning[^2] + 1)}\uDC00"),
            _ => new TextRange(beginning, beginning[..^1] + (char)(last + 1)),
        };
    }
}
