namespace Store.Members.Members;

/// <summary>The member whose number a till has read from a card or been told. The whole number only: nobody leafs through members here.</summary>
internal static class LookUpMember
{
    internal sealed record Query(string Code) : IQuery<Result>;

    internal sealed record Result(long MemberId, string Number, string Name, long? LevelId, string? LevelName);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Code).NotEmpty().MaximumLength(MemberRows.NumberLengthAtMost);
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var number = MemberRows.NormalNumber(query.Code);
            return await db.Find<Result>("""
                SELECT m.MemberId, m.Number, m.Name, m.LevelId, l.Name AS LevelName
                FROM   members.Members m
                LEFT JOIN members.MemberLevels l ON l.LevelId = m.LevelId
                WHERE  m.Number = @number
                """, new { number }, cancellationToken) ?? throw new NotFound("member", number);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/lookup", (string code, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(code), cancel))
            .RequirePermission("members.view").RequireRateLimiting(RateLimits.PeopleLookUp)
            .WithName(nameof(LookUpMember)).WithSummary("The member with a number, as the till reads it")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(429);
    }
}
