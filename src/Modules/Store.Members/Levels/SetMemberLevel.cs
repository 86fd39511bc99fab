namespace Store.Members.Levels;

/// <summary>Puts a member on a level, or on none.</summary>
internal static class SetMemberLevel
{
    internal sealed record Command(long MemberId, long? LevelId, int Version) : ICommand<Result>;

    internal sealed record Result(long MemberId, int Version);

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT Number, LevelId FROM members.Members WHERE MemberId = @MemberId", command, cancellationToken) ?? throw new NotFound("member", command.MemberId);
            if (command.LevelId is not null && await db.Find<long?>("SELECT LevelId FROM members.MemberLevels WHERE LevelId = @LevelId", command, cancellationToken) is null)
                throw new RuleBroken("level.unknown", $"There is no level {command.LevelId}.");
            var updated = await db.Execute(
                "UPDATE members.Members SET LevelId = @LevelId, Version = Version + 1 WHERE MemberId = @MemberId AND Version = @Version", command, cancellationToken);
            if (updated == 0)
                throw new Conflict("member.stale", $"Someone else has changed member {old.Number}; read it again.");
            await audit.Add(LevelRules.Permission, $"member {old.Number}", LevelRules.WholeChain, new { old.LevelId }, new { command.LevelId }, cancellationToken);
            return new Result(command.MemberId, command.Version + 1);
        }

        private sealed record Old(string Number, long? LevelId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long? LevelId, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/members/{memberId:long}/level", (long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, body.LevelId, body.Version), cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(SetMemberLevel)).WithSummary("Put a member on a level")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
