using System.Globalization;

namespace Store.Members.ContactLog;

/// <summary>What was said with a member, newest first.</summary>
internal static class ListNotes
{
    internal sealed record Query(long MemberId, long? After, int Limit) : IQuery<Page<NoteItem>>, IPersonal;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<NoteItem>>
    {
        public async Task<Page<NoteItem>> Handle(Query query, CancellationToken cancellationToken) => Paging.Page(await db.Query<NoteItem>("""
            SELECT n.NoteId, n.MemberId, m.Number AS MemberNumber, m.Name AS MemberName, l.Name AS LevelName, n.Channel, n.Body, n.WrittenAt, n.WrittenByName, n.RemindOn, n.DoneAt
            FROM   members.ContactNotes n
            JOIN   members.Members m ON m.MemberId = n.MemberId
            LEFT JOIN members.MemberLevels l ON l.LevelId = m.LevelId
            WHERE  n.MemberId = @MemberId AND n.NoteId < @Before
            ORDER BY n.NoteId DESC
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { query.MemberId, Before = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken), query.Limit, row => row.NoteId.ToString(CultureInfo.InvariantCulture));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}/notes", (long memberId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(memberId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListNotes)).WithSummary("What was said with a member")
            .ProducesValidationProblem();
    }
}
