using Store.Access.Sessions;
using Store.Access.Users;
using Store.Contracts.Access;

namespace Store.Access.Me;

/// <summary>Sets one's own PIN for the till, on one's password. Who guesses the password is locked out as at sign-in. Not an ICommand, for the reasons of <see cref="SignIn"/>.</summary>
internal static class SetMyPin
{
    internal sealed record Command(string Password, string Pin, string? TokenHash) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Password).NotEmpty().MaximumLength(Passwords.LengthAtMost);
            RuleFor(command => command.Pin).IsPin();
        }
    }

    internal sealed class Handler(Db db, Caller caller, PasswordCheck check, Accounts accounts, Passwords passwords, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var userName = await db.Find<string>("SELECT UserName FROM access.Users WHERE UserId = @UserId", new { caller.UserId }, cancellationToken)
                ?? throw new NotFound("user", caller.UserId);
            Pins.RefuseGuessable(command.Pin);
            var pinHash = passwords.Hash(command.Pin);
            return await check.IfRight(userName, command.Password, async account =>
            {
                await accounts.SetPin(account.UserId, pinHash, command.TokenHash, cancellationToken);
                await audit.Add("access.set-my-pin", $"user {account.UserName}", Authority.WholeChain, old: null, now: null, cancellationToken);
                return Done.It;
            }, cancellationToken) ?? throw new RuleBroken("password.wrong", "The password is not right, or the account is locked for a while after too many tries.");
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Password, string Pin);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/me/pin", (Body body, IMediator mediator, HttpContext http, CancellationToken cancel) =>
                mediator.Send(new Command(body.Password, body.Pin, Tokens.Of(http.Request) is { } token ? Token.Hash(token) : null), cancel))
            .RequireSignIn().RequireRateLimiting(RateLimits.SignIn)
            .WithName(nameof(SetMyPin)).WithSummary("Set your own PIN for the till")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
    }
}
