using System.Globalization;

namespace Store.Kernel.Values;

/// <summary>A tax rate in parts per million, so that 13 % (130,000) and 8.875 % (88,750) are both exact.</summary>
/// <param name="Ppm">Parts per million. In the database an <c>int</c> column whose name ends in <c>Ppm</c>; in JSON a number of percent.</param>
public readonly record struct TaxRate(int Ppm)
{
    private const int Million = 1_000_000;

    /// <exception cref="FormatException">The rate has more than four decimals of percent, or is not between 0 and 100.</exception>
    public static TaxRate FromPercent(decimal percent)
    {
        if (decimal.Round(percent, 4) != percent || percent is < 0 or > 100)
            throw new FormatException($"{percent.ToString(CultureInfo.InvariantCulture)} is not a tax rate: 0 to 100 percent with up to four decimals.");
        return new TaxRate((int)(percent * 10_000));
    }

    public decimal ToPercent() => Ppm / 10_000m;

    /// <summary>The tax that is inside <paramref name="gross"/>: gross × rate ÷ (1 + rate), rounded once.</summary>
    public Money IncludedIn(Money gross) => gross.Share(Ppm, Million + Ppm);

    /// <summary>The tax that comes on top of <paramref name="net"/>: net × rate, rounded once.</summary>
    public Money OnTopOf(Money net) => net.Share(Ppm, Million);
}
