using Store.Contracts.Members;

namespace Store.Members.ContactLog;

/// <summary>Closes the reminders of an end that does not come; those of a file that was merged into the member's are theirs.</summary>
internal static class AnswerEndIsOff
{
    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<EndIsOff, Done>
    {
        public async Task<Done> Handle(EndIsOff request, CancellationToken cancellationToken)
        {
            await db.Execute("""
                UPDATE members.ContactNotes
                SET    DoneAt = @now
                WHERE  Channel = @Ends AND RemindOn IS NOT NULL AND DoneAt IS NULL
                  AND  MemberId IN (SELECT m.MemberId FROM members.Members m WHERE m.MemberId = @MemberId OR m.MergedIntoId = @MemberId)
                """, new { now = clock.UtcNow(), NoteItem.Ends, request.MemberId }, cancellationToken);
            return Done.It;
        }
    }
}
