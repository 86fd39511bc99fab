using Microsoft.AspNetCore.Http;

namespace Store.Contracts.Devices;

/// <summary>Which page a request comes from, as the browser says it; a page cannot lie about either header.</summary>
public static class WebOrigin
{
    /// <summary>The origin; null for a program. Browsers leave it away when a page reads from where it was served, and say so in another header.</summary>
    public static string? Of(HttpRequest request) => request.Headers.Origin.ToString() is { Length: > 0 } named
        ? named
        : request.Headers["Sec-Fetch-Site"].ToString() == "same-origin" ? $"{request.Scheme}://{request.Host}" : null;
}
