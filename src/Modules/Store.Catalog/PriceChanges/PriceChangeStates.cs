namespace Store.Catalog.PriceChanges;

/// <summary>How far a price change document (调价单) is.</summary>
internal enum PriceChangeState
{
    /// <summary>Being written; nobody else has to look at it yet.</summary>
    Draft,

    /// <summary>Waits for another person's decision.</summary>
    Submitted,

    /// <summary>Its prices stand in the price book, from its date on.</summary>
    Approved,

    /// <summary>Sent back; whoever made it may write on.</summary>
    Refused,

    /// <summary>Came to nothing: given up, or taken back before it was live.</summary>
    Cancelled,

    /// <summary>Approved, and its prices have begun somewhere. Never stored: it follows from the clock.</summary>
    Live,
}

/// <summary>Which state follows which.</summary>
internal static class PriceChangeMoves
{
    private static readonly HashSet<(PriceChangeState From, PriceChangeState To)> Allowed =
    [
        (PriceChangeState.Draft, PriceChangeState.Submitted), (PriceChangeState.Draft, PriceChangeState.Cancelled),
        (PriceChangeState.Submitted, PriceChangeState.Approved), (PriceChangeState.Submitted, PriceChangeState.Refused), (PriceChangeState.Submitted, PriceChangeState.Cancelled),
        (PriceChangeState.Submitted, PriceChangeState.Draft),
        (PriceChangeState.Refused, PriceChangeState.Draft), (PriceChangeState.Refused, PriceChangeState.Cancelled),
        (PriceChangeState.Approved, PriceChangeState.Cancelled),
    ];

    public static bool Allow(PriceChangeState from, PriceChangeState to) => Allowed.Contains((from, to));
}
