using Store.Kernel.Verification;

namespace Store.Catalog.Links;

/// <summary>A kit is made of single products, and nothing else has parts.</summary>
internal sealed class KitsHold(Db db) : IInvariant
{
    public string Name => "Every kit has parts, and no part is a kit.";

    public Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken) => db.Query<string>("""
        SELECT CONCAT('product ', p.Code, ' is a kit without parts, has parts and is no kit, or is a kit and a part')
        FROM   catalog.Products p
        WHERE  (p.KitPricing <> 0 AND NOT EXISTS (SELECT 1 FROM catalog.KitParts k WHERE k.KitId = p.ProductId))
           OR  (p.KitPricing = 0 AND EXISTS (SELECT 1 FROM catalog.KitParts k WHERE k.KitId = p.ProductId))
           OR  (p.KitPricing <> 0 AND EXISTS (SELECT 1 FROM catalog.KitParts k WHERE k.PartId = p.ProductId))
        ORDER BY p.Code
        OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
        """, null, cancellationToken);
}
