namespace Store.Access.Sessions;

/// <summary>A session as lists show it: enough to know it again, and nothing that it could be used with.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Name">Their name to show.</param>
/// <param name="Kind">How its token travels.</param>
/// <param name="CreatedAt">When they signed in.</param>
/// <param name="LastSeenAt">When it was last used, give or take ten minutes.</param>
/// <param name="ExpiresAt">When it ends if it is not used any more.</param>
/// <param name="Address">The network address of the sign-in.</param>
/// <param name="Device">Browser and system.</param>
/// <param name="Current">Whether it is the one that this request came with.</param>
internal sealed record SessionItem(
    long SessionId, long UserId, string Name, SessionKind Kind, DateTime CreatedAt, DateTime LastSeenAt, DateTime ExpiresAt, string Address, string Device, bool Current)
{
    public static SessionItem Of(Row row, string? tokenHash) => new(
        row.SessionId, row.UserId, row.Name, Enum.Parse<SessionKind>(row.Kind), row.CreatedAt, row.LastSeenAt, row.ExpiresAt, row.Address, row.Device, row.TokenHash == tokenHash);

    /// <summary>What the statements of the lists give.</summary>
    internal sealed record Row(
        long SessionId, string TokenHash, long UserId, string Name, string Kind, DateTime CreatedAt, DateTime LastSeenAt, DateTime ExpiresAt, string Address, string Device);
}
