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

        // Taken first: what somebody writes at this moment is deleted too, or comes too late.
        await db.Execute("UPDATE members.Feedback SET Body = '', Answer = '', StaffUnread = 0, MemberUnread = 0 WHERE MemberId IN @MemberIds", notification, cancellationToken);
        await db.Execute("""
            DELETE FROM members.FeedbackMessages WHERE FeedbackId IN (SELECT f.FeedbackId FROM members.Feedback f WHERE f.MemberId IN @MemberIds)
            """, notification, cancellationToken);
        await db.Execute("UPDATE members.Feedback SET MemberId = NULL WHERE MemberId IN @MemberIds", notification, cancellationToken);
    }

    public async Task Handle(MemberDataAsked notification, CancellationToken cancellationToken)
    {
        notification.Parts["notes"] = await db.Query<Note>("""
            SELECT Channel, Body, WrittenAt, RemindOn, DoneAt FROM members.ContactNotes WHERE MemberId IN @MemberIds ORDER BY NoteId
            """, notification, cancellationToken);
        notification.Parts["feedback"] = await db.Query<Said>("""
            SELECT FeedbackId, StoreId, Kind, Score, Body, State, Answer, SaidAt FROM members.Feedback WHERE MemberId IN @MemberIds ORDER BY FeedbackId
            """, notification, cancellationToken);
        notification.Parts["feedbackMessages"] = await db.Query<Message>("""
            SELECT m.FeedbackId, m.MessageNo, m.Author, m.AuthorName, m.Body, m.SentAt
            FROM   members.FeedbackMessages m
            JOIN   members.Feedback f ON f.FeedbackId = m.FeedbackId
            WHERE  f.MemberId IN @MemberIds
            ORDER BY m.FeedbackId, m.MessageNo
            """, notification, cancellationToken);
    }

    private sealed record Note(string Channel, string Body, DateTime WrittenAt, DateOnly? RemindOn, DateTime? DoneAt);

    private sealed record Said(long FeedbackId, long StoreId, string Kind, int? Score, string Body, string State, string Answer, DateTime SaidAt);

    private sealed record Message(long FeedbackId, int MessageNo, string Author, string AuthorName, string Body, DateTime SentAt);
}
