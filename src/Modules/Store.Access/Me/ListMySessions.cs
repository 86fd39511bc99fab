using System.Globalization;
using Store.Access.Sessions;
using Store.Contracts.Access;

namespace Store.Access.Me;

/// <summary>Where one is signed in oneself, the latest first.</summary>
internal static class ListMySessions
{
    internal sealed record Query(long? After, int Limit, string? TokenHash) : IQuery<Page<SessionItem>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider clock) : IRequestHandler<Query, Page<SessionItem>>
    {
        public async Task<Page<SessionItem>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<SessionItem.Row>("""
                SELECT s.SessionId, s.TokenHash, s.UserId, u.DisplayName AS Name, s.Kind, s.CreatedAt, s.LastSeenAt, s.ExpiresAt, s.Address, s.Device
                FROM   access.Sessions s
                JOIN   access.Users u ON u.UserId = s.UserId
                WHERE  s.UserId = @UserId AND s.SessionId < @After AND s.ExpiresAt > @Now
                ORDER BY s.SessionId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { caller.UserId, After = query.After ?? long.MaxValue, Now = clock.UtcNow(), Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(
                [.. rows.Select(row => SessionItem.Of(row, query.TokenHash))], query.Limit, session => session.SessionId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/me/sessions", (IMediator mediator, HttpContext http, CancellationToken cancel, long? after, int limit = Paging.DefaultLimit) =>
                mediator.Send(new Query(after, limit, Tokens.Of(http.Request) is { } token ? Token.Hash(token) : null), cancel))
            .RequireSignIn()
            .WithName(nameof(ListMySessions)).WithSummary("List where you are signed in")
            .ProducesValidationProblem();
    }
}
