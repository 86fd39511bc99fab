using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Store.Access.Sessions;

/// <summary>A secret that stands for a person or a program: 256 random bits. The database keeps only its hash, which nobody can sign in with.</summary>
internal static class Token
{
    /// <summary>Longer ones are not looked at.</summary>
    public const int LengthAtMost = 100;

    // No base64url character is a dot, so a session's token never looks like a key.
    private const string KeyPrefix = "key.";

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string NewApiKey() => KeyPrefix + New();

    public static bool IsApiKey(string token) => token.StartsWith(KeyPrefix, StringComparison.Ordinal);

    public static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
