using Store.Contracts.Catalog;

namespace Store.Catalog.Categories;

/// <summary>Tells other modules of the tree of categories.</summary>
internal static class AnswerGetCategoryTree
{
    internal sealed class Handler(Db db) : IRequestHandler<GetCategoryTree, IReadOnlyList<CategoryFacts>>
    {
        public async Task<IReadOnlyList<CategoryFacts>> Handle(GetCategoryTree request, CancellationToken cancellationToken)
        {
            var rows = await db.Query<CategoryFacts>("SELECT CategoryId, ParentId, Name FROM catalog.Categories", null, cancellationToken);
            return [.. rows.Select(row => row with { ParentId = row.ParentId == CategoryTree.Top ? null : row.ParentId })];
        }
    }
}
