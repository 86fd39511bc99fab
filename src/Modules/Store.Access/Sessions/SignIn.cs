using System.Text.Json.Serialization;
using Store.Access.Users;

namespace Store.Access.Sessions;

/// <summary>
/// Opens a session for a person who knows the password. Not an ICommand: a refused try has to stay counted, and an answer with a token in it must not be stored for retries.
/// </summary>
internal static class SignIn
{
    internal sealed record Command(string UserName, string Password, SessionKind Kind) : IRequest<Result>
    {
        /// <summary>Where the person sits; the endpoint sees that, the client does not say it.</summary>
        [JsonIgnore]
        public Seat Seat { get; init; } = Seat.Unknown;
    }

    /// <param name="UserId">Who has signed in.</param>
    /// <param name="Name">Name to show.</param>
    /// <param name="Language">zh-Hans, zh-Hant or en.</param>
    /// <param name="ExpiresAt">When the session ends; a cookie's moves on with use.</param>
    /// <param name="Token">The bearer token; null for a cookie, which a script in the page must not see.</param>
    internal sealed record Result(long UserId, string Name, string Language, DateTime ExpiresAt, string? Token);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.UserName).NotEmpty().MaximumLength(100);
            RuleFor(command => command.Password).NotEmpty().MaximumLength(Passwords.LengthAtMost);
            RuleFor(command => command.Kind).IsInEnum();
        }
    }

    internal sealed class Handler(PasswordCheck check, SessionBook sessions) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken) =>
            await check.IfRight(Accounts.Canonical(command.UserName), command.Password, account => Open(account, command, cancellationToken), cancellationToken)
            ?? throw new NotSignedIn("sign_in.refused", "User name and password do not go together, or the account is locked for a while after too many tries.");

        private async Task<Result> Open(PasswordCheck.Account account, Command command, CancellationToken cancellationToken)
        {
            var session = await sessions.Open(account.UserId, command.Kind, command.Seat, cancellationToken);
            return new Result(account.UserId, account.DisplayName, account.Language, session.ExpiresAt, session.Token);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/sign-in", async (Command command, IMediator mediator, HttpContext http, CancellationToken cancel) =>
            {
                var result = await mediator.Send(command with { Seat = Seat.Of(http) }, cancel);
                http.Response.Headers.CacheControl = "no-store";
                if (command.Kind == SessionKind.Bearer)
                    return result;
                SessionCookie.Set(http, result.Token!);
                return result with { Token = null };
            })
            .AllowAnyone().RequireRateLimiting(RateLimits.SignIn)
            .WithName(nameof(SignIn)).WithSummary("Sign in with user name and password")
            .ProducesValidationProblem().ProducesProblem(429);
    }
}
