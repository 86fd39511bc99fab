namespace Store.Access.Users;

/// <summary>
/// Gives a user a new password, for someone who has forgotten it. Unlocks the account and ends its sessions. Not an ICommand: the password must not count into what is kept
/// for retries, and doing it twice does no harm.
/// </summary>
internal static class SetPassword
{
    internal sealed record Command(long UserId, string Password) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Password).IsNewPassword();
    }

    internal sealed class Handler(Db db, Accounts accounts, Authority authority, Owners owners, Passwords passwords, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            // Before the transaction: it takes a while, and on the embedded engine tills would wait.
            var passwordHash = passwords.Hash(command.Password);
            return db.Transact(() => Set(command, passwordHash, cancellationToken), cancellationToken);
        }

        private async Task<Done> Set(Command command, string passwordHash, CancellationToken cancellationToken)
        {
            await owners.TakeTurn(cancellationToken);
            var user = await db.Find<User>("""
                SELECT UserId, UserName FROM access.Users WHERE UserId = @UserId
                """, new { command.UserId }, cancellationToken) ?? throw new NotFound("user", command.UserId);
            Passwords.RefuseGuessable(user.UserName, command.Password);

            // Who sets the password can sign in as that user, so it takes power over all the user may do.
            var grants = await accounts.GrantsOf(user.UserId, cancellationToken);
            await authority.RequireOverUser(grants, cancellationToken);

            await accounts.SetPassword(user.UserId, passwordHash, exceptTokenHash: null, cancellationToken);
            await audit.Add("access.set-password", $"user {user.UserName}", Accounts.StoreOf(grants), old: null, now: null, cancellationToken);
            return Done.It;
        }

        private sealed record User(long UserId, string UserName);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Password);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/users/{userId:long}/password", (long userId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(userId, body.Password), cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(SetPassword)).WithSummary("Give a user a new password")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
