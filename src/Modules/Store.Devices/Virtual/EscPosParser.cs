using System.Buffers.Binary;
using System.Globalization;

namespace Store.Devices.Virtual;

/// <summary>One command or character of an ESC/POS stream.</summary>
/// <param name="Name">As manuals name it: "ESC @", "GS V"; "text" for a character.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record EscPosCommand(string Name, byte[] Bytes)
{
    private const int BytesToShow = 16;

    /// <summary>The name and the first of its parameters.</summary>
    public override string ToString() => string.Join(' ', [Name, .. Bytes.Skip(Name.Count(character => character == ' ') + 1).Take(BytesToShow).Select(value => value.ToString(CultureInfo.InvariantCulture))]);
}

/// <summary>Cuts a stream of bytes into ESC/POS commands, by the lengths that the manuals give.</summary>
internal static class EscPosParser
{
    private const byte Dle = 0x10, Esc = 0x1B, Fs = 0x1C, Gs = 0x1D;

    /// <summary>Commands with nothing behind their two bytes.</summary>
    private const string EscBare = "@2imLSv<\f", FsBare = "&.", GsBare = ":c";

    /// <summary>Commands with two bytes behind.</summary>
    private const string EscTwo = "$\\cBf", FsTwo = "Sp?", GsTwo = "LWP$\\";

    /// <summary>The first command of the bytes; null while it is not all there.</summary>
    /// <param name="chinese">Whether bytes above ASCII belong together.</param>
    /// <param name="fourBytes">Whether the font knows codes of four.</param>
    public static EscPosCommand? Next(ReadOnlySpan<byte> bytes, bool chinese, bool fourBytes)
    {
        if (bytes.IsEmpty)
            return null;
        var length = bytes[0] switch
        {
            Dle => OfDle(bytes),
            Esc => OfEsc(bytes),
            Fs => OfFs(bytes),
            Gs => OfGs(bytes),
            _ => chinese ? OfChinese(bytes, fourBytes) : 1,
        };
        return length is { } whole && whole <= bytes.Length ? new EscPosCommand(Name(bytes[..whole]), bytes[..whole].ToArray()) : null;
    }

    private static string Name(ReadOnlySpan<byte> command) => command[0] switch
    {
        Dle when command.Length > 1 => command[1] switch { 0x04 => "DLE EOT", 0x05 => "DLE ENQ", 0x14 => "DLE DC4", _ => "DLE" },
        Esc => $"ESC {(char)command[1]}",
        Fs when command[1] == '(' => $"FS ( {(char)command[2]}",
        Fs => $"FS {(char)command[1]}",
        Gs when command[1] is (byte)'(' or (byte)'8' => $"GS {(char)command[1]} {(char)command[2]}",
        Gs => $"GS {(char)command[1]}",
        0x09 => "HT",
        0x0A => "LF",
        0x0C => "FF",
        0x0D => "CR",
        0x18 => "CAN",
        _ => "text",
    };

    private static int? OfDle(ReadOnlySpan<byte> bytes) => bytes.Length < 2 ? null : bytes[1] switch
    {
        0x04 or 0x05 => 3,
        0x14 => bytes.Length < 3 ? null : bytes[2] switch { 1 or 2 => 5, 8 => 10, _ => 3 },
        _ => 1,
    };

    private static int? OfEsc(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
            return null;
        var letter = (char)bytes[1];
        if (EscBare.Contains(letter, StringComparison.Ordinal))
            return 2;
        if (EscTwo.Contains(letter, StringComparison.Ordinal))
            return 4;
        return letter switch
        {
            'p' => 5,
            'W' => 10,
            'D' => ToNul(bytes, 2),
            '(' => WithLength(bytes, 3),
            '*' => bytes.Length < 5 ? null : 5 + (bytes[3] | bytes[4] << 8) * (bytes[2] >= 32 ? 3 : 1),
            _ => 3,
        };
    }

    private static int? OfFs(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
            return null;
        var letter = (char)bytes[1];
        if (FsBare.Contains(letter, StringComparison.Ordinal))
            return 2;
        if (FsTwo.Contains(letter, StringComparison.Ordinal))
            return 4;
        return letter == '(' ? WithLength(bytes, 3) : 3;
    }

    private static int? OfGs(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
            return null;
        var letter = (char)bytes[1];
        if (GsBare.Contains(letter, StringComparison.Ordinal))
            return 2;
        if (GsTwo.Contains(letter, StringComparison.Ordinal))
            return 4;
        return letter switch
        {
            'V' => bytes.Length < 3 ? null : bytes[2] is 0 or 1 or 48 or 49 ? 3 : 4,
            'k' => bytes.Length < 4 ? null : bytes[2] <= 6 ? ToNul(bytes, 3) : 4 + bytes[3],
            'v' => bytes.Length < 8 ? null : 8 + (bytes[4] | bytes[5] << 8) * (bytes[6] | bytes[7] << 8),
            '*' => bytes.Length < 4 ? null : 4 + bytes[2] * bytes[3] * 8,
            '^' => 5,
            '(' => WithLength(bytes, 3),
            '8' => bytes.Length < 7 ? null : (int)Math.Min(int.MaxValue, 7L + BinaryPrimitives.ReadUInt32LittleEndian(bytes[3..])),
            _ => 3,
        };
    }

    private static int? OfChinese(ReadOnlySpan<byte> bytes, bool fourBytes)
    {
        if (bytes[0] is < 0x81 or > 0xFE)
            return 1;
        if (bytes.Length < 2)
            return null;
        return bytes[1] switch
        {
            >= 0x40 => 2,
            >= 0x30 and <= 0x39 when fourBytes => 4,
            _ => 1,
        };
    }

    /// <summary>A length of two bytes, low first, stands at a place, and so much follows.</summary>
    private static int? WithLength(ReadOnlySpan<byte> bytes, int at) => bytes.Length < at + 2 ? null : at + 2 + (bytes[at] | bytes[at + 1] << 8);

    private static int? ToNul(ReadOnlySpan<byte> bytes, int from)
    {
        var nul = bytes[from..].IndexOf((byte)0);
        return nul < 0 ? null : from + nul + 1;
    }
}
