using System.Data.Common;

namespace Store.Members.Levels;

/// <summary>Gives a member level another name or place.</summary>
internal static class ChangeLevel
{
    internal sealed record Command(long LevelId, string Name, int Rank, int Version) : ICommand<Result>;

    internal sealed record Result(long LevelId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Name).IsLevelName();
            RuleFor(command => command.Rank).InclusiveBetween(0, 1000);
        }
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT Name, Rank FROM members.MemberLevels WHERE LevelId = @LevelId", command, cancellationToken) ?? throw new NotFound("level", command.LevelId);
            var now = new { command.LevelId, Name = command.Name.Trim(), command.Rank, command.Version };
            int updated;
            try
            {
                updated = await db.Execute(
                    "UPDATE members.MemberLevels SET Name = @Name, Rank = @Rank, Version = Version + 1 WHERE LevelId = @LevelId AND Version = @Version", now, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("level.taken", $"There is a level {now.Name} already.");
            }

            if (updated == 0)
                throw new Conflict("level.stale", $"Someone else has changed the level {old.Name}; read it again.");
            await audit.Add(LevelRules.Permission, $"level {old.Name}", LevelRules.WholeChain, old, new { now.Name, now.Rank }, cancellationToken);
            return new Result(command.LevelId, command.Version + 1);
        }

        private sealed record Old(string Name, int Rank);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Name, int Rank, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/levels/{levelId:long}", (long levelId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(levelId, body.Name, body.Rank, body.Version), cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(ChangeLevel)).WithSummary("Change a member level")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
