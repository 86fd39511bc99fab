using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Store.Kernel.Privacy;

/// <summary>
/// Seals what identifies a person before it goes into the database (AES-GCM), and makes blind indexes by which it can be found again without being readable
/// (HMAC-SHA256). What a value is for goes into both, so that one column's values mean nothing in another.
/// </summary>
public sealed class PersonalData(KeyRing ring)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int IndexBytes = 18;

    /// <summary>The most characters that sealing a text of so many comes to, for the column's length.</summary>
    public static int SealedLength(int characters) => 8 + (((characters * 3) + NonceBytes + TagBytes + 2) / 3 * 4);

    /// <param name="purpose">What it is, such as <c>member.phone</c>.</param>
    /// <param name="text">To be sealed; the same text looks different each time.</param>
    public string Seal(string purpose, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        var (number, key) = ring.Newest;
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(purpose));
        return string.Create(CultureInfo.InvariantCulture, $"{number}.{Base64Url.EncodeToString(sealedBytes)}");
    }

    /// <exception cref="CryptographicException">It was sealed with another key or for another purpose, or has been tampered with.</exception>
    public string Open(string purpose, string sealedText)
    {
        var dot = sealedText.IndexOf('.', StringComparison.Ordinal);
        if (dot < 1 || !int.TryParse(sealedText.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new CryptographicException("This is no sealed text.");
        var sealedBytes = Base64Url.DecodeFromChars(sealedText.AsSpan(dot + 1));
        if (sealedBytes.Length < NonceBytes + TagBytes)
            throw new CryptographicException("This is no sealed text.");
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(ring[number], TagBytes);
        aes.Decrypt(sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>By which an exact value is found again: the same for the same value, and of no use to whoever lacks the key. 24 characters.</summary>
    public string Index(string purpose, string text) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(ring.IndexKey, Encoding.UTF8.GetBytes($"{purpose}\0{text}")).AsSpan(0, IndexBytes));
}
