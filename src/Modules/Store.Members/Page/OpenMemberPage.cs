using System.Security.Cryptography;
using System.Text;

namespace Store.Members.Page;

/// <summary>Signs a member's phone in by the link they were given and its one-time code. Link and code are used up; a wrong code uses up a try.</summary>
internal static class OpenMemberPage
{
    internal sealed record Command(string Key, string Code) : ICommand<Result>, IPersonal
    {
        public override string ToString() => nameof(OpenMemberPage);
    }

    /// <param name="Token">To be sent with everything the page asks; null where the code was wrong.</param>
    /// <param name="TriesLeft">How often a code may still be tried.</param>
    internal sealed record Result(string? Token, int TriesLeft);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Key).NotEmpty().MaximumLength(60);
            RuleFor(command => command.Code).NotNull().Matches("^[0-9]{6}$");
        }
    }

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public static readonly TimeSpan Term = TimeSpan.FromDays(90);

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var keyHash = PageSecrets.Hash(command.Key);

            // A try is taken first: of many guesses at the same moment no more are answered than there are tries.
            var taken = await db.Execute("""
                UPDATE members.PageInvitations SET TriesLeft = TriesLeft - 1 WHERE KeyHash = @keyHash AND TriesLeft > 0 AND ExpiresAt > @now
                """, new { keyHash, now }, cancellationToken);
            if (taken == 0)
                throw new NotSignedIn("page.link_over", "This link is over; ask for another at the till.");
            var invitation = (await db.Find<Row>("SELECT MemberId, CodeHash, TriesLeft FROM members.PageInvitations WHERE KeyHash = @keyHash", new { keyHash }, cancellationToken))!;
            if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(invitation.CodeHash), Encoding.ASCII.GetBytes(PageSecrets.Hash(command.Key, command.Code))))
                return new Result(Token: null, invitation.TriesLeft);

            var token = PageSecrets.NewKey();
            await db.Execute("DELETE FROM members.PageInvitations WHERE KeyHash = @keyHash", new { keyHash }, cancellationToken);
            await db.Execute("""
                INSERT INTO members.PageSessions (TokenHash, MemberId, StartedAt, ExpiresAt) VALUES (@TokenHash, @MemberId, @now, @ExpiresAt)
                """, new { TokenHash = PageSecrets.Hash(token), invitation.MemberId, now, ExpiresAt = now + Term }, cancellationToken);
            return new Result(token, invitation.TriesLeft);
        }

        private sealed record Row(long MemberId, string CodeHash, int TriesLeft);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Key, string Code);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/page/sign-in", (Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(body.Key, body.Code), cancel))
            .AllowAnyone().RequireRateLimiting(RateLimits.SignIn)
            .WithName(nameof(OpenMemberPage)).WithSummary("Sign a member's phone in by link and one-time code")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(429);
    }
}
