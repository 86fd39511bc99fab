namespace Store.Members.Levels;

/// <summary>Puts a member on a level, or on none. What is said here stays until a day: no sale and no review changes it before.</summary>
internal static class SetMemberLevel
{
    /// <param name="MemberId">The member.</param>
    /// <param name="LevelId">The level; null for none.</param>
    /// <param name="Version">As read.</param>
    /// <param name="HeldUntil">The last day on which it stays; null: until the next sale or review says otherwise.</param>
    internal sealed record Command(long MemberId, long? LevelId, int Version, DateOnly? HeldUntil = null) : ICommand<Result>;

    internal sealed record Result(long MemberId, int Version);

    internal sealed class Handler(Db db, AuditLog audit, LevelChanges changes) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT Number, LevelId FROM members.Members WHERE MemberId = @MemberId", command, cancellationToken) ?? throw new NotFound("member", command.MemberId);
            if (command.LevelId is not null && await db.Find<long?>("SELECT LevelId FROM members.MemberLevels WHERE LevelId = @LevelId", command, cancellationToken) is null)
                throw new RuleBroken("level.unknown", $"There is no level {command.LevelId}.");
            var updated = await db.Execute(
                "UPDATE members.Members SET LevelId = @LevelId, LevelHeldUntil = @HeldUntil, Version = Version + 1 WHERE MemberId = @MemberId AND Version = @Version", command, cancellationToken);
            if (updated == 0)
                throw new Conflict("member.stale", $"Someone else has changed member {old.Number}; read it again.");
            if (old.LevelId != command.LevelId)
                await changes.Add(LevelChanges.ByHand, [(command.MemberId, old.LevelId, command.LevelId)], cancellationToken);
            await audit.Add(LevelRules.Permission, $"member {old.Number}", LevelRules.WholeChain, new { old.LevelId }, new { command.LevelId, command.HeldUntil }, cancellationToken);
            return new Result(command.MemberId, command.Version + 1);
        }

        private sealed record Old(string Number, long? LevelId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long? LevelId, int Version, DateOnly? HeldUntil = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/members/{memberId:long}/level", (long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, body.LevelId, body.Version, body.HeldUntil), cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(SetMemberLevel)).WithSummary("Put a member on a level")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
