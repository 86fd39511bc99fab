namespace Store.Access.Sessions;

/// <summary>Opens sessions; what the ways to sign in share.</summary>
internal sealed class SessionBook(Db db, Ids ids, TimeProvider clock)
{
    /// <summary>Opens a session, in the caller's transaction, and sweeps up those of the person that have run out.</summary>
    public async Task<Opened> Open(long userId, SessionKind kind, Seat seat, CancellationToken cancellationToken)
    {
        var (token, now) = (Token.New(), clock.UtcNow());
        var session = new
        {
            SessionId = ids.Next(), TokenHash = Token.Hash(token), UserId = userId, Kind = kind.ToString(), CreatedAt = now, LastSeenAt = now,
            ExpiresAt = SessionTerm.FirstEnd(kind, now), seat.Address, seat.Device,
        };
        await db.Execute("""
            DELETE FROM access.Sessions WHERE UserId = @UserId AND ExpiresAt <= @CreatedAt
            """, session, cancellationToken);
        await db.Execute("""
            INSERT INTO access.Sessions (TokenHash, SessionId, UserId, Kind, CreatedAt, LastSeenAt, ExpiresAt, Address, Device)
            VALUES (@TokenHash, @SessionId, @UserId, @Kind, @CreatedAt, @LastSeenAt, @ExpiresAt, @Address, @Device)
            """, session, cancellationToken);
        return new Opened(token, session.ExpiresAt);
    }

    internal sealed record Opened(string Token, DateTime ExpiresAt);
}
