using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>What a sold line says has come back is what its returns brought, never more than was sold; wholly returned lines are given back to the cent, less what was used of a membership.</summary>
internal sealed class ReturnsStayWithinTheirSales(Db db) : IInvariant
{
    public string Name => "Returned goods and money are those of the sale, and no more";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var broken = await db.Query<Row>("""
            SELECT l.SaleId, l.LineNumber, l.QuantityMilli, l.ReturnedMilli, COALESCE(b.QuantityMilli, 0) AS BroughtMilli, l.TotalMinor, COALESCE(b.TotalMinor, 0) AS RefundedMinor
            FROM   checkout.SaleLines l
            LEFT JOIN (SELECT rl.OriginalSaleId, rl.OriginalLineNumber, -SUM(rl.QuantityMilli) AS QuantityMilli, -SUM(rl.TotalMinor) AS TotalMinor, -SUM(rl.TaxMinor) AS TaxMinor
                       FROM   checkout.SaleLines rl
                       WHERE  rl.OriginalSaleId IS NOT NULL AND (rl.QuantityMilli <> 0 OR rl.IsValue = 0)
                       GROUP BY rl.OriginalSaleId, rl.OriginalLineNumber) b ON b.OriginalSaleId = l.SaleId AND b.OriginalLineNumber = l.LineNumber
            WHERE  l.QuantityMilli > 0
              AND (l.ReturnedMilli <> COALESCE(b.QuantityMilli, 0) OR l.ReturnedMilli > l.QuantityMilli
                OR (l.ReturnedMilli = l.QuantityMilli AND (l.TotalMinor <> COALESCE(b.TotalMinor, 0) OR l.TaxMinor <> COALESCE(b.TaxMinor, 0))))
            ORDER BY l.SaleId, l.LineNumber
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return [.. broken.Select(row =>
            $"sale {row.SaleId} line {row.LineNumber}: sold {row.Quantity} for {row.Total}, marked returned {row.Returned}, brought back {row.Brought}, refunded {row.Refunded}")];
    }

    private sealed record Row(long SaleId, int LineNumber, Quantity Quantity, Quantity Returned, Quantity Brought, Money Total, Money Refunded);
}
