using MediatR;

namespace Store.Contracts.Catalog;

/// <summary>Which categories there are and which stand below which, for whoever means a category with all below it.</summary>
public sealed record GetCategoryTree : IRequest<IReadOnlyList<CategoryFacts>>;

/// <param name="CategoryId">The category.</param>
/// <param name="ParentId">The one above it; null at the top.</param>
/// <param name="Name">Its name.</param>
public sealed record CategoryFacts(long CategoryId, long? ParentId, string Name);

/// <summary>Which categories stand below which.</summary>
public sealed class CategoryBranches(IEnumerable<CategoryFacts> tree)
{
    public static readonly CategoryBranches None = new([]);

    private readonly ILookup<long, long> children = tree.Where(category => category.ParentId is not null).ToLookup(category => category.ParentId!.Value, category => category.CategoryId);

    /// <summary>The categories and all below them. One that exists no more stands for itself.</summary>
    public HashSet<long> With(IEnumerable<long> categoryIds)
    {
        var all = new HashSet<long>();
        var open = new Stack<long>(categoryIds);
        while (open.TryPop(out var category))
        {
            if (!all.Add(category))
                continue;
            foreach (var child in children[category])
                open.Push(child);
        }

        return all;
    }
}
