using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>A sale's figures and its pieces are the sums of its lines, net and tax make the total, and its payments cover it and its cash rounding to the cent.</summary>
internal sealed class SalesAddUp(Db db) : IInvariant
{
    public string Name => "Every sale is the sum of its lines, net and tax make the total, payments cover it to the cent";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var broken = await db.Query<Row>("""
            SELECT s.SaleId, s.TotalMinor, s.NetMinor + s.TaxMinor AS NetAndTaxMinor, COALESCE(l.TotalMinor, 0) AS LinesMinor, COALESCE(p.AmountMinor, 0) AS PaymentsMinor, s.RoundingMinor
            FROM   checkout.Sales s
            LEFT JOIN (SELECT SaleId, SUM(TotalMinor) AS TotalMinor, SUM(NetMinor) AS NetMinor, SUM(TaxMinor) AS TaxMinor, SUM(CostMinor) AS CostMinor, SUM(COALESCE(Pieces, 1)) AS Pieces
                       FROM checkout.SaleLines GROUP BY SaleId) l ON l.SaleId = s.SaleId
            LEFT JOIN (SELECT SaleId, SUM(AmountMinor) AS AmountMinor FROM checkout.Payments GROUP BY SaleId) p ON p.SaleId = s.SaleId
            WHERE  s.TotalMinor <> s.NetMinor + s.TaxMinor
                OR s.TotalMinor <> COALESCE(l.TotalMinor, 0) OR s.NetMinor <> COALESCE(l.NetMinor, 0) OR s.TaxMinor <> COALESCE(l.TaxMinor, 0)
                OR s.CostMinor <> COALESCE(l.CostMinor, 0) OR s.ItemCount <> COALESCE(l.Pieces, 0) OR s.TotalMinor + s.RoundingMinor <> COALESCE(p.AmountMinor, 0)
            ORDER BY s.SaleId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return [.. broken.Select(row => $"sale {row.SaleId}: total {row.Total}, net and tax {row.NetAndTax}, lines {row.Lines}, payments {row.Payments}, rounding {row.Rounding}")];
    }

    private sealed record Row(long SaleId, Money Total, Money NetAndTax, Money Lines, Money Payments, Money Rounding);
}
