using Store.Members.Members;

namespace Store.Members.Accounts;

/// <summary>Links an account that a member has elsewhere, by which they are known from then on. Linked once more it stays as it is.</summary>
internal static class LinkMemberAccount
{
    /// <param name="MemberId">The member.</param>
    /// <param name="Provider">Where the account is: <c>wechat</c>, <c>alipay</c>, the name of an app of the chain's own.</param>
    /// <param name="Subject">What identifies it there, such as an openid.</param>
    internal sealed record Command(long MemberId, string Provider, string Subject) : ICommand<Result>, IPersonal
    {
        public override string ToString() => $"{nameof(LinkMemberAccount)} {MemberId}";
    }

    internal sealed record Result(long AccountId);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Provider).IsProvider();
            RuleFor(command => command.Subject).IsSubject();
        }
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, AccountBook accounts) : IRequestHandler<Command, Result>
    {
        private const int AccountsAtMost = 50;

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await db.RequireActive(command.MemberId, cancellationToken);
            var member = (await db.Find<Row>("""
                SELECT Number, (SELECT COUNT(*) FROM members.MemberAccounts a WHERE a.MemberId = m.MemberId) AS Accounts FROM members.Members m WHERE m.MemberId = @MemberId
                """, new { command.MemberId }, cancellationToken))!;
            var provider = AccountRules.Normal(command.Provider);
            var (accountId, isNew) = await accounts.Link(ids.Next(), command.MemberId, provider, command.Subject.Trim(), cancellationToken);
            if (!isNew)
                return new Result(accountId);
            if (member.Accounts >= AccountsAtMost)
                throw new RuleBroken("account.enough", $"Member {member.Number} has {AccountsAtMost} linked accounts already.");
            await audit.Add("members.link-account", $"member {member.Number}", MemberRows.NoStore, old: null, new { provider }, cancellationToken);
            return new Result(accountId);
        }

        private sealed record Row(string Number, long Accounts);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Provider, string Subject);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/{memberId:long}/accounts", (long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, body.Provider ?? "", body.Subject ?? ""), cancel))
            .RequirePermission("members.manage").RequireRateLimiting(RateLimits.PeopleLookUp)
            .WithName(nameof(LinkMemberAccount)).WithSummary("Link an account that a member has elsewhere")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429);
    }
}
