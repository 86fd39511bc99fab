namespace Store.Loyalty.Coupons;

/// <summary>How a member sorts their coupons.</summary>
internal enum CouponShelf
{
    /// <summary>Good today or later.</summary>
    Usable,

    /// <summary>Used up.</summary>
    Used,

    /// <summary>Expired or withdrawn.</summary>
    Over,
}

/// <summary>What has become of a coupon.</summary>
internal static class CouponStates
{
    /// <summary>Out, and with uses left.</summary>
    public const string Issued = "Issued";

    /// <summary>As often as it may be.</summary>
    public const string Used = "Used";

    /// <summary>Used, and given back with the goods: good again.</summary>
    public const string GivenBack = "GivenBack";

    public const string Withdrawn = "Withdrawn";

    /// <summary>Why it was withdrawn: too little is kept of the sale that had earned it.</summary>
    public const string SaleReturned = "SaleReturned";

    /// <summary>Why it was withdrawn: the top-up that it came with has come back.</summary>
    public const string TopUpReturned = "TopUpReturned";

    /// <summary>Why it was withdrawn: somebody has done so; the audit log says who, and for what reason.</summary>
    public const string ByHand = "ByHand";

    /// <summary>Why it was withdrawn: its member was forgotten.</summary>
    public const string MemberErased = "MemberErased";

    /// <summary>Its last day is over; never stored, the day says so.</summary>
    public const string Expired = "Expired";

    /// <summary>The state to show on a day.</summary>
    public static string On(DateOnly today, string stored, DateOnly? validTo) => stored is Issued or GivenBack && validTo < today ? Expired : stored;
}
