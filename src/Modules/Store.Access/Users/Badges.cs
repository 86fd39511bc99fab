using System.Security.Cryptography;
using Store.Access.Sessions;

namespace Store.Access.Users;

/// <summary>
/// Staff badges: a random code of 80 bits in a QR code or barcode. The database keeps its hash, so that nobody who reads the database can print a badge.
/// </summary>
internal sealed class Badges(Db db)
{
    /// <summary>Tells a badge from goods, wherever it is scanned.</summary>
    public const string Prefix = "SB";

    private const int Letters = 16;

    // No I, L, O, U: nobody misreads them, and a keyboard wedge types capitals and digits alike in every input method.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string NewCode() => Prefix + RandomNumberGenerator.GetString(Alphabet, Letters);

    public static string Hash(string code) => Token.Hash(code.Trim().ToUpperInvariant());

    /// <summary>The user name of whoever wears the badge; null for one that is unknown or revoked.</summary>
    public Task<string?> HolderOf(string code, CancellationToken cancellationToken) => db.Find<string>("""
        SELECT u.UserName
        FROM   access.Badges b
        JOIN   access.Users u ON u.UserId = b.UserId
        WHERE  b.CodeHash = @CodeHash AND b.RevokedAt IS NULL
        """, new { CodeHash = Hash(code) }, cancellationToken);

    /// <summary>Makes a user's badge worthless; says whether there was one.</summary>
    public async Task<bool> Revoke(long userId, DateTime now, CancellationToken cancellationToken) => await db.Execute("""
        UPDATE access.Badges SET RevokedAt = @now WHERE UserId = @userId AND RevokedAt IS NULL
        """, new { userId, now }, cancellationToken) > 0;
}
