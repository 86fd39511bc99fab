namespace Store.Access.Users;

/// <summary>
/// Makes a badge for a user; the one before is worthless from then on. Its code is shown once, to be printed, and never again; so this is not an ICommand, whose answer is kept
/// for retries: a retry makes another badge.
/// </summary>
internal static class IssueBadge
{
    internal sealed record Command(long UserId) : IRequest<Result>;

    /// <param name="BadgeId">The badge.</param>
    /// <param name="Code">What its QR code or barcode says.</param>
    /// <param name="ReplacesOne">Whether the user had a badge before.</param>
    internal sealed record Result(long BadgeId, string Code, bool ReplacesOne);

    internal sealed class Handler(Db db, Ids ids, Caller caller, Accounts accounts, Authority authority, Owners owners, Badges badges, AuditLog audit, TimeProvider clock)
        : IRequestHandler<Command, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancellationToken) => db.Transact(() => Issue(command.UserId, cancellationToken), cancellationToken);

        private async Task<Result> Issue(long userId, CancellationToken cancellationToken)
        {
            // Of two at once the second waits here, and replaces the first one's badge.
            await owners.TakeTurn(cancellationToken);
            var userName = await db.Find<string>("SELECT UserName FROM access.Users WHERE UserId = @userId", new { userId }, cancellationToken)
                ?? throw new NotFound("user", userId);
            var grants = await accounts.GrantsOf(userId, cancellationToken);
            await authority.RequireOverUser(grants, cancellationToken);

            var (code, now) = (Badges.NewCode(), clock.UtcNow());
            var replacesOne = await badges.Revoke(userId, now, cancellationToken);
            var badge = new { BadgeId = ids.Next(), UserId = userId, CodeHash = Badges.Hash(code), IssuedByName = caller.Name, IssuedAt = now };
            await db.Execute("""
                INSERT INTO access.Badges (BadgeId, UserId, CodeHash, IssuedByName, IssuedAt)
                VALUES (@BadgeId, @UserId, @CodeHash, @IssuedByName, @IssuedAt)
                """, badge, cancellationToken);
            await audit.Add("access.issue-badge", $"user {userName}", Accounts.StoreOf(grants), old: null, now: new { badge.BadgeId, replacesOne }, cancellationToken);
            return new Result(badge.BadgeId, code, replacesOne);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/users/{userId:long}/badge", (long userId, IMediator mediator, HttpContext http, CancellationToken cancel) =>
            {
                http.Response.Headers.CacheControl = "no-store";
                return mediator.Send(new Command(userId), cancel);
            })
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(IssueBadge)).WithSummary("Make a badge for a user; its code is shown once")
            .ProducesProblem(404);
    }
}
