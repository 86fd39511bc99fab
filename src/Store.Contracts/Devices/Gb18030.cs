using System.Text;

namespace Store.Contracts.Devices;

/// <summary>The character set of Chinese printers. What takes one byte is one column wide on their paper, everything else is two.</summary>
public static class Gb18030
{
    public static Encoding Encoding { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static byte[] Bytes(Rune rune)
    {
        Span<char> characters = stackalloc char[2];
        var bytes = new byte[4];
        return bytes[..Encoding.GetBytes(characters[..rune.EncodeToUtf16(characters)], bytes)];
    }

    /// <summary>Columns on paper at usual size.</summary>
    public static int Columns(Rune rune) => rune.IsAscii ? 1 : 2;

    public static int Columns(IEnumerable<Rune> runes) => runes.Sum(Columns);
}
