namespace Store.Checkout.RefundRules;

/// <summary>What a store gives back for goods that were a part of a deal.</summary>
internal static class DealReturns
{
    /// <summary>What was paid for them, the deal's discount spread over its goods.</summary>
    public const string Allocated = "Allocated";

    /// <summary>What was paid less what the kept goods would have cost alone.</summary>
    public const string Reprice = "Reprice";
}
