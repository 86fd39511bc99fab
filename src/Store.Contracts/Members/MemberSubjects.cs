namespace Store.Contracts.Members;

/// <summary>
/// How approvals, drawers and the audit log name what is a member's: by the file's id, which tells nothing of the person and by which what was said about it is found when the member is
/// forgotten.
/// </summary>
public static class MemberSubjects
{
    public static string Points(long memberId) => $"points of member {memberId}";

    public static string PointsMoved(long fromId, long toId) => $"points of member {fromId} to member {toId}";

    public static string Value(long memberId) => $"stored value of member {memberId}";

    /// <summary>What of a member's stands in the log by itself.</summary>
    public static IEnumerable<string> Of(long memberId) => [Points(memberId), Value(memberId)];

    /// <summary>Patterns for LIKE of whatever names a member.</summary>
    public static IReadOnlyList<string> Patterns(long memberId) => [$"% member {memberId}", $"% member {memberId} %"];
}
