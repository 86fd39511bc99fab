namespace Store.Checkout.Currencies;

/// <summary>The rates of a store. Rows are only added; a rate of zero says that the currency is taken no more.</summary>
internal static class ExchangeRates
{
    /// <summary>What is taken at a moment, and at which rate: of each currency the rate that began last.</summary>
    public static Task<IReadOnlyList<RateInForce>> InForce(Db db, long storeId, DateTime at, CancellationToken cancellationToken) => db.Query<RateInForce>("""
        SELECT r.Currency, r.RateNano, r.ValidFrom, r.SetByName
        FROM   checkout.CurrencyRates r
        WHERE  r.StoreId = @storeId AND r.ValidFrom <= @at AND r.WithdrawnAt IS NULL AND r.RateNano > 0
          AND  NOT EXISTS (SELECT 1 FROM checkout.CurrencyRates n
                           WHERE  n.StoreId = r.StoreId AND n.Currency = r.Currency AND n.ValidFrom <= @at AND n.WithdrawnAt IS NULL
                             AND  (n.ValidFrom > r.ValidFrom OR (n.ValidFrom = r.ValidFrom AND n.RateId > r.RateId)))
        ORDER BY r.Currency
        """, new { storeId, at }, cancellationToken);
}

/// <param name="Currency">ISO 4217.</param>
/// <param name="Rate">The store's own currency for one of it.</param>
/// <param name="ValidFrom">Since when; UTC.</param>
/// <param name="SetByName">Who set it.</param>
internal sealed record RateInForce(string Currency, ExchangeRate Rate, DateTime ValidFrom, string SetByName);
