namespace Store.Members.ContactLog;

/// <summary>The members whom the caller wanted to come back to, the earliest day first.</summary>
internal static class ListMyReminders
{
    /// <param name="Until">The last day to look at; null: all that is open.</param>
    /// <param name="Limit">How many.</param>
    internal sealed record Query(DateOnly? Until, int Limit) : IQuery<Result>, IPersonal;

    internal sealed record Result(IReadOnlyList<NoteItem> Items);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await db.Query<NoteItem>("""
            SELECT n.NoteId, n.MemberId, m.Name AS MemberName, n.Channel, n.Body, n.WrittenAt, n.WrittenByName, n.RemindOn, n.DoneAt
            FROM   members.ContactNotes n
            JOIN   members.Members m ON m.MemberId = n.MemberId
            WHERE  n.RemindUserId = @UserId AND n.RemindOn <= @Until AND n.DoneAt IS NULL
            ORDER BY n.RemindOn, n.NoteId
            OFFSET 0 ROWS FETCH NEXT @Limit ROWS ONLY
            """, new { caller.UserId, Until = query.Until ?? DateOnly.MaxValue, query.Limit }, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/reminders", (DateOnly? until, int? limit, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(until, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListMyReminders)).WithSummary("The members whom I wanted to come back to")
            .ProducesValidationProblem();
    }
}
