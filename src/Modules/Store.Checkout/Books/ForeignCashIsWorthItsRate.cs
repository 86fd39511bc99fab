using Store.Checkout.Currencies;
using Store.Contracts.Checkout;
using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>Each payment in foreign notes is kept at what its amount is worth by its rate, rounded once; no other tender names a currency.</summary>
internal sealed class ForeignCashIsWorthItsRate(Db db) : IInvariant
{
    private const int RowsPerPage = 1000;

    public string Name => "Foreign cash is kept at its amount times its rate";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var breaks = new List<string>();
        var (saleId, number) = (0L, 0);
        while (breaks.Count < 20)
        {
            var rows = await db.Query<Row>("""
                SELECT SaleId, PaymentNumber, Tender, AmountMinor, TenderedMinor, COALESCE(Currency, '') AS Currency, COALESCE(ForeignMinor, 0) AS ForeignMinor, COALESCE(RateNano, 0) AS RateNano
                FROM   checkout.Payments
                WHERE  (Currency IS NOT NULL OR Tender = @ForeignCash) AND (SaleId > @saleId OR (SaleId = @saleId AND PaymentNumber > @number))
                ORDER BY SaleId, PaymentNumber
                OFFSET 0 ROWS FETCH NEXT @RowsPerPage ROWS ONLY
                """, new { saleId, number, RowsPerPage, Tenders.ForeignCash }, cancellationToken);
            breaks.AddRange(rows.Where(row => !row.Holds()).Select(row => $"sale {row.SaleId}, payment {row.PaymentNumber}: {row.Currency} {row.Foreign} at {row.Rate} is kept as {row.Tender} {row.Amount}"));
            if (rows.Count < RowsPerPage)
                break;
            (saleId, number) = (rows[^1].SaleId, rows[^1].PaymentNumber);
        }

        return breaks;
    }

    private sealed record Row(long SaleId, int PaymentNumber, string Tender, Money Amount, Money Tendered, string Currency, Money Foreign, ExchangeRate Rate)
    {
        public bool Holds() => Tender == Tenders.ForeignCash && CurrencyCodes.IsKnown(Currency) && Amount == Rate.InBase(Foreign) && Tendered == Amount;
    }
}
