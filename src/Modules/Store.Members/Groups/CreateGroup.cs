using System.Data.Common;
using Store.Members.Levels;

namespace Store.Members.Groups;

/// <summary>Makes a group of customers, such as students: members belong to it, or the cashier adds it to the ticket of someone who is none.</summary>
internal static class CreateGroup
{
    /// <param name="Name">Its name, unique.</param>
    /// <param name="HiddenFromCashiers">Whether cashiers neither see nor add it: staff, big spenders.</param>
    internal sealed record Command(string Name, bool HiddenFromCashiers) : ICommand<Result>;

    internal sealed record Result(long GroupId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Name).IsLevelName();
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var group = new { GroupId = ids.Next(), Name = command.Name.Trim(), command.HiddenFromCashiers };
            try
            {
                await db.Execute(
                    "INSERT INTO members.CustomerGroups (GroupId, Name, HiddenFromCashiers, Version) VALUES (@GroupId, @Name, @HiddenFromCashiers, 1)", group, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("group.taken", $"There is a group {group.Name} already.");
            }

            await audit.Add(LevelRules.Permission, $"group {group.Name}", LevelRules.WholeChain, old: null, now: group, cancellationToken);
            return new Result(group.GroupId, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/groups", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(CreateGroup)).WithSummary("Make a group of customers")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
