namespace Store.Members.Levels;

/// <summary>
/// Two files become one: of the levels that each has of its own the higher counts, with the day until which it was set. A level that a paid membership gives is nobody's own: it goes
/// with the membership, and ends with it.
/// </summary>
internal sealed class MergedLevels(Db db, LevelChanges changes)
{
    public async Task Merge(long fromId, long intoId, CancellationToken cancellationToken)
    {
        var rows = (await db.Query<Row>("""
            SELECT m.MemberId, m.LevelId, m.LevelHeldUntil, p.LevelId AS PaidLevelId, p.OwnLevelId, p.OwnHeldUntil
            FROM   members.Members m
            LEFT JOIN members.PaidLevels p ON p.MemberId = m.MemberId
            WHERE  m.MemberId IN (@fromId, @intoId)
            """, new { fromId, intoId }, cancellationToken)).ToDictionary(row => row.MemberId);
        var (from, into) = (rows[fromId], rows[intoId]);
        var ladder = await LevelLadder.Read(db, cancellationToken);
        var (levelId, heldUntil) = Higher(into.Own, from.Own, ladder);
        if (into.PaidLevelId is not null)
        {
            await db.Execute("""
                UPDATE members.PaidLevels SET OwnLevelId = @levelId, OwnHeldUntil = @heldUntil WHERE MemberId = @intoId
                """, new { levelId, heldUntil, intoId }, cancellationToken);
        }

        // Where the paid level is the higher one, it stays until the membership ends.
        if (into.IsLifted && ladder.RankOf(into.PaidLevelId) > ladder.RankOf(levelId))
            (levelId, heldUntil) = (into.PaidLevelId, null);
        await db.Execute("UPDATE members.Members SET LevelId = @levelId, LevelHeldUntil = @heldUntil WHERE MemberId = @intoId", new { levelId, heldUntil, intoId }, cancellationToken);

        // They had reached it before, so nobody is told that somebody has risen.
        if (levelId != into.LevelId)
            await changes.Enter(LevelChanges.Merged, [(intoId, into.LevelId, levelId)], cancellationToken);
    }

    private static (long? LevelId, DateOnly? HeldUntil) Higher((long? LevelId, DateOnly? HeldUntil) one, (long? LevelId, DateOnly? HeldUntil) other, LevelLadder ladder)
    {
        var difference = ladder.RankOf(one.LevelId) - ladder.RankOf(other.LevelId);
        return difference > 0 ? one : difference < 0 ? other : (one.LevelId, one.HeldUntil is { } held && !(held < other.HeldUntil) ? held : other.HeldUntil);
    }

    private sealed record Row(long MemberId, long? LevelId, DateOnly? LevelHeldUntil, long? PaidLevelId, long? OwnLevelId, DateOnly? OwnHeldUntil)
    {
        public bool IsLifted => PaidLevelId is not null && LevelId == PaidLevelId && LevelHeldUntil is null;

        /// <summary>The level without the membership, as it stands.</summary>
        public (long? LevelId, DateOnly? HeldUntil) Own => IsLifted ? (OwnLevelId, OwnHeldUntil) : (LevelId, LevelHeldUntil);
    }
}
