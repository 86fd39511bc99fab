namespace Store.Kernel.Http;

/// <summary>Named limits on requests of a person who has signed in, else of an address; a slice takes one with <c>RequireRateLimiting</c>.</summary>
public static class RateLimits
{
    /// <summary>Sign-in and other look-ups of secrets.</summary>
    public const string SignIn = "sign-in";

    /// <summary>PIN and badge at a till; the tills of a shop often share one address.</summary>
    public const string Pin = "pin";

    /// <summary>Looking people up by their number: enough for a busy till, too little to try numbers out.</summary>
    public const string PeopleLookUp = "people-look-up";
}
