using System.Globalization;

namespace Store.Kernel.Values;

/// <summary>
/// An amount in the chain's currency, kept as whole minor units (cents, 分): two decimals, the only number of decimals Store handles.
/// In the database it is a <c>bigint</c> column whose name ends in <c>Minor</c>; in JSON a decimal number.
/// </summary>
/// <param name="Minor">The amount in minor units; negative for money that goes back.</param>
public readonly record struct Money(long Minor) : IComparable<Money>, IComparable
{
    /// <summary>How many decimals an amount has.</summary>
    public const int Decimals = 2;

    private const long UnitsPerMajor = 100;

    // Leaves room for a ticket of 500 lines of 100,000 pieces in 63 bits.
    private const decimal LargestInput = 1_000_000_000m;

    public static readonly Money Zero;

    /// <summary>Takes a decimal amount such as 12.50 as it is.</summary>
    /// <exception cref="FormatException">The amount has more decimals than the currency, or is too large.</exception>
    public static Money FromDecimal(decimal amount)
    {
        if (decimal.Round(amount, Decimals) != amount)
            throw new FormatException($"{amount.ToString(CultureInfo.InvariantCulture)} has more than {Decimals} decimals.");
        if (Math.Abs(amount) > LargestInput)
            throw new FormatException($"{amount.ToString(CultureInfo.InvariantCulture)} is too large an amount.");
        return new Money((long)(amount * UnitsPerMajor));
    }

    /// <summary>The one rounding of Store: half a minor unit goes away from zero, as shops and tax offices round.</summary>
    public static Money Round(decimal amount) =>
        new((long)decimal.Round(amount * UnitsPerMajor, 0, MidpointRounding.AwayFromZero));

    /// <summary>Unit price times quantity, rounded once; the figure to store on a line.</summary>
    public static Money Of(Money unitPrice, Quantity quantity) =>
        unitPrice.Share(quantity.Milli, Quantity.PerUnit);

    public static Money Sum(IEnumerable<Money> amounts) => new(amounts.Sum(amount => amount.Minor));

    public static Money Max(Money left, Money right) => left.Minor >= right.Minor ? left : right;

    public static Money Min(Money left, Money right) => left.Minor <= right.Minor ? left : right;

    public decimal ToDecimal() => (decimal)Minor / UnitsPerMajor;

    public Money Abs() => new(Math.Abs(Minor));

    /// <summary>This amount times <paramref name="part"/> over <paramref name="whole"/>, rounded; exact when part equals whole.</summary>
    public Money Share(long part, long whole) =>
        new((long)decimal.Round((decimal)Minor * part / whole, 0, MidpointRounding.AwayFromZero));

    /// <summary>
    /// Splits this amount over <paramref name="weights"/> by largest remainder: the parts add up to the amount to the cent,
    /// none is off its exact share by a whole minor unit, and of equal remainders the first gets the cent.
    /// With no weight at all everything goes to the first part.
    /// </summary>
    public Money[] Spread(IReadOnlyList<long> weights)
    {
        if (weights.Count == 0)
            return [];

        var parts = new Money[weights.Count];
        if (Minor == 0)
            return parts;
        var total = Int128.Zero;
        foreach (var weight in weights)
            total += weight;
        if (total == 0)
        {
            parts[0] = this;
            return parts;
        }

        var remainders = new (Int128 Remainder, int Index)[weights.Count];
        var left = Minor;
        for (var i = 0; i < weights.Count; i++)
        {
            var (floor, remainder) = Floor((Int128)Minor * weights[i], total);
            parts[i] = new Money(floor);
            left -= floor;
            remainders[i] = (remainder, i);
        }

        if (left > 0)
        {
            foreach (var (_, index) in remainders.OrderByDescending(r => r.Remainder).ThenBy(r => r.Index).Take((int)left))
                parts[index] += new Money(1);
        }

        return parts;
    }

    /// <summary>The quotient rounded down, and what is left over it in parts of the divisor.</summary>
    private static (long Floor, Int128 Remainder) Floor(Int128 dividend, Int128 divisor)
    {
        var (quotient, remainder) = Int128.DivRem(dividend, divisor);
        if (remainder != 0 && Int128.IsNegative(remainder) != Int128.IsNegative(divisor))
            (quotient, remainder) = (quotient - 1, remainder + divisor);
        return ((long)quotient, Int128.Abs(remainder));
    }

    public int CompareTo(Money other) => Minor.CompareTo(other.Minor);

    /// <summary>For validators, which compare by the untyped interface.</summary>
    int IComparable.CompareTo(object? other) => other is Money typed ? CompareTo(typed) : throw new ArgumentException($"{other} is no {nameof(Money)}.", nameof(other));

    public override string ToString() => ToDecimal().ToString("0.00", CultureInfo.InvariantCulture);

    public static Money operator +(Money left, Money right) => new(checked(left.Minor + right.Minor));

    public static Money operator -(Money left, Money right) => new(checked(left.Minor - right.Minor));

    public static Money operator -(Money amount) => new(checked(-amount.Minor));

    public static bool operator <(Money left, Money right) => left.Minor < right.Minor;

    public static bool operator >(Money left, Money right) => left.Minor > right.Minor;

    public static bool operator <=(Money left, Money right) => left.Minor <= right.Minor;

    public static bool operator >=(Money left, Money right) => left.Minor >= right.Minor;
}
