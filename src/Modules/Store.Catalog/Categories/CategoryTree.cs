namespace Store.Catalog.Categories;

/// <summary>What slices know of the tree of categories alike.</summary>
internal static class CategoryTree
{
    /// <summary>The parent of a category that has none.</summary>
    public const long Top = 0;

    /// <summary>How many levels the tree has at most.</summary>
    public const int LevelsAtMost = 8;

    /// <summary>Between the names of a path, so in no name.</summary>
    public const char Separator = '/';

    /// <summary>A common table <c>branch (CategoryId, Level)</c>: the category @CategoryId and all below it. Levels are counted, so that it ends in any case.</summary>
    public const string Branch = """
        branch (CategoryId, Level) AS
        (
            SELECT CategoryId, 1 FROM catalog.Categories WHERE CategoryId = @CategoryId
            UNION ALL
            SELECT c.CategoryId, b.Level + 1
            FROM   catalog.Categories c
            JOIN   branch b ON b.CategoryId = c.ParentId
            WHERE  b.Level <= 8
        )
        """;

    public static bool IsName(string? name) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= 100 && !name.Contains(Separator, StringComparison.Ordinal) && TextRules.IsPlain(name);

    public static void NameRules<T>(IRuleBuilder<T, string?> name) =>
        name.Must(IsName).WithMessage($"A category's name has 1 to 100 characters and no '{Separator}' in it.");

    /// <summary>How deep a category stands, 0 for the top; null where it does not exist.</summary>
    public static async Task<int?> LevelOf(this Db db, long categoryId, CancellationToken cancellationToken)
    {
        var level = 0;
        for (var at = categoryId; at != Top && level <= LevelsAtMost; level++)
        {
            var parent = await db.Find<long?>("SELECT ParentId FROM catalog.Categories WHERE CategoryId = @at", new { at }, cancellationToken);
            if (parent is null)
                return null;
            at = parent.Value;
        }

        return level;
    }
}
