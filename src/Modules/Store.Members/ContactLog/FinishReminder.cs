using Store.Members.Members;

namespace Store.Members.ContactLog;

/// <summary>A reminder has been seen to: one's own, or one about a member whom a store of one's own looks after.</summary>
internal static class FinishReminder
{
    internal sealed record Command(long NoteId) : ICommand<Done>;

    internal sealed class Handler(Db db, Caller caller, TimeProvider clock) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var reminder = await db.Find<long?>("""
                SELECT n.NoteId
                FROM   members.ContactNotes n
                JOIN   members.Members m ON m.MemberId = n.MemberId
                WHERE  n.NoteId = @NoteId AND n.RemindOn IS NOT NULL AND (n.RemindUserId = @UserId OR m.HomeStoreId = @NoStore OR m.HomeStoreId IN @Stores)
                """, new { command.NoteId, caller.UserId, MemberRows.NoStore }, cancellationToken) ?? throw new NotFound("reminder", command.NoteId);
            await db.Execute("UPDATE members.ContactNotes SET DoneAt = @now WHERE NoteId = @reminder AND DoneAt IS NULL", new { reminder, now = clock.UtcNow() }, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/notes/{noteId:long}/done", (long noteId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(noteId), cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(FinishReminder)).WithSummary("Mark a reminder as done")
            .ProducesProblem(404);
    }
}
