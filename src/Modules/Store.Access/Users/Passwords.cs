using Microsoft.AspNetCore.Identity;

namespace Store.Access.Users;

/// <summary>Hashes passwords and says what a password has to be like.</summary>
internal sealed class Passwords
{
    public const int LengthAtLeast = 10;

    // What anyone may send to be hashed has to have an end.
    public const int LengthAtMost = 200;

    private static readonly object Nobody = new();

    private readonly PasswordHasher<object> hasher = new();
    private readonly Lazy<string> standIn;

    public Passwords() => standIn = new Lazy<string>(() => Hash(Guid.NewGuid().ToString()));

    /// <summary>A hash that no password matches in practice: checking against it takes as long as against a real one.</summary>
    public string StandIn => standIn.Value;

    public string Hash(string password) => hasher.HashPassword(Nobody, password);

    public bool Matches(string hash, string password) => hasher.VerifyHashedPassword(Nobody, hash, password) != PasswordVerificationResult.Failed;

    /// <exception cref="RuleBroken">The password is the first one anybody would try.</exception>
    public static void RefuseGuessable(string userName, string password)
    {
        if (Accounts.Canonical(password) == userName)
            throw new RuleBroken("password.is_user_name", "The password must not be the user name.");
    }
}

internal static class PasswordRule
{
    public static IRuleBuilderOptions<T, string> IsNewPassword<T>(this IRuleBuilder<T, string> password) =>
        password.NotEmpty().MinimumLength(Passwords.LengthAtLeast).MaximumLength(Passwords.LengthAtMost);
}
