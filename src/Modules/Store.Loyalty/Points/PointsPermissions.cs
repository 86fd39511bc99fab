namespace Store.Loyalty.Points;

/// <summary>The permissions that points ask for.</summary>
internal static class PointsPermissions
{
    public const string View = "loyalty.view-points";

    public const string ManageRules = "loyalty.manage-points";

    /// <summary>Giving, taking and moving points by hand.</summary>
    public const string Adjust = "loyalty.adjust-points";

    /// <summary>Swapping a member's points for gifts.</summary>
    public const string Swap = "loyalty.swap-points";

    public const string CashOut = "loyalty.cash-out-points";

    /// <summary>Saying that a member has done something that earns points.</summary>
    public const string RecordActivity = "loyalty.record-activities";

    /// <summary>Deciding on activities that others have recorded.</summary>
    public const string DecideActivity = "loyalty.decide-activities";
}
