using Store.Members.Accounts;

namespace Store.Members.Members;

/// <summary>
/// The member whose card a till has read, whose number, phone or e-mail address it has been told, or whose account elsewhere an app has seen. The whole of it only: nobody leafs through members here. Asked by POST, so that a phone
/// number stands in no address and no log.
/// </summary>
internal static class LookUpMember
{
    /// <param name="Code">A card, number, phone or e-mail address; null where an account is given.</param>
    /// <param name="Provider">Where the account is, such as <c>wechat</c>; null where a code is given.</param>
    /// <param name="Subject">What identifies it there.</param>
    internal sealed record Query(string? Code, string? Provider, string? Subject) : IQuery<Result>, IPersonal
    {
        public override string ToString() => nameof(LookUpMember);
    }

    /// <param name="MemberId">The member.</param>
    /// <param name="Number">Their number.</param>
    /// <param name="Name">What to call them.</param>
    /// <param name="LevelId">Their level; null without one.</param>
    /// <param name="LevelName">Its name.</param>
    internal sealed record Result(long MemberId, string Number, string Name, long? LevelId, string? LevelName);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            When(query => query.Provider is null, () => RuleFor(query => query.Code).NotEmpty().MaximumLength(MemberCodes.LengthAtMost)).Otherwise(() =>
            {
                RuleFor(query => query.Code).Null().WithMessage("A member is looked up by a code or by an account, not by both.");
                RuleFor(query => query.Provider).IsProvider();
                RuleFor(query => query.Subject).IsSubject();
            });
        }
    }

    internal sealed class Handler(Db db, MemberCodes codes, AccountBook accounts) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = query.Provider is { } provider
                ? await accounts.OwnerOf(AccountRules.Normal(provider), query.Subject!.Trim(), cancellationToken) : await codes.Find(query.Code!, cancellationToken);
            return await db.Find<Result>("""
                SELECT m.MemberId, m.Number, m.Name, m.LevelId, l.Name AS LevelName
                FROM   members.Members m
                LEFT JOIN members.MemberLevels l ON l.LevelId = m.LevelId
                WHERE  m.MemberId = @memberId
                """, new { memberId }, cancellationToken) ?? throw new NotFound("member", "of this code");
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string? Code = null, string? Provider = null, string? Subject = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/lookup", (Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(body.Code, body.Provider, body.Subject), cancel))
            .RequirePermission("members.view").RequireRateLimiting(RateLimits.PeopleLookUp)
            .WithName(nameof(LookUpMember)).WithSummary("The member with a card, number or phone, as the till reads it, or with an account elsewhere")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(429);
    }
}
