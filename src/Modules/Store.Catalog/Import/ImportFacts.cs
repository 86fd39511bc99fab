using Store.Catalog.Categories;
using Store.Catalog.Prices;

namespace Store.Catalog.Import;

/// <summary>What the rows of an import refer to, read once: tax codes and categories. Categories that a batch makes are remembered when it has been committed.</summary>
internal sealed class ImportFacts(Db db, Ids ids, long importId, string setByName)
{
    private readonly Dictionary<(long ParentId, string Name), long> categories = [];
    private readonly Dictionary<(long ParentId, string Name), long> made = [];

    /// <summary>Why prices are set, for their history.</summary>
    public string Reason { get; } = FormattableString.Invariant($"import {importId}");

    public string SetByName => setByName;

    /// <summary>When the batch is written, UTC.</summary>
    public DateTime Now { get; private set; }

    /// <summary>From when changed prices hold, by the store's wall clock.</summary>
    public DateTime Local { get; private set; }

    public IReadOnlyDictionary<string, long> TaxCodeIds { get; private set; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Reads what may have changed since the last batch, and forgets what one that failed has made.</summary>
    public async Task BeginBatch(DateTime utc, WallClock wallClock, CancellationToken cancellationToken)
    {
        made.Clear();
        Now = utc;
        Local = await wallClock.Now(PriceRow.WholeChain, cancellationToken);
        TaxCodeIds = (await db.Query<TaxCodeRow>("SELECT Code, TaxCodeId FROM catalog.TaxCodes", null, cancellationToken))
            .ToDictionary(row => row.Code, row => row.TaxCodeId, StringComparer.Ordinal);
        if (categories.Count == 0)
        {
            foreach (var row in await db.Query<CategoryRow>("SELECT CategoryId, ParentId, Name FROM catalog.Categories", null, cancellationToken))
                categories[(row.ParentId, row.Name)] = row.CategoryId;
        }
    }

    public void BatchIsCommitted()
    {
        foreach (var (key, categoryId) in made)
            categories[key] = categoryId;
    }

    /// <summary>A batch failed because someone else was first: everything is read anew.</summary>
    public void Forget() => categories.Clear();

    /// <summary>The category at the end of a path, made with those above it where they do not exist; null for an empty path.</summary>
    public async Task<long?> Category(string[] path, CancellationToken cancellationToken)
    {
        if (path.Length > CategoryTree.LevelsAtMost)
            throw new RowRefused($"Categories have at most {CategoryTree.LevelsAtMost} levels.");
        if (path.FirstOrDefault(name => !CategoryTree.IsName(name)) is { } wrong)
            throw new RowRefused($"'{wrong[..Math.Min(wrong.Length, 60)]}' is no name of a category.");
        var at = CategoryTree.Top;
        foreach (var name in path)
            at = categories.TryGetValue((at, name), out var known) || made.TryGetValue((at, name), out known) ? known : await Make(at, name, cancellationToken);
        return at == CategoryTree.Top ? null : at;
    }

    private async Task<long> Make(long parentId, string name, CancellationToken cancellationToken)
    {
        var category = new { CategoryId = ids.Next(), ParentId = parentId, Name = name };
        await db.Execute("INSERT INTO catalog.Categories (CategoryId, ParentId, Name, Version) VALUES (@CategoryId, @ParentId, @Name, 1)", category, cancellationToken);
        made[(parentId, name)] = category.CategoryId;
        return category.CategoryId;
    }

    private sealed record TaxCodeRow(string Code, long TaxCodeId);

    private sealed record CategoryRow(long CategoryId, long ParentId, string Name);
}
