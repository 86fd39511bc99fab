namespace Store.Members.Levels;

/// <summary>
/// Asks of every member whether the level they are on is still the one that they have earned, a page at a time. Levels that were given by hand are left alone, and so is one that is
/// held until a day to come. Nobody falls below the level of a paid membership that runs; what they would fall to without it is kept for when it ends.
/// </summary>
internal sealed class LevelReview(Db db, LevelChanges changes, Caller caller, TimeProvider clock)
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
                var (last, due, own, _) = await Page(after, MembersAtATime, cancellationToken);
                foreach (var one in own)
                    await db.Execute("UPDATE members.PaidLevels SET OwnLevelId = @Earned WHERE MemberId = @MemberId", one, cancellationToken);
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
            (after, var due, _, _) = await Page(at, MembersAtATime, cancellationToken);
            foreach (var one in due)
                yield return one;
        }
    }

    /// <summary>Who of the next members would change; the last of them, null for the end of all.</summary>
    public async Task<(long? Last, IReadOnlyList<Due> Due, int LookedAt)> Preview(long after, int members, CancellationToken cancellationToken)
    {
        var (last, due, _, lookedAt) = await Page(after, members, cancellationToken);
        return (last, due, lookedAt);
    }

    private async Task<(long? Last, IReadOnlyList<Due> Due, IReadOnlyList<OwnLevel> Own, int LookedAt)> Page(long after, int atATime, CancellationToken cancellationToken)
    {
        var ladder = await LevelLadder.Read(db, cancellationToken);
        if (!ladder.HasRules)
            return (null, [], [], 0);
        var today = DateOnly.FromDateTime(clock.UtcNow());
        var members = await db.Query<Row>("""
            SELECT m.MemberId, m.Number, m.Name, m.LevelId, m.LevelHeldUntil, p.LevelId AS PaidLevelId, p.OwnLevelId, p.OwnHeldUntil
            FROM   members.Members m
            LEFT JOIN members.PaidLevels p ON p.MemberId = m.MemberId
            WHERE  m.MemberId > @after AND m.State = 'Active'
            ORDER BY m.MemberId
            OFFSET 0 ROWS FETCH NEXT @atATime ROWS ONLY
            """, new { after, atATime }, cancellationToken);
        var free = members.Where(member => (member.IsOnPaid || ladder.IsEarned(member.LevelId)) && !(member.LevelHeldUntil >= today)).ToList();
        var months = await ladder.Figures(db, [.. free.Select(member => member.MemberId)], today, cancellationToken);
        var earned = free.Select(member => (Member: member, Level: ladder.Earned(months[member.MemberId], today))).ToList();
        return (members.Count < atATime ? null : members[^1].MemberId,
        [
            .. earned.Select(one => (one.Member, To: ladder.RankOf(one.Member.PaidLevelId) >= ladder.RankOf(one.Level) ? one.Member.PaidLevelId : one.Level))
                .Where(one => one.To != one.Member.LevelId).Select(one => new Due(one.Member.MemberId, one.Member.Number, caller.May("members.view") ? one.Member.Name : null, one.Member.LevelId, one.To)),
        ],
        [
            .. earned.Where(one => one.Member.IsOnPaid && ladder.IsEarned(one.Member.OwnLevelId) && !(one.Member.OwnHeldUntil >= today) && one.Level != one.Member.OwnLevelId)
                .Select(one => new OwnLevel(one.Member.MemberId, one.Level)),
        ],
        members.Count);
    }

    /// <summary>A member who changes.</summary>
    /// <param name="MemberId">The member.</param>
    /// <param name="Number">What stands on their card.</param>
    /// <param name="Name">What to call them; null for who may not see members.</param>
    /// <param name="FromLevelId">Their level; null without one.</param>
    /// <param name="ToLevelId">What it becomes; null for none.</param>
    internal sealed record Due(long MemberId, string Number, string? Name, long? FromLevelId, long? ToLevelId);

    /// <summary>What a member on a paid level has earned without it.</summary>
    private sealed record OwnLevel(long MemberId, long? Earned);

    private sealed record Row(long MemberId, string Number, string Name, long? LevelId, DateOnly? LevelHeldUntil, long? PaidLevelId, long? OwnLevelId, DateOnly? OwnHeldUntil)
    {
        public bool IsOnPaid => PaidLevelId is not null && LevelId == PaidLevelId;
    }
}
