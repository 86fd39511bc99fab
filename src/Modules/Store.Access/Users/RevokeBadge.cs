namespace Store.Access.Users;

/// <summary>Makes a lost badge worthless at once.</summary>
internal static class RevokeBadge
{
    internal sealed record Command(long UserId) : ICommand<Done>;

    internal sealed class Handler(Db db, Accounts accounts, Authority authority, Badges badges, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var userName = await db.Find<string>("SELECT UserName FROM access.Users WHERE UserId = @UserId", command, cancellationToken)
                ?? throw new NotFound("user", command.UserId);
            var grants = await accounts.GrantsOf(command.UserId, cancellationToken);
            await authority.RequireOverUser(grants, cancellationToken);
            if (await badges.Revoke(command.UserId, clock.UtcNow(), cancellationToken))
                await audit.Add("access.revoke-badge", $"user {userName}", Accounts.StoreOf(grants), old: null, now: null, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/users/{userId:long}/badge", (long userId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(userId), cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(RevokeBadge)).WithSummary("Revoke a user's badge")
            .ProducesProblem(404);
    }
}
