namespace Store.Checkout.Rounding;

/// <summary>How a store rounds what is paid or given back in cash, to the coins it has. Prices, lines and other tenders are never rounded.</summary>
/// <param name="Step">The smallest coin; zero where cash is not rounded.</param>
/// <param name="Mode">Which way.</param>
internal sealed record CashRounding(Money Step, RoundingMode Mode)
{
    public static readonly CashRounding None = new(Money.Zero, RoundingMode.Nearest);

    /// <summary>The cash to ask for. What is due is never rounded away whole: at least the smallest coin is.</summary>
    public Money Due(Money amount) => amount > Money.Zero ? Money.Max(Step, Round(amount)) : amount;

    /// <summary>What is still due in the store's own cash beside foreign notes, in coins; below zero it is their change. Down is in the customer's favour there too.</summary>
    public Money RoundEitherWay(Money amount)
    {
        if (amount >= Money.Zero || Step <= Money.Zero)
            return Round(amount);
        var whole = new Money(((-amount.Minor / Step.Minor) + 1) * Step.Minor);
        return Round(amount + whole) - whole;
    }

    /// <summary>An amount of zero or more in coins of the step; half a step goes up where the nearest counts.</summary>
    public Money Round(Money amount)
    {
        if (Step <= Money.Zero)
            return amount;
        var (steps, rest) = Math.DivRem(amount.Minor, Step.Minor);
        var up = Mode switch
        {
            RoundingMode.Up => rest > 0,
            RoundingMode.Down => false,
            _ => rest * 2 >= Step.Minor,
        };
        return new Money((up ? steps + 1 : steps) * Step.Minor);
    }
}

internal enum RoundingMode
{
    Nearest,

    /// <summary>In the customer's favour (抹零).</summary>
    Down,
    Up,
}
