using System.Globalization;
using Store.Access.Users;
using Store.Contracts.Access;

namespace Store.Access.Sessions;

/// <summary>Who is signed in where, the latest first: those who work in a store whose users the caller manages.</summary>
internal static class ListSessions
{
    internal sealed record Query(long? UserId, long? After, int Limit, string? TokenHash) : IQuery<Page<SessionItem>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, Authority authority, TimeProvider clock) : IRequestHandler<Query, Page<SessionItem>>
    {
        public async Task<Page<SessionItem>> Handle(Query query, CancellationToken cancellationToken)
        {
            // Left out where not asked for, so that each form has its own plan.
            var ofUser = query.UserId is null ? "" : "AND s.UserId = @UserId";
            var rows = await db.Query<SessionItem.Row>($"""
                SELECT s.SessionId, s.TokenHash, s.UserId, u.DisplayName AS Name, s.Kind, s.CreatedAt, s.LastSeenAt, s.ExpiresAt, s.Address, s.Device
                FROM   access.Sessions s
                JOIN   access.Users u ON u.UserId = s.UserId
                WHERE  s.SessionId < @After AND s.ExpiresAt > @Now {ofUser}
                AND    (@Everybody = 1 OR EXISTS (SELECT 1 FROM access.Grants g WHERE g.UserId = s.UserId AND (g.StoreId = 0 OR g.StoreId IN @Stores)))
                ORDER BY s.SessionId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new
            {
                query.UserId, After = query.After ?? long.MaxValue, Now = clock.UtcNow(), Everybody = authority.OverWholeChain ? 1 : 0, Rows = query.Limit + 1,
            }, cancellationToken);
            return Paging.Page(
                [.. rows.Select(row => SessionItem.Of(row, query.TokenHash))], query.Limit, session => session.SessionId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/sessions", (IMediator mediator, HttpContext http, CancellationToken cancel, long? userId, long? after, int limit = Paging.DefaultLimit) =>
                mediator.Send(new Query(userId, after, limit, Tokens.Of(http.Request) is { } token ? Token.Hash(token) : null), cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(ListSessions)).WithSummary("List who is signed in where")
            .ProducesValidationProblem();
    }
}
