using Store.Access.Users;

namespace Store.Access.Sessions;

/// <summary>Signs a user out of one place at once: a lost phone, a till that was left open. It takes power over all that the user may do.</summary>
internal static class EndSession
{
    internal sealed record Command(long SessionId) : ICommand<Done>;

    internal sealed class Handler(Db db, Accounts accounts, Authority authority, RememberedAnswers remembered, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var session = await db.Find<Row>("""
                SELECT s.TokenHash, s.UserId, u.UserName, s.Kind, s.Device
                FROM   access.Sessions s
                JOIN   access.Users u ON u.UserId = s.UserId
                WHERE  s.SessionId = @SessionId
                """, command, cancellationToken) ?? throw new NotFound("session", command.SessionId);
            var grants = await accounts.GrantsOf(session.UserId, cancellationToken);
            await authority.RequireOverUser(grants, cancellationToken);

            await db.Execute("DELETE FROM access.Sessions WHERE SessionId = @SessionId", command, cancellationToken);
            db.AfterCommit(() => remembered.Forget(session.TokenHash));
            await audit.Add(
                "access.end-session", $"user {session.UserName}", Accounts.StoreOf(grants), old: new { command.SessionId, session.Kind, session.Device }, now: null, cancellationToken);
            return Done.It;
        }

        private sealed record Row(string TokenHash, long UserId, string UserName, string Kind, string Device);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/sessions/{sessionId:long}", (long sessionId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(sessionId), cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(EndSession)).WithSummary("Sign a user out of one place")
            .ProducesProblem(404);
    }
}
