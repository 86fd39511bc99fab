using Store.Checkout.Sales;

namespace Store.Checkout.Currencies;

/// <summary>Checks that foreign cash was taken at the rate in force and at its worth by that rate. Payments without foreign cash are not looked at.</summary>
internal sealed class ShownRates(Db db)
{
    /// <exception cref="RuleBroken"><c>currency.not_taken</c>, <c>rate.differs</c> or <c>currency.worth_differs</c>, each with what the till should have shown.</exception>
    public async Task Check(long storeId, IReadOnlyList<CompleteSale.Payment> payments, DateTime now, CancellationToken cancellationToken)
    {
        if (payments.All(payment => payment.Foreign is null))
            return;
        var rates = (await ExchangeRates.InForce(db, storeId, now, cancellationToken)).ToDictionary(rate => rate.Currency, rate => rate.Rate, StringComparer.Ordinal);
        foreach (var payment in payments)
        {
            if (payment.Foreign is not { } foreign)
                continue;
            if (!rates.TryGetValue(foreign.Currency, out var rate))
                throw new RuleBroken("currency.not_taken", $"This store does not take {foreign.Currency}.", new Dictionary<string, object?> { ["currency"] = foreign.Currency });
            if (rate != foreign.Rate)
                throw new RuleBroken("rate.differs", $"{foreign.Currency} is taken at {rate}, the till showed {foreign.Rate}.", Facts(foreign, foreign.Rate.ToDecimal(), rate.ToDecimal()));
            if (foreign.Worth() != payment.Amount)
            {
                throw new RuleBroken(
                    "currency.worth_differs", $"{foreign.Currency} {foreign.Amount} is worth {foreign.Worth()}, the till showed {payment.Amount}.",
                    Facts(foreign, payment.Amount.ToDecimal(), foreign.Worth().ToDecimal()));
            }
        }
    }

    private static Dictionary<string, object?> Facts(ForeignCash foreign, decimal shown, decimal actual) => new()
    {
        ["currency"] = foreign.Currency, ["shown"] = shown, ["actual"] = actual,
    };
}
