using Store.Access.Users;

namespace Store.Access.Roles;

/// <summary>Makes a role. Roles hold for the whole chain, so it takes a manager of the whole chain, who holds what is in it.</summary>
internal static class CreateRole
{
    /// <param name="Name">What people call it.</param>
    /// <param name="Permissions">What it allows.</param>
    /// <param name="Limits">How far it goes; a limit that is left out is 0.</param>
    internal sealed record Command(string Name, IReadOnlyList<string> Permissions, IReadOnlyList<RoleLimit>? Limits = null) : ICommand<Result>;

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

    internal sealed class Handler(RoleWriter roles, KnownPermissions known, Authority authority, Owners owners, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var (permissions, limits) = (command.Permissions.Distinct(StringComparer.Ordinal).ToList(), command.Limits ?? []);
            known.Require(permissions);
            await owners.TakeTurn(cancellationToken);
            authority.RequireOver(Authority.WholeChain, permissions);
            authority.RequireLimits(Authority.WholeChain, limits);

            var roleId = await roles.Create(command.Name, permissions, limits, cancellationToken);
            await audit.Add(Authority.ManageUsers, $"role {command.Name}", Authority.WholeChain, old: null, now: new { roleId, permissions, limits }, cancellationToken);
            return new Result(roleId, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/roles", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(CreateRole)).WithSummary("Make a role")
            .ProducesValidationProblem().ProducesProblem(409).ProducesProblem(422);
    }
}
