using System.Globalization;

namespace Store.Members.ContactLog;

/// <summary>The members whom the caller wanted to come back to, the earliest day first.</summary>
internal static class ListMyReminders
{
    /// <param name="Until">The last day to look at; null: all that is open.</param>
    /// <param name="After">Day and note of the last one of the page before.</param>
    /// <param name="Limit">How many.</param>
    internal sealed record Query(DateOnly? Until, string? After, int Limit) : IQuery<Page<NoteItem>>, IPersonal;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Limit).IsPageLimit();
            RuleFor(query => query.After).Must(after => after is null || Place.Of(after) is not null).WithMessage("After is what the page before said.");
        }
    }

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<NoteItem>>
    {
        public async Task<Page<NoteItem>> Handle(Query query, CancellationToken cancellationToken)
        {
            var after = query.After is { } text ? Place.Of(text)! : new Place(DateOnly.MinValue, 0);
            var rows = await db.Query<NoteItem>("""
                SELECT n.NoteId, n.MemberId, m.Number AS MemberNumber, m.Name AS MemberName, l.Name AS LevelName, n.Channel, n.Body, n.WrittenAt, n.WrittenByName, n.RemindOn, n.DoneAt
                FROM   members.ContactNotes n
                JOIN   members.Members m ON m.MemberId = n.MemberId
                LEFT JOIN members.MemberLevels l ON l.LevelId = m.LevelId
                WHERE  n.RemindUserId = @UserId AND n.RemindOn >= @RemindOn AND (n.RemindOn > @RemindOn OR n.NoteId > @NoteId) AND n.RemindOn <= @Until AND n.DoneAt IS NULL
                ORDER BY n.RemindOn, n.NoteId
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { caller.UserId, after.RemindOn, after.NoteId, Until = query.Until ?? DateOnly.MaxValue, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => string.Create(CultureInfo.InvariantCulture, $"{row.RemindOn:yyyy-MM-dd}.{row.NoteId}"));
        }
    }

    /// <summary>Where in the list a note stands.</summary>
    private sealed record Place(DateOnly RemindOn, long NoteId)
    {
        public static Place? Of(string text) =>
            text.Split('.') is [var day, var note] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var remindOn)
            && long.TryParse(note, NumberStyles.None, CultureInfo.InvariantCulture, out var noteId) ? new Place(remindOn, noteId) : null;
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/reminders", (DateOnly? until, string? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(until, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListMyReminders)).WithSummary("The members whom I wanted to come back to")
            .ProducesValidationProblem();
    }
}
