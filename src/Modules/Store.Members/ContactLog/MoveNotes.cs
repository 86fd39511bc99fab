using Store.Contracts.Members;

namespace Store.Members.ContactLog;

/// <summary>What was said with a person goes with their file, is told to them, and is forgotten with them; what they thought of a store stays without their name and words.</summary>
internal sealed class MoveNotes(Db db) : INotificationHandler<MembersMerged>, INotificationHandler<MemberErased>, INotificationHandler<MemberDataAsked>
{
    public async Task Handle(MembersMerged notification, CancellationToken cancellationToken)
    {
        await db.Execute("UPDATE members.ContactNotes SET MemberId = @IntoId WHERE MemberId = @FromId", notification, cancellationToken);
        await db.Execute("UPDATE members.Feedback SET MemberId = @IntoId WHERE MemberId = @FromId", notification, cancellationToken);
    }

    public async Task Handle(MemberErased notification, CancellationToken cancellationToken)
    {
        await db.Execute("DELETE FROM members.ContactNotes WHERE MemberId IN @MemberIds", notification, cancellationToken);
        await db.Execute("UPDATE members.Feedback SET MemberId = NULL, Body = '', Answer = '' WHERE MemberId IN @MemberIds", notification, cancellationToken);
    }

    public async Task Handle(MemberDataAsked notification, CancellationToken cancellationToken)
    {
        notification.Parts["notes"] = await db.Query<Note>("""
            SELECT Channel, Body, WrittenAt, RemindOn, DoneAt FROM members.ContactNotes WHERE MemberId IN @MemberIds ORDER BY NoteId
            """, notification, cancellationToken);
        notification.Parts["feedback"] = await db.Query<Said>("""
            SELECT StoreId, Kind, Score, Body, State, Answer, SaidAt FROM members.Feedback WHERE MemberId IN @MemberIds ORDER BY FeedbackId
            """, notification, cancellationToken);
    }

    private sealed record Note(string Channel, string Body, DateTime WrittenAt, DateOnly? RemindOn, DateTime? DoneAt);

    private sealed record Said(long StoreId, string Kind, int? Score, string Body, string State, string Answer, DateTime SaidAt);
}
