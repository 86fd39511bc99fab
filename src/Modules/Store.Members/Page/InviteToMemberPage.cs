using Store.Contracts.Catalog;

namespace Store.Members.Page;

/// <summary>Makes a link to the member's own page and the one-time code that opens it, to be shown or printed at the till. It ends after a quarter of an hour or five wrong codes.</summary>
internal static class InviteToMemberPage
{
    internal sealed record Command(long MemberId) : ICommand<Result>, IPersonal;

    /// <param name="Path">The page, on this host.</param>
    /// <param name="Code">To be typed there.</param>
    /// <param name="ExpiresAt">UTC.</param>
    internal sealed record Result(string Path, string Code, DateTime ExpiresAt);

    internal sealed class Handler(Db db, Caller caller, AuditLog audit, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        private const int Tries = 5;
        private static readonly TimeSpan Term = TimeSpan.FromMinutes(15);

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var number = await db.Find<string>("SELECT Number FROM members.Members WHERE MemberId = @MemberId AND State = 'Active'", command, cancellationToken)
                ?? throw new NotFound("member", command.MemberId);
            var (key, code, expiresAt) = (PageSecrets.NewKey(), PageSecrets.NewCode(), clock.UtcNow() + Term);
            await db.Execute("DELETE FROM members.PageInvitations WHERE MemberId = @MemberId", command, cancellationToken);
            await db.Execute("""
                INSERT INTO members.PageInvitations (KeyHash, MemberId, CodeHash, TriesLeft, ExpiresAt, MadeBy)
                VALUES (@KeyHash, @MemberId, @CodeHash, @Tries, @expiresAt, @UserId)
                """, new { KeyHash = PageSecrets.Hash(key), command.MemberId, CodeHash = PageSecrets.Hash(key, code), Tries, expiresAt, caller.UserId }, cancellationToken);
            await mediator.Send(new EnsureCodeMask(CodeKind.Member, "会员页 Member's page", CardCodes.Pattern), cancellationToken);
            await audit.Add("members.invite", $"member {number}", Members.MemberRows.NoStore, old: null, now: null, cancellationToken);
            return new Result($"/m/{key}", code, expiresAt);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/{memberId:long}/page-invitations", (long memberId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(memberId), cancel))
            .RequirePermission("members.register")
            .WithName(nameof(InviteToMemberPage)).WithSummary("Make a link and a one-time code for a member's own page")
            .ProducesProblem(404);
    }
}
