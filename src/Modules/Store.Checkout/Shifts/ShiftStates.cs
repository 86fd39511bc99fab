namespace Store.Checkout.Shifts;

/// <summary>What becomes of a shift.</summary>
internal static class ShiftStates
{
    /// <summary>Sells on its register or registers.</summary>
    public const string Open = "Open";

    /// <summary>A floating shift between two registers: its tray is on the way.</summary>
    public const string Suspended = "Suspended";

    /// <summary>Closed blind: it sells no more and is never resumed; its drawer may still be counted.</summary>
    public const string Uncounted = "Uncounted";

    public const string Closed = "Closed";

    private static readonly HashSet<(string From, string To)> Moves =
    [
        (Open, Suspended), (Suspended, Open), (Open, Uncounted), (Suspended, Uncounted), (Open, Closed), (Suspended, Closed), (Uncounted, Closed),
    ];

    public static bool MayBecome(string from, string to) => Moves.Contains((from, to));

    /// <exception cref="Conflict"><c>shift.closed</c> or <c>shift.ended</c>: it cannot become that any more.</exception>
    public static void Check(string from, string to)
    {
        if (MayBecome(from, to))
            return;
        throw from switch
        {
            Closed => new Conflict("shift.closed", "This shift has been closed already."),
            Uncounted => new Conflict("shift.ended", "This shift has ended; it can only be counted and closed."),
            Suspended => new Conflict("shift.suspended", "This shift is suspended."),
            _ => new Conflict("shift.open", "This shift is open."),
        };
    }
}

/// <summary>On how many registers a shift may sell.</summary>
internal static class ShiftKinds
{
    /// <summary>Stays on its register.</summary>
    public const string Fixed = "Fixed";

    /// <summary>Its cashier takes the tray from register to register; one per cashier and store.</summary>
    public const string Floating = "Floating";

    /// <summary>Several registers sell in it from one float; one per store.</summary>
    public const string Shared = "Shared";

    public static readonly IReadOnlyList<string> All = [Fixed, Floating, Shared];
}
