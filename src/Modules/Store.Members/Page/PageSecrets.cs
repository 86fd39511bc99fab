using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Store.Members.Page;

/// <summary>Secrets of the members' page. Only their hashes are kept.</summary>
internal static class PageSecrets
{
    private const int KeyBytes = 16;
    private const int CodeAtMost = 1_000_000;

    /// <summary>A link's key or a session's token.</summary>
    public static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>Six digits to be told or shown.</summary>
    public static string NewCode() => RandomNumberGenerator.GetInt32(CodeAtMost).ToString("000000", CultureInfo.InvariantCulture);

    public static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>A code has few digits: hashed with its link's key it cannot be tried out from the table.</summary>
    public static string Hash(string key, string code) => Hash($"{key}/{code}");
}
