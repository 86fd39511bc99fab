using Store.Contracts.Members;

namespace Store.Members.Levels;

/// <summary>Gives a level for what a member has paid ahead, and takes it back with that.</summary>
internal static class AnswerRaiseLevel
{
    internal sealed class Raise(Db db, LevelChanges changes) : IRequestHandler<RaiseLevel, RaisedLevel?>
    {
        public async Task<RaisedLevel?> Handle(RaiseLevel request, CancellationToken cancellationToken)
        {
            var ladder = await LevelLadder.Read(db, cancellationToken);
            var member = await db.Find<Row>("SELECT LevelId, LevelHeldUntil FROM members.Members WHERE MemberId = @MemberId AND State = 'Active'", request, cancellationToken);
            if (member is null || ladder.RankOf(request.LevelId) < ladder.RankOf(member.LevelId) || (member.LevelId == request.LevelId && member.LevelHeldUntil >= request.HeldUntil))
                return null;
            var updated = await db.Execute("""
                UPDATE members.Members
                SET    LevelId = @LevelId, LevelHeldUntil = @HeldUntil, Version = Version + 1
                WHERE  MemberId = @MemberId AND COALESCE(LevelId, 0) = COALESCE(@OldLevelId, 0)
                """, new { request.LevelId, request.HeldUntil, request.MemberId, OldLevelId = member.LevelId }, cancellationToken);
            if (updated == 0)
                throw new RunAgain("Somebody else has just changed the member.");
            if (member.LevelId != request.LevelId)
                await changes.Add(LevelChanges.TopUp, [(request.MemberId, member.LevelId, request.LevelId)], cancellationToken);
            return new RaisedLevel(member.LevelId, member.LevelHeldUntil);
        }

        private sealed record Row(long? LevelId, DateOnly? LevelHeldUntil);
    }

    internal sealed class TakeBack(Db db, LevelChanges changes) : IRequestHandler<TakeLevelBack, Done>
    {
        public async Task<Done> Handle(TakeLevelBack request, CancellationToken cancellationToken)
        {
            var updated = await db.Execute("""
                UPDATE members.Members
                SET    LevelId = @FromLevelId, LevelHeldUntil = @FromHeldUntil, Version = Version + 1
                WHERE  MemberId = @MemberId AND State = 'Active' AND LevelId = @LevelId AND LevelHeldUntil = @HeldUntil
                """, new { request.Before.FromLevelId, request.Before.FromHeldUntil, request.MemberId, request.LevelId, request.HeldUntil }, cancellationToken);
            if (updated > 0 && request.Before.FromLevelId != request.LevelId)
                await changes.Add(LevelChanges.TopUpReturned, [(request.MemberId, request.LevelId, request.Before.FromLevelId)], cancellationToken);
            return Done.It;
        }
    }
}
