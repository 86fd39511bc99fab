using Store.Access.Sessions;
using Store.Access.Users;
using Store.Contracts.Access;

namespace Store.Access.Me;

/// <summary>
/// Changes one's own password and ends one's other sessions. Who guesses the old one is locked out as at sign-in. Not an ICommand, for the reasons of <see cref="SignIn"/>.
/// </summary>
internal static class ChangeMyPassword
{
    internal sealed record Command(string OldPassword, string NewPassword, string? TokenHash) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.OldPassword).NotEmpty().MaximumLength(Passwords.LengthAtMost);
            RuleFor(command => command.NewPassword).IsNewPassword();
        }
    }

    internal sealed class Handler(Db db, Caller caller, PasswordCheck check, Accounts accounts, Passwords passwords, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var userName = await db.Find<string>("SELECT UserName FROM access.Users WHERE UserId = @UserId", new { caller.UserId }, cancellationToken)
                ?? throw new NotFound("user", caller.UserId);
            Passwords.RefuseGuessable(userName, command.NewPassword);
            var passwordHash = passwords.Hash(command.NewPassword);
            return await check.IfRight(userName, command.OldPassword, async account =>
            {
                await accounts.SetPassword(account.UserId, passwordHash, command.TokenHash, cancellationToken);
                await audit.Add("access.change-my-password", $"user {account.UserName}", Authority.WholeChain, old: null, now: null, cancellationToken);
                return Done.It;
            }, cancellationToken) ?? throw new RuleBroken("password.wrong", "The old password is not right, or the account is locked for a while after too many tries.");
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string OldPassword, string NewPassword);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/me/password", (Body body, IMediator mediator, HttpContext http, CancellationToken cancel) =>
                mediator.Send(new Command(body.OldPassword, body.NewPassword, Tokens.Of(http.Request) is { } token ? Token.Hash(token) : null), cancel))
            .RequireSignIn().RequireRateLimiting(RateLimits.SignIn)
            .WithName(nameof(ChangeMyPassword)).WithSummary("Change your own password")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
    }
}
