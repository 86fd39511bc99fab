using System.Globalization;

namespace Store.Members.Consents;

/// <summary>All that a member has said about messages, the newest first.</summary>
internal static class ListConsents
{
    internal sealed record Query(long MemberId, long? After, int Limit) : IQuery<Page<Item>>;

    /// <param name="ConsentId">This word.</param>
    /// <param name="Channel">Over what.</param>
    /// <param name="Given">Allowed or not.</param>
    /// <param name="Source">Where they said so.</param>
    /// <param name="SaidAt">UTC.</param>
    /// <param name="TakenByName">Who wrote it down.</param>
    internal sealed record Item(long ConsentId, string Channel, bool Given, string Source, DateTime SaidAt, string TakenByName);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => Paging.Page(await db.Query<Item>("""
            SELECT ConsentId, Channel, Given, Source, SaidAt, TakenByName
            FROM   members.MemberConsents
            WHERE  MemberId = @MemberId AND ConsentId < @Before
            ORDER BY ConsentId DESC
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { query.MemberId, Before = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken), query.Limit, row => row.ConsentId.ToString(CultureInfo.InvariantCulture));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}/consents", (long memberId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(memberId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListConsents)).WithSummary("What a member has said about messages")
            .ProducesValidationProblem();
    }
}
