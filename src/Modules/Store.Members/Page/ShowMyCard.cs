using Store.Contracts.Members;

namespace Store.Members.Page;

/// <summary>The member's card as the page shows it: a code that is good for a minute and the next, so that a picture of it is soon worth nothing.</summary>
internal static class ShowMyCard
{
    internal sealed record Query(string? Token) : IQuery<Result>, IPersonal
    {
        public override string ToString() => nameof(ShowMyCard);
    }

    /// <param name="Name">Of the member.</param>
    /// <param name="Number">Their number.</param>
    /// <param name="LevelName">Their level; null without one.</param>
    /// <param name="Code">For the QR code.</param>
    /// <param name="SecondsLeft">Until the code is to be asked for again.</param>
    internal sealed record Result(string Name, string Number, string? LevelName, string Code, int SecondsLeft);

    internal sealed class Handler(Db db, PageVisitor visitor, CardCodes codes) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = await visitor.Require(query.Token, cancellationToken);
            var member = (await db.Find<Row>("""
                SELECT m.Name, m.Number, l.Name AS LevelName
                FROM   members.Members m
                LEFT JOIN members.MemberLevels l ON l.LevelId = m.LevelId
                WHERE  m.MemberId = @memberId
                """, new { memberId }, cancellationToken))!;
            return new Result(member.Name, member.Number, member.LevelName, codes.Now(memberId), codes.SecondsLeft());
        }

        private sealed record Row(string Name, string Number, string? LevelName);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/card", (HttpRequest request, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(PageToken.Of(request)), cancel))
            .AllowAnyone()
            .WithName(nameof(ShowMyCard)).WithSummary("A member's own card, with the code of this minute")
            .ProducesProblem(401);
    }
}
