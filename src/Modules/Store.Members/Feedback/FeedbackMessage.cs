namespace Store.Members.Feedback;

/// <summary>A message of a conversation, as both sides see it.</summary>
/// <param name="MessageNo">Its place in the conversation, from 1.</param>
/// <param name="Author">Member, Staff, or Auto: a prepared answer that was given by itself.</param>
/// <param name="AuthorName">Who of the staff wrote it, as on receipts; empty for the others.</param>
/// <param name="Body">What was written.</param>
/// <param name="SentAt">UTC.</param>
internal sealed record FeedbackMessage(int MessageNo, string Author, string AuthorName, string Body, DateTime SentAt)
{
    public const int LengthAtMost = 1000;
}

/// <param name="MessageNo">Its place in the conversation.</param>
/// <param name="SentAt">UTC.</param>
internal sealed record SentMessage(int MessageNo, DateTime SentAt);

/// <summary>Who writes messages, as the database names them.</summary>
internal static class MessageAuthors
{
    public const string Member = "Member";
    public const string Staff = "Staff";
    public const string Auto = "Auto";
}
