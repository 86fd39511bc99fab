namespace Store.Members.Feedback;

/// <summary>Keeps what customers say and how the conversation over it goes on, whoever writes it down.</summary>
internal sealed class FeedbackBook(Db db, Ids ids, Caller caller, TimeProvider clock)
{
    /// <summary>Keeps it and gives its id. A score alone asks for no answer. What members write on their own page waits to be read, and may be answered at once by a prepared answer.</summary>
    public async Task<long> Enter(long? memberId, long storeId, string kind, int? score, string text, string takenByName, CancellationToken cancellationToken)
    {
        var feedbackId = ids.Next();
        var hasWords = !string.IsNullOrWhiteSpace(text);
        var onPage = hasWords && takenByName.Length == 0;
        await db.Execute("""
            INSERT INTO members.Feedback (FeedbackId, MemberId, StoreId, Kind, Score, Body, State, Answer, SaidAt, TakenByName, AnsweredByName, StaffUnread, Version)
            VALUES (@feedbackId, @memberId, @storeId, @kind, @score, @Body, @State, '', @SaidAt, @takenByName, '', @StaffUnread, 1)
            """, new
        {
            feedbackId, memberId, storeId, kind, score, Body = text.Trim(), State = hasWords ? FeedbackRules.Open : FeedbackRules.Closed, SaidAt = clock.UtcNow(), takenByName,
            StaffUnread = onPage ? 1 : 0,
        }, cancellationToken);
        if (onPage)
            await AnswerByItself(feedbackId, text, cancellationToken);
        return feedbackId;
    }

    /// <summary>
    /// Takes a conversation for the rest of the transaction: whoever else writes into it waits, so that messages are numbered in turn, a retry finds what it repeats, and nothing is
    /// marked as read that has only just come.
    /// </summary>
    /// <param name="feedbackId">The conversation.</param>
    /// <param name="memberId">The member whose it has to be; null: staff of its store ask.</param>
    /// <exception cref="NotFound">There is none such that whoever asks may see.</exception>
    public async Task Take(long feedbackId, long? memberId, CancellationToken cancellationToken)
    {
        var taken = await db.Execute(
            $"UPDATE members.Feedback SET Messages = Messages WHERE FeedbackId = @feedbackId AND {(memberId is null ? "StoreId IN @Stores" : "MemberId = @memberId")}",
            new { feedbackId, memberId }, cancellationToken);
        if (taken == 0)
            throw new NotFound("feedback", feedbackId);
    }

    /// <summary>Adds what a member writes to a conversation that has been taken. A prepared answer may follow by itself, unless somebody has the conversation in hand.</summary>
    public async Task<SentMessage> FromMember(long feedbackId, Guid messageUuid, string text, CancellationToken cancellationToken)
    {
        if (await Sent(feedbackId, messageUuid, cancellationToken) is { } before)
            return before;
        var sent = await Add(feedbackId, messageUuid, MessageAuthors.Member, authorName: "", replyId: null, text, cancellationToken);
        await AnswerByItself(feedbackId, text, cancellationToken);
        return sent;
    }

    /// <summary>Adds what one of the staff writes to a conversation that has been taken. It is the answer now.</summary>
    public async Task<SentMessage> FromStaff(long feedbackId, Guid? messageUuid, string text, CancellationToken cancellationToken)
    {
        if (messageUuid is { } uuid && await Sent(feedbackId, uuid, cancellationToken) is { } before)
            return before;
        var sent = await Add(feedbackId, messageUuid, MessageAuthors.Staff, caller.Name, replyId: null, text, cancellationToken);
        await db.Execute("""
            UPDATE members.Feedback SET Answer = @Answer, AnsweredAt = @SentAt, AnsweredByName = @Name WHERE FeedbackId = @feedbackId
            """, new { Answer = text.Trim(), sent.SentAt, caller.Name, feedbackId }, cancellationToken);
        return sent;
    }

