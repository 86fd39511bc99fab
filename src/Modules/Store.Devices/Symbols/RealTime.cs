namespace Store.Devices.Symbols;

/// <summary>
/// Bytes that ESC/POS printers obey the moment they arrive, wherever they stand: 10 04 asks, 10 05 clears, 10 14 fires the drawer. Nothing that is only to be printed may
/// contain them.
/// </summary>
internal static class RealTime
{
    public const byte Escape = 0x10;

    private const byte Drawer = 0x14;

    public static bool Within(ReadOnlySpan<byte> bytes)
    {
        for (var place = 1; place < bytes.Length; place++)
        {
            if (bytes[place - 1] == Escape && IsCommand(bytes[place]))
                return true;
        }
        return false;
    }

    /// <summary>
    /// Alters one dot of each such pair: it becomes black, which no one sees and no printer takes for a command. What would fire the drawer if a byte before it got lost on the wire is
    /// altered too.
    /// </summary>
    public static byte[] Defused(ReadOnlySpan<byte> raster)
    {
        var harmless = raster.ToArray();
        for (var place = 0; place < harmless.Length; place++)
        {
            if ((place > 0 && harmless[place - 1] == Escape && IsCommand(harmless[place])) || (harmless[place] == Drawer && harmless.AsSpan(place + 1) is [0x01, 0 or 1, >= 1 and <= 8, ..]))
                harmless[place] |= 0x08;
        }
        return harmless;
    }

    private static bool IsCommand(byte value) => value is 0x04 or 0x05 or Drawer;
}
