using Microsoft.AspNetCore.Http;

namespace Store.Contracts.Access;

/// <summary>Where a token travels.</summary>
public static class Tokens
{
    /// <summary>The web app's cookie: HttpOnly, SameSite=Strict.</summary>
    public const string SessionCookie = "store-session";

    /// <summary>The header of a program's API key.</summary>
    public const string ApiKeyHeader = "X-Api-Key";

    /// <summary>The token that came with a request, or null.</summary>
    public static string? Of(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return authorization[Bearer.Length..];
        return request.Headers.TryGetValue(ApiKeyHeader, out var apiKey) ? apiKey.ToString() : request.Cookies[SessionCookie];
    }
}
