using System.Globalization;

namespace Store.Kernel.Values;

/// <summary>How much of the store's own currency one unit of a foreign currency is worth, exact to nine decimals: 7.1 for a dollar, 0.000275 for a dong.</summary>
/// <param name="Nano">In thousand-millionths. In the database a <c>bigint</c> column whose name ends in <c>Nano</c>; in JSON a decimal number.</param>
public readonly record struct ExchangeRate(long Nano)
{
    private const long One = 1_000_000_000;
    private const decimal Largest = 1_000_000m;

    /// <exception cref="FormatException">The rate has more than nine decimals, or is not between 0 and a million.</exception>
    public static ExchangeRate FromDecimal(decimal rate)
    {
        if (decimal.Round(rate, 9) != rate || rate is < 0 or > Largest)
            throw new FormatException($"{rate.ToString(CultureInfo.InvariantCulture)} is not an exchange rate: 0 to 1000000 with up to nine decimals.");
        return new ExchangeRate((long)(rate * One));
    }

    public decimal ToDecimal() => (decimal)Nano / One;

    /// <summary>What a foreign amount is worth in the store's own currency, rounded once.</summary>
    public Money InBase(Money foreign) => foreign.Share(Nano, One);

    public override string ToString() => ToDecimal().ToString("0.#########", CultureInfo.InvariantCulture);
}
