using Store.Catalog.Categories;

namespace Store.Catalog.Assortment;

/// <summary>
/// What a store lists (B75): everything, but for what its rules leave out. A rule for the product itself decides; else the nearest one for its category or one above it;
/// else the store's own default.
/// </summary>
internal sealed class StoreAssortment(Db db, Caller caller)
{
    /// <summary>Whoever says what a store lists may also sell there what it does not.</summary>
    public const string Manage = "catalog.manage-assortment";

    private const int IdsAtMost = 1000;

    /// <summary>Whether the caller may sell in a store what it does not list.</summary>
    public bool MaySellUnlisted(long storeId) => caller.MayIn(storeId, Manage);

    /// <summary>Those of some products that a store lists.</summary>
    /// <param name="storeId">The store; 0 lists everything.</param>
    /// <param name="products">Each with its category.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlySet<long>> Listed(long storeId, IReadOnlyCollection<(long ProductId, long? CategoryId)> products, CancellationToken cancellationToken)
    {
        var rules = new List<Rule>();
        foreach (var chunk in products.Select(product => product.ProductId).Chunk(IdsAtMost))
        {
            rules.AddRange(await db.Query<Rule>("""
                SELECT CategoryId, ProductId, Listed
                FROM   catalog.AssortmentRules
                WHERE  StoreId = @storeId AND (ProductId = 0 OR ProductId IN @chunk)
                """, new { storeId, chunk }, cancellationToken));
        }

        if (rules.Count == 0)
            return products.Select(product => product.ProductId).ToHashSet();
        var byProduct = rules.Where(rule => rule.ProductId != 0).ToDictionary(rule => rule.ProductId, rule => rule.Listed);
        var byCategory = rules.Where(rule => rule.ProductId == 0).DistinctBy(rule => rule.CategoryId).ToDictionary(rule => rule.CategoryId, rule => rule.Listed);
        var parents = byCategory.Keys.Any(category => category != CategoryTree.Top) ? await Parents(cancellationToken) : [];
        return products
            .Where(product => byProduct.TryGetValue(product.ProductId, out var listed) ? listed : ByCategory(product.CategoryId ?? CategoryTree.Top, byCategory, parents))
            .Select(product => product.ProductId).ToHashSet();
    }

    private static bool ByCategory(long categoryId, Dictionary<long, bool> rules, Dictionary<long, long> parents)
    {
        for (var (at, level) = (categoryId, 0); at != CategoryTree.Top && level <= CategoryTree.LevelsAtMost; (at, level) = (parents.GetValueOrDefault(at), level + 1))
        {
            if (rules.TryGetValue(at, out var listed))
                return listed;
        }

        return rules.GetValueOrDefault(CategoryTree.Top, true);
    }

    private async Task<Dictionary<long, long>> Parents(CancellationToken cancellationToken) =>
        (await db.Query<Parent>("SELECT CategoryId, ParentId FROM catalog.Categories", null, cancellationToken)).ToDictionary(row => row.CategoryId, row => row.ParentId);

    private sealed record Rule(long CategoryId, long ProductId, bool Listed);

    private sealed record Parent(long CategoryId, long ParentId);
}
