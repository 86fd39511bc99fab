using System.Globalization;

namespace Store.Kernel.Values;

/// <summary>
/// How much of something, in thousandths of its unit: 3 pieces are 3000, 1.234 kg are 1234.
/// In the database it is a <c>bigint</c> column whose name ends in <c>Milli</c>; in JSON a decimal number.
/// </summary>
/// <param name="Milli">Thousandths of the unit; negative for goods that go the other way.</param>
public readonly record struct Quantity(long Milli) : IComparable<Quantity>, IComparable
{
    /// <summary>Thousandths in one unit.</summary>
    public const long PerUnit = 1000;

    public static readonly Quantity Zero;

    public static readonly Quantity One = new(PerUnit);

    /// <summary>Takes a decimal quantity such as 1.234 as it is.</summary>
    /// <exception cref="FormatException">The quantity has more than three decimals, or is too large.</exception>
    public static Quantity FromDecimal(decimal quantity)
    {
        if (decimal.Round(quantity, 3) != quantity)
            throw new FormatException($"{quantity.ToString(CultureInfo.InvariantCulture)} has more than 3 decimals.");
        if (Math.Abs(quantity) > 1_000_000_000m)
            throw new FormatException($"{quantity.ToString(CultureInfo.InvariantCulture)} is too large a quantity.");
        return new Quantity((long)(quantity * PerUnit));
    }

    public static Quantity Sum(IEnumerable<Quantity> quantities) => new(quantities.Sum(quantity => quantity.Milli));

    /// <summary>This many packs of <paramref name="factor"/> base units each, in base units; what is less than a thousandth falls away.</summary>
    public Quantity InBaseUnits(Quantity factor) => new(checked(Milli * factor.Milli) / PerUnit);

    /// <summary>How many pieces a till counts for it: what is no whole number of units, such as a weight, is one.</summary>
    public int ToPieces(bool weighed = false) => Milli == 0 ? 0 : weighed || Milli % PerUnit != 0 ? 1 : (int)Math.Abs(Milli / PerUnit);

    public decimal ToDecimal() => (decimal)Milli / PerUnit;

    public int CompareTo(Quantity other) => Milli.CompareTo(other.Milli);

    /// <summary>For validators, which compare by the untyped interface.</summary>
    int IComparable.CompareTo(object? other) => other is Quantity typed ? CompareTo(typed) : throw new ArgumentException($"{other} is no {nameof(Quantity)}.", nameof(other));

    public override string ToString() => ToDecimal().ToString("0.###", CultureInfo.InvariantCulture);

    public static Quantity operator +(Quantity left, Quantity right) => new(checked(left.Milli + right.Milli));

    public static Quantity operator -(Quantity left, Quantity right) => new(checked(left.Milli - right.Milli));

    public static Quantity operator -(Quantity quantity) => new(checked(-quantity.Milli));

    public static bool operator <(Quantity left, Quantity right) => left.Milli < right.Milli;

    public static bool operator >(Quantity left, Quantity right) => left.Milli > right.Milli;

    public static bool operator <=(Quantity left, Quantity right) => left.Milli <= right.Milli;

    public static bool operator >=(Quantity left, Quantity right) => left.Milli >= right.Milli;
}
