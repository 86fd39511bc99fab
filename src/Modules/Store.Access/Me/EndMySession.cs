using Store.Access.Sessions;

namespace Store.Access.Me;

/// <summary>Signs oneself out of one place at once, from another one.</summary>
internal static class EndMySession
{
    internal sealed record Command(long SessionId) : ICommand<Done>;

    internal sealed class Handler(Db db, Caller caller, RememberedAnswers remembered) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = new { command.SessionId, caller.UserId };
            var tokenHash = await db.Find<string>("""
                SELECT TokenHash FROM access.Sessions WHERE SessionId = @SessionId AND UserId = @UserId
                """, own, cancellationToken) ?? throw new NotFound("session", command.SessionId);
            await db.Execute("DELETE FROM access.Sessions WHERE SessionId = @SessionId AND UserId = @UserId", own, cancellationToken);
            db.AfterCommit(() => remembered.Forget(tokenHash));
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/me/sessions/{sessionId:long}", (long sessionId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(sessionId), cancel))
            .RequireSignIn()
            .WithName(nameof(EndMySession)).WithSummary("Sign yourself out of one place")
            .ProducesProblem(404);
    }
}
