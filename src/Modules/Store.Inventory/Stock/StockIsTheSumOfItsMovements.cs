using Store.Kernel.Verification;

namespace Store.Inventory.Stock;

/// <summary>The balances against the ledger they stand beside.</summary>
internal sealed class StockIsTheSumOfItsMovements(Db db) : IInvariant
{
    public string Name => "Stock is the sum of its movements, in quantity and in value";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var differing = await db.Query<Row>("""
            SELECT s.StoreId, s.ProductId, s.QuantityMilli, s.ValueMinor, COALESCE(m.QuantityMilli, 0) AS MovedQuantityMilli, COALESCE(m.ValueMinor, 0) AS MovedValueMinor
            FROM   inventory.Stock s
            LEFT JOIN (
                SELECT StoreId, ProductId, SUM(QuantityMilli) AS QuantityMilli, SUM(ValueMinor) AS ValueMinor
                FROM   inventory.StockMovements
                GROUP BY StoreId, ProductId) m ON m.StoreId = s.StoreId AND m.ProductId = s.ProductId
            WHERE  s.QuantityMilli <> COALESCE(m.QuantityMilli, 0) OR s.ValueMinor <> COALESCE(m.ValueMinor, 0)
            ORDER BY s.StoreId, s.ProductId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        var without = await db.Query<Place>("""
            SELECT DISTINCT m.StoreId, m.ProductId
            FROM   inventory.StockMovements m
            WHERE  NOT EXISTS (SELECT 1 FROM inventory.Stock s WHERE s.StoreId = m.StoreId AND s.ProductId = m.ProductId)
            ORDER BY m.StoreId, m.ProductId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return
        [
            .. differing.Select(row => $"Store {row.StoreId}, product {row.ProductId}: stock {row.Quantity} worth {row.Value}, movements {row.MovedQuantity} worth {row.MovedValue}."),
            .. without.Select(place => $"Store {place.StoreId}, product {place.ProductId}: movements without a stock row."),
        ];
    }

    private sealed record Row(long StoreId, long ProductId, Quantity Quantity, Money Value, Quantity MovedQuantity, Money MovedValue);

    private sealed record Place(long StoreId, long ProductId);
}
