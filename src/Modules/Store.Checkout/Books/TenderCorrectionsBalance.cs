using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>A correction moves money between two tenders of one sale and makes none: its lines come to nothing and stand in the shift of the sale.</summary>
internal sealed class TenderCorrectionsBalance(Db db) : IInvariant
{
    public string Name => "Tender corrections move money and make none";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var broken = await db.Query<Row>("""
            SELECT c.CorrectionId, c.SaleId, COALESCE(l.AmountMinor, 0) AS AmountMinor, COALESCE(l.Lines, 0) AS Lines
            FROM   checkout.TenderCorrections c
            JOIN   checkout.Sales s ON s.SaleId = c.SaleId
            LEFT JOIN (SELECT CorrectionId, ShiftId, SaleId, SUM(AmountMinor) AS AmountMinor, COUNT(*) AS Lines
                       FROM checkout.TenderCorrectionLines GROUP BY CorrectionId, ShiftId, SaleId) l
                   ON l.CorrectionId = c.CorrectionId AND l.ShiftId = c.ShiftId AND l.SaleId = c.SaleId
            WHERE  COALESCE(l.AmountMinor, 0) <> 0 OR COALESCE(l.Lines, 0) <> 2 OR s.ShiftId <> c.ShiftId
            ORDER BY c.CorrectionId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return [.. broken.Select(row => $"correction {row.CorrectionId} of sale {row.SaleId}: {row.Lines} lines that come to {row.Amount}")];
    }

    private sealed record Row(long CorrectionId, long SaleId, Money Amount, int Lines);
}
