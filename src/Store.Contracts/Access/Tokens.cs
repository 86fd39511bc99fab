namespace Store.Contracts.Access;

/// <summary>Where a token travels.</summary>
public static class Tokens
{
    /// <summary>The web app's cookie: HttpOnly, SameSite=Strict.</summary>
    public const string SessionCookie = "store-session";

    /// <summary>The header of a program's API key.</summary>
    public const string ApiKeyHeader = "X-Api-Key";
}
