namespace Store.Checkout.Orders;

/// <summary>Where a quotation or a customer's order stands, and what may follow what.</summary>
internal static class OrderStates
{
    /// <summary>A price has been promised; nothing is ordered.</summary>
    public const string Quoted = "Quoted";

    /// <summary>Ordered, and the deposit is not there yet.</summary>
    public const string Open = "Open";

    /// <summary>The deposit is there.</summary>
    public const string Confirmed = "Confirmed";

    /// <summary>The goods wait for the customer.</summary>
    public const string Ready = "Ready";

    /// <summary>Sold.</summary>
    public const string Completed = "Completed";

    public const string Cancelled = "Cancelled";

    public static readonly IReadOnlyList<string> All = [Quoted, Open, Confirmed, Ready, Completed, Cancelled];

    /// <summary>The allowed moves.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Moves = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        [Quoted] = [Open, Confirmed, Completed, Cancelled],
        [Open] = [Confirmed, Completed, Cancelled],
        [Confirmed] = [Ready, Completed, Cancelled],
        [Ready] = [Completed, Cancelled],
        [Completed] = [],
        [Cancelled] = [],
    };

    /// <summary>Whether money may be taken for it.</summary>
    public static bool TakesMoney(string state) => state is Open or Confirmed or Ready;

    /// <exception cref="RuleBroken"><c>order.state</c>.</exception>
    public static void Require(string from, string to)
    {
        if (!Moves[from].Contains(to, StringComparer.Ordinal))
            throw new RuleBroken("order.state", $"What is {from} cannot become {to}.", new Dictionary<string, object?> { ["from"] = from, ["to"] = to });
    }
}

/// <summary>What an order is for.</summary>
internal static class OrderKinds
{
    /// <summary>Nothing yet: prices that are kept for some days.</summary>
    public const string Quotation = "Quotation";

    /// <summary>Goods that are ordered for the customer.</summary>
    public const string Special = "Special";

    /// <summary>Goods that are there and set aside until they are paid.</summary>
    public const string Layaway = "Layaway";
}
