using Store.Members.Purchases;

namespace Store.Members.Levels;

/// <summary>Puts members on the level that they have just earned. Nobody loses one here: that is the review's; what a person set by hand stays until its day.</summary>
internal sealed class LevelRaises(Db db, LevelChanges changes, TimeProvider clock)
{
    public async Task Raise(IReadOnlyList<MemberFile> members, CancellationToken cancellationToken)
    {
        var ladder = await LevelLadder.Read(db, cancellationToken);
        var today = DateOnly.FromDateTime(clock.UtcNow());
        var free = members.Where(member => member.LevelHeldUntil is null || member.LevelHeldUntil < today).ToList();
        if (!ladder.HasRules || free.Count == 0)
            return;
        var months = await ladder.Figures(db, [.. free.Select(member => member.MemberId)], today, cancellationToken);
        await changes.Move(
            LevelChanges.Earned,
            [
                .. free.Select(member => (member.MemberId, From: member.LevelId, To: ladder.Earned(months[member.MemberId], today)))
                    .Where(change => ladder.RankOf(change.To) > ladder.RankOf(change.From)),
            ], cancellationToken);
    }
}
