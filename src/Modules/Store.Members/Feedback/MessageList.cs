using System.Globalization;

namespace Store.Members.Feedback;

/// <summary>Reads the messages of a conversation.</summary>
internal static class MessageList
{
    /// <summary>The newest first, for either side.</summary>
    /// <param name="db">The database.</param>
    /// <param name="feedbackId">The conversation; whether whoever asks may see it has been made sure.</param>
    /// <param name="after">The oldest message that has been read; null: none yet.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellationToken">To stop.</param>
    public static async Task<Page<FeedbackMessage>> MessagesOf(this Db db, long feedbackId, int? after, int limit, CancellationToken cancellationToken)
    {
        var rows = await db.Query<FeedbackMessage>("""
            SELECT MessageNo, Author, AuthorName, Body, SentAt
            FROM   members.FeedbackMessages
            WHERE  FeedbackId = @feedbackId AND MessageNo < @Before
            ORDER BY MessageNo DESC
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { feedbackId, Before = after ?? int.MaxValue, Rows = limit + 1 }, cancellationToken);
        return Paging.Page(rows, limit, row => row.MessageNo.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Whether staff have written just that to the member, so that it is no note of theirs.</summary>
    public static async Task<bool> StaffHaveSent(this Db db, long feedbackId, string text, CancellationToken cancellationToken) => await db.Scalar<long>("""
        SELECT COUNT(*) FROM members.FeedbackMessages WHERE FeedbackId = @feedbackId AND Author = 'Staff' AND Body = @text
        """, new { feedbackId, text }, cancellationToken) > 0;
}
