using Store.Members.Levels;

namespace Store.Members.Groups;

/// <summary>Says which groups a member belongs to.</summary>
internal static class SetMemberGroups
{
    internal sealed record Command(long MemberId, IReadOnlyList<long> GroupIds, int Version) : ICommand<Result>;

    internal sealed record Result(long MemberId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int GroupsAtMost = 50;

        public Validator() => RuleFor(command => command.GroupIds).NotNull().Must(groups => groups is null || groups.Count <= GroupsAtMost).WithMessage($"At most {GroupsAtMost} groups.");
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var number = await db.Find<string>("SELECT Number FROM members.Members WHERE MemberId = @MemberId", new { command.MemberId }, cancellationToken)
                ?? throw new NotFound("member", command.MemberId);
            var groupIds = command.GroupIds.Distinct().Order().ToArray();
            var known = groupIds.Length == 0 ? [] : await db.Query<long>("SELECT GroupId FROM members.CustomerGroups WHERE GroupId IN @groupIds", new { groupIds }, cancellationToken);
            if (groupIds.Except(known).Select(unknown => (long?)unknown).FirstOrDefault() is { } missing)
                throw new RuleBroken("group.unknown", $"There is no group {missing}.");

            var old = await db.Query<long>("SELECT GroupId FROM members.GroupMembers WHERE MemberId = @MemberId", new { command.MemberId }, cancellationToken);
            var updated = await db.Execute("UPDATE members.Members SET Version = Version + 1 WHERE MemberId = @MemberId AND Version = @Version", new { command.MemberId, command.Version }, cancellationToken);
            if (updated == 0)
                throw new Conflict("member.stale", $"Someone else has changed member {number}; read it again.");
            await db.Execute("DELETE FROM members.GroupMembers WHERE MemberId = @MemberId", new { command.MemberId }, cancellationToken);
            await db.Insert(
                "INSERT INTO members.GroupMembers (MemberId, GroupId) VALUES (@MemberId, @GroupId)", groupIds.Select(groupId => new { command.MemberId, GroupId = groupId }).ToList(), cancellationToken);
            await audit.Add(LevelRules.Permission, $"member {number}", LevelRules.WholeChain, new { GroupIds = old }, new { GroupIds = groupIds }, cancellationToken);
            return new Result(command.MemberId, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(IReadOnlyList<long> GroupIds, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/members/{memberId:long}/groups", (long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, body.GroupIds, body.Version), cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(SetMemberGroups)).WithSummary("Say which groups a member belongs to")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
