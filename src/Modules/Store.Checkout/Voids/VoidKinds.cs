namespace Store.Checkout.Voids;

/// <summary>What a void took out.</summary>
internal static class VoidKinds
{
    /// <summary>A line, or a part of its quantity.</summary>
    public const string Line = "Line";

    /// <summary>The whole basket.</summary>
    public const string Sale = "Sale";

    /// <summary>A parked basket that was given up.</summary>
    public const string Parked = "Parked";
}
