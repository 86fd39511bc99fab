using MediatR;

namespace Store.Contracts.Access;

/// <summary>
/// What a token (session cookie, bearer token or API key) stands for; null when it is unknown, ended or expired.
/// The host asks on each request; the answer may be a few seconds old.
/// </summary>
/// <param name="Token">The token as the client sent it.</param>
public sealed record WhoIs(string Token) : IRequest<SignedIn?>;

/// <param name="UserId">The staff account, or the API key's id.</param>
/// <param name="Name">Name to show.</param>
/// <param name="PermissionsByStore">What may be done where; a grant for the whole chain stands under every store.</param>
/// <param name="LimitsByStore">How far they may go where, by the names of <see cref="Limits"/>; null for someone without any.</param>
public sealed record SignedIn(
    long UserId, string Name, IReadOnlyDictionary<long, IReadOnlySet<string>> PermissionsByStore,
    IReadOnlyDictionary<long, IReadOnlyDictionary<string, decimal>>? LimitsByStore = null)
{
    /// <summary>Whether it is a program with an API key: it cannot approve what goes over a person's limit.</summary>
    public bool IsProgram { get; init; }
}
