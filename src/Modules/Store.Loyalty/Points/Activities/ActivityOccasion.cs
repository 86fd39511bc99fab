namespace Store.Loyalty.Points.Activities;

/// <summary>What gives a member the points of an activity by itself.</summary>
internal enum ActivityOccasion
{
    /// <summary>Nothing: people record it.</summary>
    None,

    /// <summary>Their birthday, once a year.</summary>
    Birthday,

    /// <summary>They brought a new member, once for each.</summary>
    Referral,
}
