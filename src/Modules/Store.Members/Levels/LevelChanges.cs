using Store.Contracts.Members;

namespace Store.Members.Levels;

/// <summary>Writes down who came from which level to which, and why.</summary>
internal sealed class LevelChanges(Db db, Ids ids, Caller caller, IMediator mediator, TimeProvider clock)
{
    public const string Earned = "Earned";
    public const string Review = "Review";
    public const string ByHand = "ByHand";

    /// <summary>A paid membership began, or gives another level.</summary>
    public const string Plan = "Plan";

    /// <summary>The paid membership has ended, or was given back.</summary>
    public const string PlanEnded = "PlanEnded";

    /// <summary>Another file of the same person had the higher one.</summary>
    public const string Merged = "Merged";

    /// <summary>It was given for points.</summary>
    public const string Points = "Points";

    /// <summary>It came with a top-up.</summary>
    public const string TopUp = "TopUp";

    /// <summary>The top-up with which it came has gone back.</summary>
    public const string TopUpReturned = "TopUpReturned";

    public Task Enter(string cause, IEnumerable<(long MemberId, long? From, long? To)> changes, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO members.LevelChanges (ChangeId, MemberId, FromLevelId, ToLevelId, Cause, ChangedAt, ChangedByName)
        VALUES (@ChangeId, @MemberId, @From, @To, @cause, @ChangedAt, @Name)
        """, changes.Select(change => new { ChangeId = ids.Next(), change.MemberId, change.From, change.To, cause, ChangedAt = clock.UtcNow(), caller.Name }).ToList(), cancellationToken);

    /// <summary>Writes it down and tells the other modules who has risen.</summary>
    public async Task Add(string cause, IReadOnlyList<(long MemberId, long? From, long? To)> changes, CancellationToken cancellationToken)
    {
        await Enter(cause, changes, cancellationToken);
        if (changes.All(change => change.To is null))
            return;
        var ladder = await LevelLadder.Read(db, cancellationToken);
        var risen = changes.Where(change => change.To is not null && ladder.RankOf(change.To) > ladder.RankOf(change.From)).Select(change => new RisenMember(change.MemberId, change.To!.Value)).ToList();
        if (risen.Count > 0)
            await mediator.Publish(new LevelsReached(risen), cancellationToken);
    }

    /// <summary>Puts members on their new levels and writes it down. Who has changed meanwhile is left as they are.</summary>
    public async Task<int> Move(string cause, IReadOnlyList<(long MemberId, long? From, long? To)> changes, CancellationToken cancellationToken)
    {
        var moved = new List<(long, long?, long?)>();
        foreach (var change in changes)
        {
            var updated = await db.Execute("""
                UPDATE members.Members SET LevelId = @To, LevelHeldUntil = NULL, Version = Version + 1
                WHERE  MemberId = @MemberId AND State = 'Active' AND COALESCE(LevelId, 0) = COALESCE(@From, 0)
                """, new { change.MemberId, change.From, change.To }, cancellationToken);
            if (updated > 0)
                moved.Add(change);
        }

        await Add(cause, moved, cancellationToken);
        return moved.Count;
    }
}
