using Store.Contracts.Catalog;

namespace Store.Catalog.Links;

/// <summary>Tells other modules what a pack holds.</summary>
internal static class AnswerFindPack
{
    internal sealed class Handler(Db db) : IRequestHandler<FindPack, PackContent?>
    {
        public Task<PackContent?> Handle(FindPack request, CancellationToken cancellationToken) => db.Find<PackContent>("""
            SELECT c.ProductId, p.PackFactorMilli AS FactorMilli
            FROM   catalog.Products p
            JOIN   catalog.Products c ON c.ProductId = p.PackOfId
            WHERE  p.ProductId = @ProductId
            """, request, cancellationToken);
    }
}
