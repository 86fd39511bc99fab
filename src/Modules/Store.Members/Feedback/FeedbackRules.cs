namespace Store.Members.Feedback;

/// <summary>What feedback can be, and how it goes on.</summary>
internal static class FeedbackRules
{
    public const string Open = "Open";
    public const string InHand = "InHand";
    public const string Answered = "Answered";
    public const string Closed = "Closed";

    public static readonly string[] Kinds = ["Question", "Praise", "Suggestion", "Complaint", "Survey"];

    public static readonly string[] States = [Open, InHand, Answered, Closed];

    /// <summary>What may follow; a closed one is taken up again by putting it in hand.</summary>
    private static readonly Dictionary<string, string[]> Moves = new(StringComparer.Ordinal)
    {
        [Open] = [InHand, Answered, Closed],
        [InHand] = [InHand, Answered, Closed],
        [Answered] = [InHand, Answered, Closed],
        [Closed] = [InHand],
    };

    public static bool MayMove(string from, string to) => Moves[from].Contains(to, StringComparer.Ordinal);

    /// <summary>What a message makes of it: a member's waits for an answer and opens again what was closed, an answer of staff answers it, and one that was given by itself does not.</summary>
    public static string After(string author, string state) => (author, state) switch
    {
        (MessageAuthors.Member, InHand) => InHand,
        (MessageAuthors.Member, _) => Open,
        (MessageAuthors.Staff, Closed) => Closed,
        (MessageAuthors.Staff, _) => Answered,
        _ => state,
    };
}

/// <summary>Feedback as lists show it.</summary>
/// <param name="FeedbackId">This word.</param>
/// <param name="MemberId">Who said it; null: a passer-by.</param>
/// <param name="MemberNumber">What stands on their card.</param>
/// <param name="MemberName">Their name.</param>
/// <param name="LevelName">Their level; null without one.</param>
/// <param name="StoreId">About which store.</param>
/// <param name="Kind">Question, Praise, Suggestion, Complaint or Survey.</param>
/// <param name="Score">1 not content to 5 very; null where it was not asked.</param>
/// <param name="Body">What they said.</param>
/// <param name="State">Open, InHand, Answered or Closed.</param>
/// <param name="Answer">What was answered last, or noted while it was in hand; empty as long as nothing was.</param>
/// <param name="SaidAt">UTC.</param>
/// <param name="TakenByName">Who wrote it down; empty where members did so on their own page.</param>
/// <param name="AnsweredAt">UTC.</param>
/// <param name="AnsweredByName">Who saw to it last.</param>
/// <param name="Messages">How many messages followed it.</param>
/// <param name="Unread">How much of the member's words no one of the staff has read.</param>
/// <param name="Version">For changes.</param>
internal sealed record FeedbackItem(
    long FeedbackId, long? MemberId, string MemberNumber, string MemberName, string? LevelName, long StoreId, string Kind, int? Score, string Body, string State, string Answer,
    DateTime SaidAt, string TakenByName, DateTime? AnsweredAt, string AnsweredByName, int Messages, int Unread, int Version)
{
    /// <summary>How they are read; what feedback is <c>f</c>.</summary>
    public const string Rows = """
        SELECT f.FeedbackId, f.MemberId, COALESCE(m.Number, '') AS MemberNumber, COALESCE(m.Name, '') AS MemberName, l.Name AS LevelName, f.StoreId, f.Kind, f.Score, f.Body, f.State,
               f.Answer, f.SaidAt, f.TakenByName, f.AnsweredAt, f.AnsweredByName, f.Messages, f.StaffUnread AS Unread, f.Version
        FROM   members.Feedback f
        LEFT JOIN members.Members m ON m.MemberId = f.MemberId
        LEFT JOIN members.MemberLevels l ON l.LevelId = m.LevelId
        """;
}
