namespace Store.Members.ContactLog;

/// <summary>A reminder has been seen to.</summary>
internal static class FinishReminder
{
    internal sealed record Command(long NoteId) : ICommand<Done>;

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await db.Execute("UPDATE members.ContactNotes SET DoneAt = @now WHERE NoteId = @NoteId AND RemindOn IS NOT NULL AND DoneAt IS NULL",
                new { command.NoteId, now = clock.UtcNow() }, cancellationToken);
            return await db.Find<long?>("SELECT NoteId FROM members.ContactNotes WHERE NoteId = @NoteId AND DoneAt IS NOT NULL", command, cancellationToken) is null
                ? throw new NotFound("reminder", command.NoteId)
                : Done.It;
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
