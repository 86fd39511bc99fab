using Store.Access.Sessions;
using Store.Access.Users;

namespace Store.Access.Roles;

/// <summary>Changes what a role is called, what it allows and how far it goes, for everyone who has it. It takes a manager of the whole chain who holds all of the role, before and after.</summary>
internal static class ChangeRole
{
    /// <param name="RoleId">The role.</param>
    /// <param name="Name">What people call it.</param>
    /// <param name="Permissions">What it allows.</param>
    /// <param name="Version">The version that was read.</param>
    /// <param name="Limits">How far it goes; null leaves its limits as they are, a limit that is left out becomes 0.</param>
    internal sealed record Command(long RoleId, string Name, IReadOnlyList<string> Permissions, int Version, IReadOnlyList<RoleLimit>? Limits = null) : ICommand<Result>;

    internal sealed record Result(long RoleId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Name).NotEmpty().MaximumLength(50);
            RuleFor(command => command.Permissions).ArePermissions();
            RuleFor(command => command.Limits).AreRoleLimits();
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
            var oldLimits = await roles.LimitsOf(command.RoleId, cancellationToken);
            var limits = command.Limits ?? oldLimits;
            authority.RequireLimits(Authority.WholeChain, oldLimits.Concat(limits));

            var updated = await roles.GuardName(() => db.Execute("""
                UPDATE access.Roles SET Name = @Name, Version = Version + 1 WHERE RoleId = @RoleId AND Version = @Version
                """, command, cancellationToken), command.Name);
            if (updated == 0)
                throw new Conflict("role.stale", $"Someone else has changed the role {name}; read it again.");
            await db.Execute("DELETE FROM access.RolePermissions WHERE RoleId = @RoleId", command, cancellationToken);
            await roles.AddPermissions(command.RoleId, permissions, cancellationToken);
            await db.Execute("DELETE FROM access.RoleLimits WHERE RoleId = @RoleId", command, cancellationToken);
            await roles.AddLimits(command.RoleId, limits, cancellationToken);
            await owners.RequireOne(cancellationToken);

            db.AfterCommit(remembered.ForgetAll);
            await audit.Add(
                Authority.ManageUsers, $"role {name}", Authority.WholeChain,
                new { name, permissions = old, limits = oldLimits }, new { command.Name, permissions, limits }, cancellationToken);
            return new Result(command.RoleId, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Name, IReadOnlyList<string> Permissions, int Version, IReadOnlyList<RoleLimit>? Limits = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/roles/{roleId:long}", (long roleId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(roleId, body.Name, body.Permissions, body.Version, body.Limits), cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(ChangeRole)).WithSummary("Change a role's name, permissions and limits")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
