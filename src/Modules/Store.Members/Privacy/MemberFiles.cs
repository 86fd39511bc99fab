namespace Store.Members.Privacy;

/// <summary>The files that are one person's: the one that goes on, and those that were merged into it.</summary>
internal static class MemberFiles
{
    public static async Task<IReadOnlyList<long>> FilesOf(this Db db, long memberId, CancellationToken cancellationToken) => await db.Query<long>("""
        SELECT MemberId FROM members.Members WHERE MemberId = @memberId OR MergedIntoId = @memberId ORDER BY MemberId
        """, new { memberId }, cancellationToken) is { Count: > 0 } files ? files : throw new NotFound("member", memberId);
}
