namespace Store.Members.Page;

/// <summary>The member whose phone asks: everything of the page is theirs alone, so each of its slices begins here.</summary>
internal sealed class PageVisitor(Db db, TimeProvider clock)
{
    /// <summary>The header that carries the session's token.</summary>
    public const string Header = "Member-Session";

    public static string? TokenOf(HttpRequest request) => request.Headers[Header].ToString() is { Length: > 0 and <= 60 } token ? token : null;

    /// <exception cref="NotSignedIn"><c>page.signed_out</c>: there is no such session any more, or its member is gone.</exception>
    public async Task<long> Require(string? token, CancellationToken cancellationToken) => token is null ? throw SignedOut() : await db.Find<long?>("""
        SELECT m.MemberId
        FROM   members.PageSessions s
        JOIN   members.Members m ON m.MemberId = s.MemberId
        WHERE  s.TokenHash = @TokenHash AND s.ExpiresAt > @Now AND m.State = 'Active'
        """, new { TokenHash = PageSecrets.Hash(token), Now = clock.UtcNow() }, cancellationToken) ?? throw SignedOut();

    private static NotSignedIn SignedOut() => new("page.signed_out", "Open your page again by a new link.");
}
