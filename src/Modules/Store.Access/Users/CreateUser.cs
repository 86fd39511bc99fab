using System.Text.Json.Serialization;

namespace Store.Access.Users;

/// <summary>Makes an account for a member of staff.</summary>
internal static class CreateUser
{
    /// <param name="UserName">Kept in lower case.</param>
    /// <param name="DisplayName">The name to show on receipts and in lists.</param>
    /// <param name="Password">Left out of what is kept for retries.</param>
    /// <param name="Grants">Which roles in which stores.</param>
    internal sealed record Command(string UserName, string DisplayName, [property: JsonIgnore] string Password, IReadOnlyList<Grant> Grants) : ICommand<Result>;

    internal sealed record Result(long UserId, string UserName, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.UserName).IsUserName();
            RuleFor(command => command.DisplayName).IsDisplayName();
            RuleFor(command => command.Password).IsNewPassword();
            RuleFor(command => command.Grants).AreGrants();
        }
    }

    internal sealed class Handler(Accounts accounts, Authority authority, Owners owners, Passwords passwords, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var (userName, grants) = (Accounts.Canonical(command.UserName), command.Grants.Distinct().ToList());
            Passwords.RefuseGuessable(userName, command.Password);

            // Someone without a store belongs to nobody but those who manage the whole chain.
            if (grants.Count == 0 && !authority.OverWholeChain)
                throw new RuleBroken("user.without_store", "Give the user a role in one of your stores.");
            await owners.TakeTurn(cancellationToken);
            await authority.RequireOver(grants, cancellationToken);

            var userId = await accounts.Create(userName, command.DisplayName, passwords.Hash(command.Password), grants, cancellationToken);
            await audit.Add(
                Authority.ManageUsers, $"user {userName}", Accounts.StoreOf(grants), old: null, now: new { userId, command.DisplayName, grants }, cancellationToken);
            return new Result(userId, userName, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string UserName, string DisplayName, string Password, IReadOnlyList<Grant> Grants);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/users", (Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(body.UserName, body.DisplayName, body.Password, body.Grants), cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(CreateUser)).WithSummary("Make an account for a member of staff")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
