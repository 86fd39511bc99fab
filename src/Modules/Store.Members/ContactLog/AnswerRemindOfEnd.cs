using System.Globalization;
using Store.Contracts.Members;

namespace Store.Members.ContactLog;

/// <summary>Writes an end to come, such as a membership's, into the contact log.</summary>
internal static class AnswerRemindOfEnd
{
    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock) : IRequestHandler<RemindOfEnd, Done>
    {
        public async Task<Done> Handle(RemindOfEnd request, CancellationToken cancellationToken)
        {
            await db.Execute("""
                INSERT INTO members.ContactNotes (NoteId, MemberId, Channel, Body, WrittenAt, WrittenBy, WrittenByName, RemindOn, RemindUserId)
                SELECT @NoteId, MemberId, @Channel, @Body, @WrittenAt, @WrittenBy, @Name, @RemindOn, @UserId FROM members.Members WHERE MemberId = @MemberId AND State = 'Active'
                """, new
            {
                NoteId = ids.Next(), Channel = NoteItem.Ends, Body = string.Create(CultureInfo.InvariantCulture, $"{request.What} {request.EndsOn:yyyy-MM-dd}"), WrittenAt = clock.UtcNow(),
                WrittenBy = caller.UserId, caller.Name, request.RemindOn, request.UserId, request.MemberId,
            }, cancellationToken);
            return Done.It;
        }
    }
}
