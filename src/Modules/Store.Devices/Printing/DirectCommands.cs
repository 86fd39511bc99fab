using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Store.Devices.Printing;

/// <summary>
/// Commands of a printer that this service has no word for, by names that whoever starts it gives them: <c>Devices:DirectIo:receipt:beep</c> is <c>1B 42 03 02</c>. There are none unless they are set, and
/// a page can name one and say nothing else.
/// </summary>
internal sealed class DirectCommands
{
    private const string Setting = "Devices:DirectIo";
    private const int LongestCommand = 1000;

    /// <summary>What would open the drawer without a reason, or be answered in the place of a paper.</summary>
    private static readonly byte[][] Kept =
    [
        [0x1B, 0x70], [0x10, 0x14], [0x10, 0x04], [0x10, 0x05], [0x1D, 0x72], [0x1D, 0x61], [0x1D, 0x49], [0x1D, 0x28, 0x48], [0x1B, 0x21, 0x3F], "~HS"u8.ToArray(), "OUT"u8.ToArray(),
    ];

    private readonly Dictionary<string, byte[]> commands = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="SettingMissing">One of them is not written as bytes, or may not be sent past the papers.</exception>
    public DirectCommands(IConfiguration configuration)
    {
        foreach (var device in configuration.GetSection(Setting).GetChildren())
        {
            foreach (var command in device.GetChildren())
                commands[command.Path] = Bytes(command);
        }
    }

    /// <summary>What a command sends; null where this device has none of that name.</summary>
    public byte[]? Find(string deviceId, string name) => commands.GetValueOrDefault(ConfigurationPath.Combine(Setting, deviceId, name));

    private static byte[] Bytes(IConfigurationSection command)
    {
        var pairs = (command.Value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (pairs.Length is 0 or > LongestCommand || pairs.Any(pair => pair.Length != 2 || !byte.TryParse(pair, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)))
            throw new SettingMissing($"{command.Path} is no command: write its bytes as 1B 42 03 02.");
        var bytes = pairs.Select(pair => byte.Parse(pair, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToArray();
        return Kept.Any(kept => bytes.AsSpan().IndexOf(kept) >= 0)
            ? throw new SettingMissing($"{command.Path} may not be sent: it opens the drawer, or would be answered in the place of a paper.")
            : bytes;
    }
}
