using Store.Contracts.Access;

namespace Store.Access.Sessions;

/// <summary>How the web app's cookie is set, and taken away again.</summary>
internal static class SessionCookie
{
    /// <summary>The browser keeps the cookie for as long as a session can last at all; when it really ends is the server's to say.</summary>
    public static void Set(HttpContext http, string token) => http.Response.Cookies.Append(Tokens.SessionCookie, token, Options(http, SessionTerm.AtMost));

    public static void Clear(HttpContext http) => http.Response.Cookies.Append(Tokens.SessionCookie, "", Options(http, TimeSpan.Zero));

    private static CookieOptions Options(HttpContext http, TimeSpan maxAge) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/", MaxAge = maxAge, IsEssential = true,
    };
}
