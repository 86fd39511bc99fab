namespace Store.Members.Feedback;

/// <summary>Keeps what customers say, whoever writes it down.</summary>
internal sealed class FeedbackBook(Db db, Ids ids, TimeProvider clock)
{
    /// <summary>Keeps it and gives its id. A score alone asks for no answer.</summary>
    public async Task<long> Enter(long? memberId, long storeId, string kind, int? score, string text, string takenByName, CancellationToken cancellationToken)
    {
        var feedbackId = ids.Next();
        await db.Execute("""
            INSERT INTO members.Feedback (FeedbackId, MemberId, StoreId, Kind, Score, Body, State, Answer, SaidAt, TakenByName, AnsweredByName, Version)
            VALUES (@feedbackId, @memberId, @storeId, @kind, @score, @Body, @State, '', @SaidAt, @takenByName, '', 1)
            """, new
        {
            feedbackId, memberId, storeId, kind, score, Body = text.Trim(), State = string.IsNullOrWhiteSpace(text) ? FeedbackRules.Closed : FeedbackRules.Open, SaidAt = clock.UtcNow(), takenByName,
        }, cancellationToken);
        return feedbackId;
    }
}
