using MediatR;
using Microsoft.AspNetCore.Http;

namespace Store.Contracts.Members;

/// <summary>The member whose phone asks. Everything of the members' page is theirs alone, so each of its slices begins with it, in whatever module.</summary>
/// <param name="Token">Of the phone's session, as <see cref="PageToken"/> reads it.</param>
/// <exception cref="Kernel.Http.NotSignedIn"><c>page.signed_out</c>: there is no such session any more, or its member is gone.</exception>
public sealed record RequirePageMember(string? Token) : IRequest<long>
{
    public override string ToString() => nameof(RequirePageMember);
}

/// <summary>Where a member's phone says who it is. It is no sign-in of staff and opens nothing but the members' page.</summary>
public static class PageToken
{
    public const string Header = "Member-Session";

    private const int LengthAtMost = 60;

    /// <summary>What the phone sent; null where it sent none.</summary>
    public static string? Of(HttpRequest request) => request.Headers[Header].ToString() is { Length: > 0 and <= LengthAtMost } token ? token : null;
}
