namespace Store.Members.Members;

/// <summary>What a member's file can be.</summary>
internal static class MemberStates
{
    public const string Active = "Active";

    /// <summary>It was found to be another member's; that one goes on.</summary>
    public const string Merged = "Merged";

    /// <summary>The person wished to be forgotten; the number stays for the books.</summary>
    public const string Erased = "Erased";
}
