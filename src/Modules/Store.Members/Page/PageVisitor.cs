using Store.Contracts.Members;

namespace Store.Members.Page;

/// <summary>Finds the member whose phone asks, for the slices of the page here and, by <see cref="RequirePageMember"/>, in other modules.</summary>
internal sealed class PageVisitor(Db db, TimeProvider clock) : IRequestHandler<RequirePageMember, long>
{
    public Task<long> Handle(RequirePageMember request, CancellationToken cancellationToken) => Require(request.Token, cancellationToken);

    /// <exception cref="NotSignedIn"><c>page.signed_out</c>: there is no such session any more, or its member is gone.</exception>
    public async Task<long> Require(string? token, CancellationToken cancellationToken) => token is null ? throw SignedOut() : await db.Find<long?>("""
        SELECT m.MemberId
        FROM   members.PageSessions s
        JOIN   members.Members m ON m.MemberId = s.MemberId
        WHERE  s.TokenHash = @TokenHash AND s.ExpiresAt > @Now AND m.State = 'Active'
        """, new { TokenHash = PageSecrets.Hash(token), Now = clock.UtcNow() }, cancellationToken) ?? throw SignedOut();

    private static NotSignedIn SignedOut() => new("page.signed_out", "Open your page again by a new link.");
}
