using Store.Contracts.Access;

namespace Store.Access.Sessions;

/// <summary>Ends the session that the request came with. Without one there is nothing to end, and that is fine too.</summary>
internal static class SignOut
{
    internal sealed record Command(string TokenHash) : ICommand<Done>;

    internal sealed class Handler(Db db, RememberedAnswers remembered) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await db.Execute("DELETE FROM access.Sessions WHERE TokenHash = @TokenHash", command, cancellationToken);
            db.AfterCommit(() => remembered.Forget(command.TokenHash));
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/sign-out", async (IMediator mediator, HttpContext http, CancellationToken cancel) =>
            {
                SessionCookie.Clear(http);
                return Tokens.Of(http.Request) is { } token ? await mediator.Send(new Command(Token.Hash(token)), cancel) : Done.It;
            })
            .AllowAnyone()
            .WithName(nameof(SignOut)).WithSummary("End the session");
    }
}
