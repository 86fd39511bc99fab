namespace Store.Kernel.Http;

/// <summary>Named limits on requests per client address; a slice takes one with <c>RequireRateLimiting</c>.</summary>
public static class RateLimits
{
    /// <summary>Sign-in and other look-ups of secrets.</summary>
    public const string SignIn = "sign-in";

    /// <summary>PIN and badge at a till; the tills of a shop often share one address.</summary>
    public const string Pin = "pin";
}
