namespace Store.Checkout.Bills;

/// <summary>What has become of a difference.</summary>
internal static class DifferenceStates
{
    /// <summary>To be looked into.</summary>
    public const string Open = "Open";

    /// <summary>Somebody has settled it, with a note.</summary>
    public const string Settled = "Settled";

    /// <summary>A later bill has it.</summary>
    public const string Explained = "Explained";
}
