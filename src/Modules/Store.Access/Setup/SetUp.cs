using System.Text.Json.Serialization;
using Store.Access.Roles;
using Store.Access.Users;

namespace Store.Access.Setup;

/// <summary>Makes the owner's account and the roles that a chain starts with. Anyone may, as long as no account exists.</summary>
internal static class SetUp
{
    /// <param name="UserName">Kept in lower case.</param>
    /// <param name="DisplayName">The name to show.</param>
    /// <param name="Password">Left out of what is kept for retries.</param>
    internal sealed record Command(string UserName, string DisplayName, [property: JsonIgnore] string Password) : ICommand<Result>;

    internal sealed record Result(long UserId, string UserName);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.UserName).IsUserName();
            RuleFor(command => command.DisplayName).IsDisplayName();
            RuleFor(command => command.Password).IsNewPassword();
        }
    }

    internal sealed class Handler(Db db, Accounts accounts, BuiltInRoles roles, Owners owners, Passwords passwords, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            // Of two at once the second waits here, and then finds the first one's account.
            await owners.TakeTurn(cancellationToken);
            if (await db.Scalar<int>("SELECT COUNT(*) FROM access.Users", null, cancellationToken) > 0)
                throw new Conflict("setup.done", "Store is set up already; sign in.");

            var userName = Accounts.Canonical(command.UserName);
            Passwords.RefuseGuessable(userName, command.Password);
            var ownerRole = (await roles.Ensure(cancellationToken))[BuiltInRoles.Owner];
            var userId = await accounts.Create(
                userName, command.DisplayName, passwords.Hash(command.Password), [new Grant(ownerRole, Authority.WholeChain)], cancellationToken);
            await audit.Add("access.set-up", $"user {userName}", Authority.WholeChain, old: null, now: new { userId, command.DisplayName }, cancellationToken);
            return new Result(userId, userName);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string UserName, string DisplayName, string Password);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/setup", (Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(body.UserName, body.DisplayName, body.Password), cancel))
            .AllowAnyone().RequireRateLimiting(RateLimits.SignIn)
            .WithName(nameof(SetUp)).WithSummary("Make the owner's account")
            .ProducesValidationProblem().ProducesProblem(409).ProducesProblem(422).ProducesProblem(429);
    }
}