    /// <summary>Marks what the other side wrote up to a message as read, in a conversation that has been taken.</summary>
    public Task MarkRead(long feedbackId, int upTo, bool byStaff, CancellationToken cancellationToken) => db.Execute($"""
        UPDATE members.Feedback
        SET    {(byStaff ? "StaffUnread" : "MemberUnread")} =
               (SELECT COUNT(*) FROM members.FeedbackMessages m WHERE m.FeedbackId = @feedbackId AND m.MessageNo > @upTo AND m.Author {(byStaff ? "=" : "<>")} 'Member')
        WHERE  FeedbackId = @feedbackId AND {(byStaff ? "StaffUnread" : "MemberUnread")} > 0
        """, new { feedbackId, upTo }, cancellationToken);

    private Task<SentMessage?> Sent(long feedbackId, Guid messageUuid, CancellationToken cancellationToken) => db.Find<SentMessage>("""
        SELECT MessageNo, SentAt FROM members.FeedbackMessages WHERE FeedbackId = @feedbackId AND MessageUuid = @messageUuid
        """, new { feedbackId, messageUuid }, cancellationToken);

    /// <summary>Each prepared answer is given by itself once in a conversation: whoever asks again wants a person.</summary>
    private async Task AnswerByItself(long feedbackId, string text, CancellationToken cancellationToken)
    {
        var replies = await db.Query<PreparedReply>("""
            SELECT r.ReplyId, r.Body, r.Keywords
            FROM   members.QuickReplies r
            JOIN   members.Feedback f ON f.FeedbackId = @feedbackId AND f.State <> 'InHand'
            WHERE  r.AnswersBySelf = 1 AND NOT EXISTS (SELECT 1 FROM members.FeedbackMessages m WHERE m.FeedbackId = @feedbackId AND m.ReplyId = r.ReplyId)
            ORDER BY r.ReplyId
            """, new { feedbackId }, cancellationToken);
        if (ReplyRules.Fitting(replies, text).FirstOrDefault() is { } reply)
            await Add(feedbackId, messageUuid: null, MessageAuthors.Auto, authorName: "", reply.ReplyId, reply.Body, cancellationToken);
    }

    private async Task<SentMessage> Add(long feedbackId, Guid? messageUuid, string author, string authorName, long? replyId, string text, CancellationToken cancellationToken)
    {
        var before = (await db.Find<Before>("SELECT State, Messages FROM members.Feedback WHERE FeedbackId = @feedbackId", new { feedbackId }, cancellationToken))!;
        var fromMember = author == MessageAuthors.Member;
        var message = new
        {
            feedbackId, MessageNo = before.Messages + 1, messageUuid, author, WrittenBy = author == MessageAuthors.Staff ? caller.UserId : (long?)null, authorName, replyId, Body = text.Trim(),
            SentAt = clock.UtcNow(), State = FeedbackRules.After(author, before.State), ForStaff = fromMember ? 1 : 0, ForMember = fromMember ? 0 : 1,
        };

        // A member's words make a new version: nobody closes what they have not seen. Two of the staff who answer at once do not get into each other's way.
        await db.Execute("""
            UPDATE members.Feedback
            SET    Messages = @MessageNo, State = @State, StaffUnread = StaffUnread + @ForStaff, MemberUnread = MemberUnread + @ForMember, Version = Version + @ForStaff
            WHERE  FeedbackId = @feedbackId
            """, message, cancellationToken);
        await db.Execute("""
            INSERT INTO members.FeedbackMessages (FeedbackId, MessageNo, MessageUuid, Author, WrittenBy, AuthorName, ReplyId, Body, SentAt)
            VALUES (@feedbackId, @MessageNo, @messageUuid, @author, @WrittenBy, @authorName, @replyId, @Body, @SentAt)
            """, message, cancellationToken);
        return new SentMessage(message.MessageNo, message.SentAt);
    }

    private sealed record Before(string State, int Messages);
}
