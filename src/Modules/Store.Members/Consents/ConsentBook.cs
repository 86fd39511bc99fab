namespace Store.Members.Consents;

/// <summary>What members say about messages: each word is kept, and of a channel the last one counts.</summary>
internal sealed class ConsentBook(Db db, Ids ids, Caller caller, TimeProvider clock)
{
    /// <summary>The last word for each channel that something was said about, by channel.</summary>
    public Task<IReadOnlyList<LastConsent>> Last(long memberId, CancellationToken cancellationToken) => db.Query<LastConsent>("""
        SELECT c.Channel, c.Given, c.SaidAt
        FROM   members.MemberConsents c
        WHERE  c.MemberId = @memberId
          AND  c.ConsentId = (SELECT MAX(l.ConsentId) FROM members.MemberConsents l WHERE l.MemberId = @memberId AND l.Channel = c.Channel)
        ORDER BY c.Channel
        """, new { memberId }, cancellationToken);

    /// <summary>Writes down what a member says now; who takes it down is nobody, where members say it themselves.</summary>
    public Task Enter(long memberId, IEnumerable<(string Channel, bool Given)> said, string source, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        return db.Insert("""
            INSERT INTO members.MemberConsents (ConsentId, MemberId, Channel, Given, Source, SaidAt, TakenBy, TakenByName)
            VALUES (@ConsentId, @memberId, @Channel, @Given, @source, @now, @UserId, @Name)
            """, said.Select(one => new { ConsentId = ids.Next(), memberId, one.Channel, one.Given, source, now, caller.UserId, caller.Name }).ToList(), cancellationToken);
    }
}

/// <param name="Channel">Over what.</param>
/// <param name="Given">Allowed or not.</param>
/// <param name="SaidAt">UTC.</param>
internal sealed record LastConsent(string Channel, bool Given, DateTime SaidAt);
