namespace Store.Members.Levels;

/// <summary>
/// Asks of every member whether the level they are on is still the one that they have earned, a page at a time. Levels that were given by hand or paid for are left alone, and so
/// is one that is held until a day to come.
/// </summary>
internal sealed class LevelReview(Db db, LevelChanges changes, TimeProvider clock)
{
    private const int MembersAtATime = 500;

    /// <summary>Reviews all; says how many changed.</summary>
    public async Task<int> Run(CancellationToken cancellationToken)
    {
        var all = 0;
        for (var after = 0L; ;)
        {
            var (last, moved) = await db.Transact(async () =>
            {
                var (last, due) = await Page(after, cancellationToken);
                return (last, await changes.Move(LevelChanges.Review, [.. due.Select(one => (one.MemberId, one.FromLevelId, one.ToLevelId))], cancellationToken));
            }, cancellationToken);
            all += moved;
            if (last is null)
                return all;
            after = last.Value;
        }
    }

    /// <summary>Who would change, as things are.</summary>
    public async IAsyncEnumerable<Due> Preview([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long? after = 0; after is { } at;)
        {
            (after, var due) = await Page(at, cancellationToken);
            foreach (var one in due)
                yield return one;
        }
    }

    private async Task<(long? Last, IReadOnlyList<Due> Due)> Page(long after, CancellationToken cancellationToken)
    {
        var ladder = await LevelLadder.Read(db, cancellationToken);
        if (!ladder.HasRules)
            return (null, []);
        var today = DateOnly.FromDateTime(clock.UtcNow());
        var members = await db.Query<Row>("""
            SELECT MemberId, Number, LevelId, LevelHeldUntil FROM members.Members WHERE MemberId > @after AND State = 'Active' ORDER BY MemberId OFFSET 0 ROWS FETCH NEXT @MembersAtATime ROWS ONLY
            """, new { after, MembersAtATime }, cancellationToken);
        var free = members.Where(member => ladder.IsEarned(member.LevelId) && (member.LevelHeldUntil is null || member.LevelHeldUntil < today)).ToList();
        var months = await ladder.Figures(db, [.. free.Select(member => member.MemberId)], today, cancellationToken);
        return (members.Count < MembersAtATime ? null : members[^1].MemberId,
        [
            .. free.Select(member => (Member: member, To: ladder.Earned(months[member.MemberId], today))).Where(one => one.To != one.Member.LevelId)
                .Select(one => new Due(one.Member.MemberId, one.Member.Number, one.Member.LevelId, one.To)),
        ]);
    }

    /// <summary>A member who changes.</summary>
    internal sealed record Due(long MemberId, string Number, long? FromLevelId, long? ToLevelId);

    private sealed record Row(long MemberId, string Number, long? LevelId, DateOnly? LevelHeldUntil);
}
