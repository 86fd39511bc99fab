namespace Store.Checkout.Currencies;

/// <summary>Notes of another currency that were handed over.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">How much, in that currency.</param>
/// <param name="Rate">The store's own currency for one of that.</param>
internal sealed record ForeignCash(string Currency, Money Amount, ExchangeRate Rate)
{
    /// <summary>What it is worth in the store's own currency, rounded once.</summary>
    public Money Worth() => Rate.InBase(Amount);
}

internal sealed class ForeignCashValidator : AbstractValidator<ForeignCash>
{
    public ForeignCashValidator()
    {
        RuleFor(cash => cash.Currency).Must(CurrencyCodes.IsKnown).WithMessage("A currency is named by its ISO 4217 code.");
        RuleFor(cash => cash.Amount).GreaterThan(Money.Zero).Must((cash, amount) => CurrencyCodes.Has(cash.Currency ?? "", amount)).WithMessage("That currency has no decimals.");
        RuleFor(cash => cash.Rate).Must(rate => rate.Nano > 0).WithMessage("A rate is more than zero.");
    }
}
