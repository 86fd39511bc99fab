using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>What came off a line is the sum of its discounts, gross less that is what was charged, and no line is worth less than nothing.</summary>
internal sealed class DiscountsAreThoseOfTheLines(Db db) : IInvariant
{
    public string Name => "Gross less the stored discounts is what each line was charged";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        // Where the shelf price has the tax in it, gross less discounts is the total and the tax that an exempt customer did not pay; else it is the net amount.
        var broken = await db.Query<Row>("""
            SELECT l.SaleId, l.LineNumber, l.GrossMinor, l.DiscountMinor, COALESCE(d.AmountMinor, 0) AS StoredMinor, l.NetMinor, l.TotalMinor
            FROM   checkout.SaleLines l
            LEFT JOIN (SELECT SaleId, LineNumber, SUM(AmountMinor) AS AmountMinor FROM checkout.SaleDiscounts GROUP BY SaleId, LineNumber) d
                   ON d.SaleId = l.SaleId AND d.LineNumber = l.LineNumber
            WHERE  l.DiscountMinor <> COALESCE(d.AmountMinor, 0)
                OR (l.GrossMinor - l.DiscountMinor <> l.TotalMinor + l.ExemptTaxMinor AND l.GrossMinor - l.DiscountMinor <> l.NetMinor)
                OR (l.QuantityMilli > 0 AND l.GrossMinor >= 0 AND l.TotalMinor < 0)
            ORDER BY l.SaleId, l.LineNumber
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return [.. broken.Select(row =>
            $"sale {row.SaleId} line {row.LineNumber}: gross {row.Gross}, discount {row.Discount}, stored discounts {row.Stored}, net {row.Net}, total {row.Total}")];
    }

    private sealed record Row(long SaleId, int LineNumber, Money Gross, Money Discount, Money Stored, Money Net, Money Total);
}
