namespace Store.Members.Segments;

/// <summary>A member as lists of a segment show them.</summary>
internal sealed record SegmentMember(
    long MemberId, string Number, string Name, long? LevelId, long HomeStoreId, DateTime CreatedAt, int Visits, Money Spent, DateOnly? LastVisit, int RecencyScore, int FrequencyScore, int MoneyScore);

internal static class SegmentMembers
{
    /// <summary>What lists show of some members, in the order of their ids.</summary>
    public static async Task<IReadOnlyList<SegmentMember>> MembersShown(this Db db, IReadOnlyList<long> memberIds, CancellationToken cancellationToken) => memberIds.Count == 0 ? [] :
        await db.Query<SegmentMember>("""
            SELECT m.MemberId, m.Number, m.Name, m.LevelId, m.HomeStoreId, m.CreatedAt, COALESCE(f.Visits, 0) AS Visits, COALESCE(f.SpentMinor, 0) AS SpentMinor, f.LastVisit,
                   COALESCE(f.RecencyScore, 0) AS RecencyScore, COALESCE(f.FrequencyScore, 0) AS FrequencyScore, COALESCE(f.MoneyScore, 0) AS MoneyScore
            FROM   members.Members m
            LEFT JOIN members.MemberFacts f ON f.MemberId = m.MemberId
            WHERE  m.MemberId IN @memberIds
            ORDER BY m.MemberId
            """, new { memberIds }, cancellationToken);
}
