using Store.Contracts.Inventory;

namespace Store.Inventory.Stock;

/// <summary>
/// What one product in one store is worth, by moving average. The rule, move by move:
/// <list type="bullet">
/// <item>Goods that leave take value × quantity ÷ stock, rounded once; when all of it leaves, exactly the whole value.</item>
/// <item>What leaves beyond what is there is valued at the unit cost of the last purchase, so quantity and value go below zero together.</item>
/// <item>Goods that come in bring the value they are given: a purchase its cost, a return what the sale took out, the content of a broken pack what the pack was worth. Without one they come in at moving average,
/// at or below zero at the last unit cost.</item>
/// <item>Purchases that come in while stock is below zero first bring their value; then the stock is revalued to quantity × their unit cost. The difference is what
/// was wrong with the cost of the goods sold before. Anything else that lifts stock from below zero to zero or above revalues it in the same way, so that no value
/// is left without goods.</item>
/// </list>
/// </summary>
internal sealed class ValuedStock(Quantity quantity, Money value, long lastUnitCost)
{
    /// <summary>Unit costs are kept in ten-thousandths of a minor unit for one base unit, so that a thousand screws for one yuan have a cost.</summary>
    public const long UnitCostPerMinor = 10_000;

    private const long QuantityAtMost = 1_000_000_000 * Quantity.PerUnit;
    private const long ValueAtMost = 9_000_000_000_000_000;
    private const decimal UnitCostAtMost = 1_000_000_000_000_000_000;

    public Quantity Quantity { get; private set; } = quantity;

    public Money Value { get; private set; } = value;

    /// <summary>What one base unit cost at the last purchase, in 1/<see cref="UnitCostPerMinor"/> minor units; 0 while it has never been bought.</summary>
    public long LastUnitCost { get; private set; } = lastUnitCost;

    /// <summary>Moves goods in (positive) or out.</summary>
    /// <returns>The value of the move, negative for goods that leave, and what the stock that remains was revalued by.</returns>
    public (Money Value, Money Revaluation) Move(StockMoveKind kind, Quantity moved, Money? given)
    {
        if (Math.Abs(moved.Milli) > QuantityAtMost)
            throw TooLarge();
        if (moved == Quantity.Zero)
            return (Money.Zero, Money.Zero);

        var before = Quantity;
        var worth = moved < Quantity.Zero ? -ValueOfIssue(-moved.Milli) : given ?? ValueAtAverage(moved.Milli);
        var bought = moved > Quantity.Zero && (kind == StockMoveKind.Receive || (kind == StockMoveKind.BreakBulk && worth > Money.Zero));
        if (bought)
            LastUnitCost = UnitCost(worth, moved);

        Quantity += moved;
        Value = Checked((decimal)Value.Minor + worth.Minor);
        if (Math.Abs(Quantity.Milli) > QuantityAtMost)
            throw TooLarge();

        var revalued = before < Quantity.Zero && moved > Quantity.Zero && (bought || Quantity >= Quantity.Zero);
        return (worth, revalued ? RevalueTo(AtUnitCost(Quantity.Milli, UnitCost(worth, moved))) : Money.Zero);
    }

    private Money ValueOfIssue(long milli)
    {
        var fromStock = Math.Clamp(Quantity.Milli, 0, milli);
        var atAverage = fromStock == 0 ? Money.Zero : Value.Share(fromStock, Quantity.Milli);
        return atAverage + AtUnitCost(milli - fromStock, LastUnitCost);
    }

    private Money ValueAtAverage(long milli) =>
        Quantity > Quantity.Zero ? Checked((decimal)Value.Minor * milli / Quantity.Milli) : AtUnitCost(milli, LastUnitCost);

    private Money RevalueTo(Money worth)
    {
        var difference = worth - Value;
        Value = worth;
        return difference;
    }

    private static long UnitCost(Money value, Quantity quantity)
    {
        var exact = decimal.Round((decimal)value.Minor * UnitCostPerMinor * Quantity.PerUnit / quantity.Milli, 0, MidpointRounding.AwayFromZero);
        return Math.Abs(exact) <= UnitCostAtMost ? (long)exact : throw TooLarge();
    }

    private static Money AtUnitCost(long milli, long unitCost) => Checked((decimal)milli / Quantity.PerUnit * ((decimal)unitCost / UnitCostPerMinor));

    private static Money Checked(decimal minor)
    {
        var rounded = decimal.Round(minor, 0, MidpointRounding.AwayFromZero);
        return Math.Abs(rounded) <= ValueAtMost ? new Money((long)rounded) : throw TooLarge();
    }

    private static RuleBroken TooLarge() => new("stock.too_large", "Quantity or value of this stock would be larger than Store can keep.");
}
