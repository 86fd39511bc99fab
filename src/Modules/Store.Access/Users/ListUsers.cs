namespace Store.Access.Users;

/// <summary>Finds users by a part of their user name or name: those who work in a store whose users the caller manages.</summary>
internal static class ListUsers
{
    internal sealed record Query(string? Text, string? After, int Limit) : IQuery<Page<Item>>;

    /// <param name="LockedUntil">After too many wrong passwords or PINs; null when the account is open.</param>
    /// <param name="HasPin">Whether there is a PIN for the till.</param>
    /// <param name="BadgeIssuedAt">When the badge was made; null without one.</param>
    internal sealed record Item(
        long UserId, string UserName, string DisplayName, string Language, bool Active, DateTime? LockedUntil, IReadOnlyList<Grant> Grants, int Version,
        bool HasPin, DateTime? BadgeIssuedAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Text).MaximumLength(100);
            RuleFor(query => query.After).MaximumLength(100);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db, Authority authority, TimeProvider clock) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var users = await db.Query<User>("""
                SELECT u.UserId, u.UserName, u.DisplayName, u.Language, u.Active, u.LockedUntil, u.Version, COALESCE(u.PinHash, '') AS PinHash, b.IssuedAt AS BadgeIssuedAt
                FROM   access.Users u
                LEFT JOIN access.Badges b ON b.UserId = u.UserId AND b.RevokedAt IS NULL
                WHERE  u.UserName > @After AND u.SearchText LIKE @Pattern ESCAPE '\'
                AND    (@Everybody = 1 OR EXISTS (SELECT 1 FROM access.Grants g WHERE g.UserId = u.UserId AND (g.StoreId = 0 OR g.StoreId IN @Stores)))
                ORDER BY u.UserName
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new
            {
                After = query.After ?? "", Pattern = LikePattern.Containing(query.Text?.ToLowerInvariant()), Everybody = authority.OverWholeChain ? 1 : 0, Rows = query.Limit + 1,
            }, cancellationToken);
            var grants = users.Count == 0 ? [] : await db.Query<UserGrant>("""
                SELECT UserId, RoleId, StoreId FROM access.Grants WHERE UserId IN @UserIds ORDER BY UserId, StoreId, RoleId
                """, new { UserIds = users.Select(user => user.UserId) }, cancellationToken);

            var (byUser, now) = (grants.ToLookup(grant => grant.UserId), clock.UtcNow());
            var items = users.Select(user => new Item(
                user.UserId, user.UserName, user.DisplayName, user.Language, user.Active, user.LockedUntil > now ? user.LockedUntil : null,
                [.. byUser[user.UserId].Select(grant => new Grant(grant.RoleId, grant.StoreId))], user.Version,
                user.PinHash.Length > 0, user.BadgeIssuedAt)).ToList();
            return Paging.Page(items, query.Limit, user => user.UserName);
        }

        private sealed record User(long UserId, string UserName, string DisplayName, string Language, bool Active, DateTime? LockedUntil, int Version, string PinHash, DateTime? BadgeIssuedAt);

        private sealed record UserGrant(long UserId, long RoleId, long StoreId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/users", (IMediator mediator, CancellationToken cancel, string? text, string? after, int limit = Paging.DefaultLimit) =>
                mediator.Send(new Query(text, after, limit), cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(ListUsers)).WithSummary("Find users")
            .ProducesValidationProblem();
    }
}
