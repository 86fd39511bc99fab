using Store.Catalog.Products;
using Store.Contracts.Catalog;

namespace Store.Catalog.Links;

/// <summary>Products that are tied to one another: as kit and part, pack and content, goods and deposit.</summary>
internal sealed class LinkedProducts(Db db)
{
    /// <summary>
    /// Reads products and, on SQL Server, keeps them as they are until the command is through, so that of two people who tie the same products the second sees what the
    /// first has done.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, Row>> Lock(IReadOnlyCollection<long> productIds, CancellationToken cancellationToken) => (await db.Query<Row>("""
        SELECT ProductId, Code, Flags, KitPricing, DepositProductId, DepositQuantityMilli, PackOfId, PackFactorMilli, Version
        FROM   catalog.Products WITH (UPDLOCK)
        WHERE  ProductId IN @productIds
        ORDER BY ProductId
        """, new { productIds }, cancellationToken)).ToDictionary(row => row.ProductId);

    public static RuleBroken Unknown(long productId) => new("product.unknown", $"There is no product {productId}.", Fact(productId));

    public static Dictionary<string, object?> Fact(long productId) => new(StringComparer.Ordinal) { ["productId"] = productId };

    internal sealed record Row(
        long ProductId, string Code, int Flags, int KitPricing, long? DepositProductId, Quantity DepositQuantity, long? PackOfId, Quantity PackFactor, int Version)
    {
        public KitPricing Kit => (KitPricing)KitPricing;

        public bool IsDeposit => ((ItemFlags)Flags).HasFlag(ItemFlags.Deposit);
    }
}
