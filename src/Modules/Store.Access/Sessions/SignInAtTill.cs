using Store.Contracts.Access;

namespace Store.Access.Sessions;

/// <summary>
/// Opens a short session at a till for a person with badge and PIN, or user name and PIN, and ends the one that was open in that browser: cashiers take turns. Not an
/// ICommand, for the reasons of <see cref="SignIn"/>.
/// </summary>
internal static class SignInAtTill
{
    internal sealed record Command(PersonAtTill Who, Seat Seat, string? EndedTokenHash) : IRequest<Entered>;

    /// <param name="UserId">Who has signed in.</param>
    /// <param name="Name">Name to show.</param>
    /// <param name="Language">zh-Hans, zh-Hant or en.</param>
    /// <param name="ExpiresAt">When the session ends; it moves on with use.</param>
    internal sealed record Result(long UserId, string Name, string Language, DateTime ExpiresAt);

    /// <summary>The answer, and the token that goes into the cookie.</summary>
    internal sealed record Entered(Result Result, string Token);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Who).NotNull().SetValidator(new PersonAtTill.Validator());
    }

    internal sealed class Handler(Db db, PinCheck check, SessionBook sessions, RememberedAnswers remembered) : IRequestHandler<Command, Entered>
    {
        public async Task<Entered> Handle(Command command, CancellationToken cancellationToken) =>
            await check.IfRight(command.Who, account => Enter(account, command, cancellationToken), cancellationToken)
            ?? throw new NotSignedIn("pin.refused", "Badge or user name and PIN do not go together, or the account is locked for a while after too many tries.");

        private async Task<Entered> Enter(PasswordCheck.Account account, Command command, CancellationToken cancellationToken)
        {
            if (command.EndedTokenHash is { } ended)
            {
                await db.Execute("DELETE FROM access.Sessions WHERE TokenHash = @ended", new { ended }, cancellationToken);
                db.AfterCommit(() => remembered.Forget(ended));
            }

            var session = await sessions.Open(account.UserId, SessionKind.Till, command.Seat, cancellationToken);
            return new Entered(new Result(account.UserId, account.DisplayName, account.Language, session.ExpiresAt), session.Token);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/sign-in-at-till", async (PersonAtTill body, IMediator mediator, HttpContext http, CancellationToken cancel) =>
            {
                var open = http.Request.Cookies[Tokens.SessionCookie];
                var entered = await mediator.Send(new Command(body, Seat.Of(http), open is { Length: > 0 } ? Token.Hash(open) : null), cancel);
                http.Response.Headers.CacheControl = "no-store";
                SessionCookie.Set(http, entered.Token);
                return entered.Result;
            })
            .AllowAnyone().RequireRateLimiting(RateLimits.Pin)
            .WithName(nameof(SignInAtTill)).WithSummary("Sign in at a till with badge or user name, and PIN")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(429);
    }
}
