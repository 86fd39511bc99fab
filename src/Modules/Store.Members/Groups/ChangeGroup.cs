using System.Data.Common;
using Store.Members.Levels;

namespace Store.Members.Groups;

/// <summary>Gives a group another name, hides it from cashiers or shows it to them.</summary>
internal static class ChangeGroup
{
    internal sealed record Command(long GroupId, string Name, bool HiddenFromCashiers, int Version) : ICommand<Result>;

    internal sealed record Result(long GroupId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Name).IsLevelName();
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT Name, HiddenFromCashiers FROM members.CustomerGroups WHERE GroupId = @GroupId", command, cancellationToken)
                ?? throw new NotFound("group", command.GroupId);
            var now = new { command.GroupId, Name = command.Name.Trim(), command.HiddenFromCashiers, command.Version };
            int updated;
            try
            {
                updated = await db.Execute("""
                    UPDATE members.CustomerGroups
                    SET    Name = @Name, HiddenFromCashiers = @HiddenFromCashiers, Version = Version + 1
                    WHERE  GroupId = @GroupId AND Version = @Version
                    """, now, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("group.taken", $"There is a group {now.Name} already.");
            }

            if (updated == 0)
                throw new Conflict("group.stale", $"Someone else has changed the group {old.Name}; read it again.");
            await audit.Add(LevelRules.Permission, $"group {old.Name}", LevelRules.WholeChain, old, new { now.Name, now.HiddenFromCashiers }, cancellationToken);
            return new Result(command.GroupId, command.Version + 1);
        }

        private sealed record Old(string Name, bool HiddenFromCashiers);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Name, bool HiddenFromCashiers, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/groups/{groupId:long}", (long groupId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(groupId, body.Name, body.HiddenFromCashiers, body.Version), cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(ChangeGroup)).WithSummary("Change a group of customers")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
