using Store.Contracts.Members;

namespace Store.Members.Levels;

/// <summary>Puts a member on the level that they gave points for.</summary>
internal static class AnswerGiveLevel
{
    internal sealed class Handler(Db db, LevelChanges changes) : IRequestHandler<GiveLevel, Unit>
    {
        public async Task<Unit> Handle(GiveLevel request, CancellationToken cancellationToken)
        {
            var member = await db.Find<Row>("""
                SELECT m.LevelId, m.Version, COALESCE(n.Rank, -1) AS Rank, (SELECT l.Rank FROM members.MemberLevels l WHERE l.LevelId = @LevelId) AS WantedRank
                FROM   members.Members m
                LEFT JOIN members.MemberLevels n ON n.LevelId = m.LevelId
                WHERE  m.MemberId = @MemberId AND m.State = 'Active'
                """, request, cancellationToken) ?? throw new NotFound("member", request.MemberId);
            if (member.WantedRank is not { } wanted)
                throw new RuleBroken("level.unknown", $"There is no level {request.LevelId}.");
            if (wanted <= member.Rank)
                throw new RuleBroken("level.not_higher", "The member is on this level or a higher one already.");
            var updated = await db.Execute("""
                UPDATE members.Members SET LevelId = @LevelId, LevelHeldUntil = @HeldUntil, Version = Version + 1 WHERE MemberId = @MemberId AND Version = @Version
                """, new { request.LevelId, request.HeldUntil, request.MemberId, member.Version }, cancellationToken);
            if (updated == 0)
                throw new RunAgain("Somebody else has just changed the member.");
            await changes.Add(LevelChanges.Points, [(request.MemberId, member.LevelId, request.LevelId)], cancellationToken);
            return Unit.Value;
        }

        private sealed record Row(long? LevelId, int Version, int Rank, int? WantedRank);
    }
}
