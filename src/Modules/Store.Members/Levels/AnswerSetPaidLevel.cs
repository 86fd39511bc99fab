using Store.Contracts.Members;
using Store.Members.Members;

namespace Store.Members.Levels;

/// <summary>
/// A paid membership lifts a member to its level, where that is higher than their own. Their own level, and until when a person had set it, is kept beside; when the membership ends
/// they come back to it, or to what they have earned since.
/// </summary>
internal static class AnswerSetPaidLevel
{
    internal sealed class Handler(Db db, LevelChanges changes, TimeProvider clock) : IRequestHandler<SetPaidLevel, Done>
    {
        public async Task<Done> Handle(SetPaidLevel request, CancellationToken cancellationToken)
        {
            var member = await db.Find<Row>("""
                SELECT m.MemberId, m.State, m.LevelId, m.LevelHeldUntil, p.LevelId AS PaidLevelId, p.OwnLevelId, p.OwnHeldUntil
                FROM   members.Members m
                LEFT JOIN members.PaidLevels p ON p.MemberId = m.MemberId
                WHERE  m.MemberId = @MemberId
                """, request, cancellationToken);
            if (member is not { State: MemberStates.Active })
                await db.Execute("DELETE FROM members.PaidLevels WHERE MemberId = @MemberId", request, cancellationToken);
            if (member is not { State: MemberStates.Active } || member.PaidLevelId == request.LevelId)
                return Done.It;
            var ladder = await LevelLadder.Read(db, cancellationToken);
            var own = await Own(member, ladder, cancellationToken);
            await Keep(request, own, cancellationToken);
            var lifted = request.LevelId is { } paid && ladder.RankOf(paid) > ladder.RankOf(own.LevelId);
            var to = lifted ? request.LevelId : own.LevelId;
            if (to != member.LevelId && await changes.Move(request.LevelId is null ? LevelChanges.PlanEnded : LevelChanges.Plan, [(member.MemberId, member.LevelId, to)], cancellationToken) == 0)
                throw new RunAgain("The member's level has been changed elsewhere.");
            if (!lifted && own.HeldUntil is not null)
                await db.Execute("UPDATE members.Members SET LevelHeldUntil = @HeldUntil WHERE MemberId = @MemberId", new { own.HeldUntil, request.MemberId }, cancellationToken);
            return Done.It;
        }

        /// <summary>The level without the membership: what a person or a higher achievement has set since, or what was kept; an earned one is never less than what is earned by now.</summary>
        private async Task<(long? LevelId, DateOnly? HeldUntil)> Own(Row member, LevelLadder ladder, CancellationToken cancellationToken)
        {
            var lifted = member.PaidLevelId is not null && member.LevelId == member.PaidLevelId && member.LevelHeldUntil is null;
            var own = lifted ? (LevelId: member.OwnLevelId, HeldUntil: member.OwnHeldUntil) : (member.LevelId, HeldUntil: member.LevelHeldUntil);
            var today = DateOnly.FromDateTime(clock.UtcNow());
            if (!lifted || !ladder.HasRules || own.HeldUntil >= today)
                return own;
            var months = await ladder.Figures(db, [member.MemberId], today, cancellationToken);
            var earned = ladder.Earned(months[member.MemberId], today);
            return ladder.RankOf(earned) > ladder.RankOf(own.LevelId) ? (earned, null) : own;
        }

        private async Task Keep(SetPaidLevel paid, (long? LevelId, DateOnly? HeldUntil) own, CancellationToken cancellationToken)
        {
            await db.Execute("DELETE FROM members.PaidLevels WHERE MemberId = @MemberId", paid, cancellationToken);
            if (paid.LevelId is not null)
            {
                await db.Execute("""
                    INSERT INTO members.PaidLevels (MemberId, LevelId, OwnLevelId, OwnHeldUntil) VALUES (@MemberId, @LevelId, @OwnLevelId, @OwnHeldUntil)
                    """, new { paid.MemberId, paid.LevelId, OwnLevelId = own.LevelId, OwnHeldUntil = own.HeldUntil }, cancellationToken);
            }
        }

        private sealed record Row(long MemberId, string State, long? LevelId, DateOnly? LevelHeldUntil, long? PaidLevelId, long? OwnLevelId, DateOnly? OwnHeldUntil);
    }
}
