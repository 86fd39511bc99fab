using Store.Access.Sessions;
using Store.Access.Users;

namespace Store.Access.Roles;

/// <summary>Changes what a role is called and what it allows, for everyone who has it. It takes a manager of the whole chain who holds all of the role, before and after.</summary>
internal static class ChangeRole
{
    internal sealed record Command(long RoleId, string Name, IReadOnlyList<string> Permissions, int Version) : ICommand<Result>;

    internal sealed record Result(long RoleId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Name).NotEmpty().MaximumLength(50);
            RuleFor(command => command.Permissions).ArePermissions();
        }
    }

    internal sealed class Handler(
        Db db, RoleWriter roles, KnownPermissions known, Authority authority, Owners owners, RememberedAnswers remembered, AuditLog audit)
        : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await owners.TakeTurn(cancellationToken);
            var name = await db.Find<string>("SELECT Name FROM access.Roles WHERE RoleId = @RoleId", command, cancellationToken)
                ?? throw new NotFound("role", command.RoleId);
            var old = await db.Query<string>("""
                SELECT Permission FROM access.RolePermissions WHERE RoleId = @RoleId ORDER BY Permission
                """, command, cancellationToken);
            var permissions = command.Permissions.Distinct(StringComparer.Ordinal).ToList();
            known.Require(permissions.Except(old, StringComparer.Ordinal));
            authority.RequireOver(Authority.WholeChain, old.Union(permissions, StringComparer.Ordinal));

            var updated = await roles.GuardName(() => db.Execute("""
                UPDATE access.Roles SET Name = @Name, Version = Version + 1 WHERE RoleId = @RoleId AND Version = @Version
                """, command, cancellationToken), command.Name);
            if (updated == 0)
                throw new Conflict("role.stale", $"Someone else has changed the role {name}; read it again.");
            await db.Execute("DELETE FROM access.RolePermissions WHERE RoleId = @RoleId", command, cancellationToken);
            await roles.AddPermissions(command.RoleId, permissions, cancellationToken);
            await owners.RequireOne(cancellationToken);

            db.AfterCommit(remembered.ForgetAll);
            await audit.Add(
                Authority.ManageUsers, $"role {name}", Authority.WholeChain, new { name, permissions = old }, new { command.Name, permissions }, cancellationToken);
            return new Result(command.RoleId, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Name, IReadOnlyList<string> Permissions, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/roles/{roleId:long}", (long roleId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(roleId, body.Name, body.Permissions, body.Version), cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(ChangeRole)).WithSummary("Change a role's name and permissions")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
