using Store.Kernel.Verification;

namespace Store.Inventory.Stock;

/// <summary>No value without goods.</summary>
internal sealed class NothingIsWorthNothing(Db db) : IInvariant
{
    public string Name => "Where no goods are left, no stock value is left";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken) =>
    [
        .. (await db.Query<Row>("""
            SELECT StoreId, ProductId, ValueMinor
            FROM   inventory.Stock
            WHERE  QuantityMilli = 0 AND ValueMinor <> 0
            ORDER BY StoreId, ProductId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken)).Select(row => $"Store {row.StoreId}, product {row.ProductId}: nothing is left, worth {row.Value}."),
    ];

    private sealed record Row(long StoreId, long ProductId, Money Value);
}
