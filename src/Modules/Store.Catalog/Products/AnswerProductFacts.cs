using Store.Contracts.Catalog;

namespace Store.Catalog.Products;

/// <summary>Names and units of products, for other modules.</summary>
internal static class AnswerProductFacts
{
    internal sealed class DescribeHandler(Db db) : IRequestHandler<DescribeProducts, IReadOnlyList<ProductFacts>>
    {
        private const int IdsAtMost = 1000;

        public async Task<IReadOnlyList<ProductFacts>> Handle(DescribeProducts request, CancellationToken cancellationToken)
        {
            var facts = new List<ProductFacts>(request.ProductIds.Count);
            foreach (var chunk in request.ProductIds.Distinct().Chunk(IdsAtMost))
            {
                facts.AddRange(await db.Query<ProductFacts>(
                    "SELECT ProductId, Code, Name, Unit, CategoryId FROM catalog.Products WHERE ProductId IN @chunk", new { chunk }, cancellationToken));
            }

            return facts;
        }
    }

    internal sealed class ListHandler(Db db) : IRequestHandler<ListProducts, IReadOnlyList<ProductFacts>>
    {
        public Task<IReadOnlyList<ProductFacts>> Handle(ListProducts request, CancellationToken cancellationToken) => db.Query<ProductFacts>("""
            SELECT ProductId, Code, Name, Unit, CategoryId
            FROM   catalog.Products
            WHERE  ProductId > @AfterProductId AND Active = 1
            ORDER BY ProductId
            OFFSET 0 ROWS FETCH NEXT @Limit ROWS ONLY
            """, request, cancellationToken);
    }
}
