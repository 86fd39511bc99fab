using System.Globalization;

namespace Store.Devices.Links;

/// <summary>
/// Where a device hangs, as the hardware profile writes it: <c>tcp:192.168.1.50:9100</c>, <c>serial:/dev/serial/by-id/usb-...?9600,7E1</c>, <c>serial:COM3?9600,8N1</c>,
/// <c>usb:MFG:EPSON;MDL:TM-T20III</c>, <c>winspool:XP-80C</c>, <c>file:/dev/usb/lp0</c>, <c>keys:/dev/input/by-id/usb-...-event-kbd</c> for a scanner that types, <c>printer:receipt</c> for a display on that printer's cable, <c>virtual:scale</c>. Ports that are numbered by chance, such as ttyUSB0, are refused: after a reboot they may be another device's.
/// </summary>
internal sealed record LinkAddress(LinkKind Kind, string Target, int Port = 0, SerialSettings? Serial = null)
{
    private const int UsualBaud = 9600;
    private const int BitsPerByte = 11;

    /// <summary>Not all of /dev: it has files in memory, and by other names whatever this process has open.</summary>
    private static readonly string[] PlacesOfDevices = ["/dev/serial/", "/dev/tty", "/dev/usb/", "/dev/lp", "/dev/rfcomm"];

    /// <summary>What a device surely takes in a second: ten bits a byte and some to spare, and of a fast wire what a slow one would.</summary>
    public int BytesPerSecond => Math.Min(Serial?.Baud ?? UsualBaud, UsualBaud) / BitsPerByte;

    /// <summary>Whether it is in the network, on another's cable, or where an operating system keeps its devices, and no file of someone's. A keyboard is someone's.</summary>
    public bool IsDevice => Kind is not (LinkKind.File or LinkKind.Serial or LinkKind.Keys) || (OperatingSystem.IsWindows()
        ? (Kind == LinkKind.File && Target.StartsWith(@"\\.\", StringComparison.Ordinal)) || (Kind == LinkKind.Serial && Target.StartsWith("COM", StringComparison.OrdinalIgnoreCase))
        : Path.GetFullPath(Target) == Target && PlacesOfDevices.Any(place => Target.StartsWith(place, StringComparison.Ordinal)));

    /// <exception cref="FormatException">It is no address; the message says what is wrong with it.</exception>
    public static LinkAddress Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var target = colon < 0 ? "" : text[(colon + 1)..];
        if (target.Length == 0)
            throw new FormatException($"'{text}' is no address of a device: write tcp:HOST:PORT, serial:DEVICE?9600,8N1, usb:MFG:MAKER;MDL:MODEL, file:DEVICE or virtual:NAME.");
        return text[..colon] switch
        {
            "tcp" => Tcp(target),
            "serial" => SerialPort(target),
            "file" => new LinkAddress(LinkKind.File, target),
            "winspool" => new LinkAddress(LinkKind.Spool, target),
            "usb" => new LinkAddress(LinkKind.Usb, PrinterName.Of(target).ToString()),
            "keys" => Keys(target),
            "printer" => new LinkAddress(LinkKind.Printer, target),
            "virtual" => new LinkAddress(LinkKind.Virtual, target),
            var other => throw new FormatException($"'{other}' is no way to reach a device: there are tcp, serial, usb, winspool, keys, file, printer and virtual."),
        };
    }

    private static LinkAddress Tcp(string target)
    {
        var colon = target.LastIndexOf(':');
        return colon > 0 && int.TryParse(target[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? new LinkAddress(LinkKind.Tcp, target[..colon].Trim('[', ']'), port)
            : throw new FormatException($"'tcp:{target}' lacks its port: tcp:192.168.1.50:9100.");
    }

    private static LinkAddress Keys(string target) => target.StartsWith("/dev/input/by-id/", StringComparison.Ordinal)
        ? new LinkAddress(LinkKind.Keys, target)
        : throw new FormatException($"{target} may be another keyboard after the next start: name the scanner as it stands in /dev/input/by-id.");

    private static LinkAddress SerialPort(string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var device = question < 0 ? target : target[..question];
        if (device.StartsWith("/dev/ttyUSB", StringComparison.Ordinal) || device.StartsWith("/dev/ttyACM", StringComparison.Ordinal))
            throw new FormatException($"{device} may be another device after the next start: name it as it stands in /dev/serial/by-id.");
        return new LinkAddress(LinkKind.Serial, device, Serial: question < 0 ? new SerialSettings() : SerialSettings.Parse(target[(question + 1)..]));
    }
}

internal enum LinkKind
{
    Tcp,
    Serial,
    File,

    /// <summary>A printer on USB, by what it calls itself.</summary>
    Usb,

    /// <summary>A printer behind Windows' spooler, by what Windows calls it.</summary>
    Spool,

    /// <summary>A scanner that types like a keyboard.</summary>
    Keys,

    /// <summary>The cable of a printer, on which a display hangs.</summary>
    Printer,

    Virtual,
}

/// <summary>Who stops the sender when a device cannot take more.</summary>
internal enum FlowControl
{
    None,

    /// <summary>XON and XOFF, which then are no data any more.</summary>
    Software,

    /// <summary>RTS and CTS.</summary>
    Hardware,
}

/// <summary>How a serial line is set.</summary>
internal sealed record SerialSettings(int Baud = 9600, int DataBits = 8, char Parity = 'N', int StopBits = 1, FlowControl Flow = FlowControl.None)
{
    /// <summary>The speeds that drivers take.</summary>
    public static readonly IReadOnlyList<int> Speeds = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200];

    /// <summary>Bits that are data. Seven data bits arrive with the parity in the eighth where the line cannot take it off (a pseudo-terminal, some adapters).</summary>
    public byte Mask => DataBits == 7 ? (byte)0x7F : (byte)0xFF;

    /// <param name="text">Such as <c>9600,7E1</c>, for a printer with flow control <c>19200,8N1,RTS</c> or <c>19200,8N1,XON</c>.</param>
    public static SerialSettings Parse(string text)
    {
        var parts = text.Split(',');
        var flow = parts.ElementAtOrDefault(2) switch { null => FlowControl.None, "XON" => FlowControl.Software, "RTS" => FlowControl.Hardware, _ => (FlowControl?)null };
        if (parts.Length <= 3 && flow is not null && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var baud) && Speeds.Contains(baud)
            && (parts.ElementAtOrDefault(1) ?? "8N1") is [('7' or '8') and var bits, ('N' or 'E' or 'O') and var parity, ('1' or '2') and var stop])
        {
            return new SerialSettings(baud, bits - '0', parity, stop - '0', flow.Value);
        }

        throw new FormatException($"'{text}' does not set a serial line: write it as 9600,8N1, with one of {string.Join(", ", Speeds)} baud.");
    }
}
