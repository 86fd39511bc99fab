using Store.Kernel.Verification;

namespace Store.Catalog.Search;

/// <summary>The search index has not lost a product.</summary>
internal sealed class ProductsAreFound(Db db) : IInvariant
{
    public string Name => "Every product stands in the search index.";

    public Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken) => db.Query<string>("""
        SELECT CONCAT('product ', p.Code, ' is not in the search index')
        FROM   catalog.Products p
        WHERE  NOT EXISTS (SELECT 1 FROM catalog.SearchTerms s WHERE s.ProductId = p.ProductId)
        ORDER BY p.Code
        OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
        """, null, cancellationToken);
}
