namespace Store.Access.Users;

/// <summary>Changes a user's name, roles, and whether the account is active. Someone who is no longer active is signed out everywhere.</summary>
internal static class ChangeUser
{
    internal sealed record Command(long UserId, string DisplayName, bool Active, IReadOnlyList<Grant> Grants, int Version) : ICommand<Result>;

    internal sealed record Result(long UserId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.DisplayName).IsDisplayName();
            RuleFor(command => command.Grants).AreGrants();
        }
    }

    internal sealed class Handler(Db db, Accounts accounts, Authority authority, Owners owners, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await owners.TakeTurn(cancellationToken);
            var user = await db.Find<User>("""
                SELECT UserName, DisplayName, Active, Version FROM access.Users WHERE UserId = @UserId
                """, command, cancellationToken) ?? throw new NotFound("user", command.UserId);
            var (old, now) = (await accounts.GrantsOf(command.UserId, cancellationToken), command.Grants.Distinct().ToList());
            var (added, removed) = (now.Except(old).ToList(), old.Except(now).ToList());

            // Taking a name or an account touches everything its holder may do; another grant touches only itself.
            var touched = user.Active != command.Active || user.DisplayName != command.DisplayName ? old.Union(now) : added.Union(removed);
            await authority.RequireOver([.. touched], cancellationToken);
            if (old.Count == 0 && !authority.OverWholeChain)
                throw new Forbidden("user.forbidden", "You may not change this user.");

            await Write(command, user, cancellationToken);
            await db.Execute("DELETE FROM access.Grants WHERE UserId = @UserId", command, cancellationToken);
            await accounts.AddGrants(command.UserId, now, cancellationToken);
            await owners.RequireOne(cancellationToken);

            accounts.Forget(command.UserId);
            if (!command.Active)
                await accounts.EndSessions(command.UserId, exceptTokenHash: null, cancellationToken);
            await audit.Add(
                Authority.ManageUsers, $"user {user.UserName}", Accounts.StoreOf(old.Union(now)),
                new { user.DisplayName, user.Active, grants = old }, new { command.DisplayName, command.Active, grants = now }, cancellationToken);
            return new Result(command.UserId, command.Version + 1);
        }

        private async Task Write(Command command, User user, CancellationToken cancellationToken)
        {
            var updated = await db.Execute("""
                UPDATE access.Users
                SET    DisplayName = @DisplayName, SearchText = @SearchText, Active = @Active, Version = Version + 1
                WHERE  UserId = @UserId AND Version = @Version
                """, new
            {
                command.UserId, command.DisplayName, SearchText = Accounts.SearchText(user.UserName, command.DisplayName), command.Active, command.Version,
            }, cancellationToken);
            if (updated == 0)
                throw new Conflict("user.stale", $"Someone else has changed user {user.UserName}; read it again.");
        }

        private sealed record User(string UserName, string DisplayName, bool Active, int Version);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string DisplayName, bool Active, IReadOnlyList<Grant> Grants, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/users/{userId:long}", (long userId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(userId, body.DisplayName, body.Active, body.Grants, body.Version), cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(ChangeUser)).WithSummary("Change a user's name, roles, and whether the account is active")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
