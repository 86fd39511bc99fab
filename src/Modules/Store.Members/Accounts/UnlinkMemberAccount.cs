using Store.Members.Members;

namespace Store.Members.Accounts;

/// <summary>Takes an account elsewhere off a member's file: nobody is known by it any more.</summary>
internal static class UnlinkMemberAccount
{
    internal sealed record Command(long MemberId, long AccountId) : ICommand<Done>;

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("""
                SELECT m.Number, a.Provider
                FROM   members.MemberAccounts a
                JOIN   members.Members m ON m.MemberId = a.MemberId
                WHERE  a.AccountId = @AccountId AND a.MemberId = @MemberId
                """, command, cancellationToken) ?? throw new NotFound("account", command.AccountId);
            await db.Execute("DELETE FROM members.MemberAccounts WHERE AccountId = @AccountId", command, cancellationToken);
            await audit.Add("members.unlink-account", $"member {old.Number}", MemberRows.NoStore, new { old.Provider }, now: null, cancellationToken);
            return Done.It;
        }

        private sealed record Old(string Number, string Provider);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/members/{memberId:long}/accounts/{accountId:long}", (long memberId, long accountId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, accountId), cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(UnlinkMemberAccount)).WithSummary("Take an account elsewhere off a member's file")
            .ProducesProblem(404);
    }
}
