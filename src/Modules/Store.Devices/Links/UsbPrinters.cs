using System.Text;
using System.Text.Json;
using Store.Devices.Profile;

namespace Store.Devices.Links;

/// <summary>
/// The printers on USB as Linux shows them: nodes lp0, lp1, ... in the order in which they were found, and beside each what the printer calls itself. The order may be another after the next start,
/// so a printer is found by its name; and where a profile says a node all the same, which printer was there is remembered, and another one gets nothing.
/// </summary>
/// <param name="folder">Where is kept which printer was at which node.</param>
/// <param name="classes">Where the driver shows them.</param>
/// <param name="nodes">Where their device files are.</param>
internal sealed class UsbPrinters(DeviceFolder folder, string classes = "/sys/class/usbmisc", string nodes = "/dev/usb")
{
    private const string FileName = "usb.json";

    private readonly Lock gate = new();
    private Dictionary<string, string>? remembered;

    /// <summary>Those that are plugged in and say their name, by their nodes.</summary>
    public IReadOnlyList<UsbPrinter> All() => !Directory.Exists(classes) ? [] :
    [
        .. Directory.EnumerateFileSystemEntries(classes, "lp*").Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)
            .Select(node => Name(node) is { } name ? new UsbPrinter(Path.Combine(nodes, node), name) : null).OfType<UsbPrinter>(),
    ];

    /// <summary>Whether a file is such a node.</summary>
    public bool IsNode(string path) => Path.GetDirectoryName(path) == nodes;

    /// <exception cref="LinkFailed">It is not there, is another, is taken or forbidden.</exception>
    public async ValueTask<ILink> Open(LinkAddress address)
    {
        var isNamed = address.Kind == LinkKind.Usb;
        var wanted = isNamed ? PrinterName.Of(address.Target) : Remembered(address.Target);
        var path = isNamed ? Find(wanted!) : address.Target;
        var link = PosixLink.Open(new LinkAddress(LinkKind.File, path));

        // Once it is open: another may have got this number a moment before. What is plugged in after it is open is not what was opened.
        var name = Name(Path.GetFileName(path));
        if (wanted is not null && name?.Fits(wanted) == false)
        {
            await link.DisposeAsync();
            throw Another(path, wanted, name);
        }

        if (!isNamed && wanted is null && name is not null)
            Remember(path, name);
        return link;
    }

    /// <summary>Forgets who was at a node that no device of the profile has any more.</summary>
    public void ForgetOthers(IEnumerable<string> addresses)
    {
        lock (gate)
        {
            var used = addresses.ToHashSet(StringComparer.Ordinal);
            var others = Known().Keys.Where(path => !used.Contains($"file:{path}")).ToList();
            foreach (var path in others)
                Known().Remove(path);
            if (others.Count > 0)
                Save();
        }
    }

    private string Find(PrinterName wanted)
    {
        var all = All();
        return all.Where(printer => printer.Name.Fits(wanted)).ToList() switch
        {
            [var one] => one.Path,
            [] when all.Count == 0 => throw new LinkFailed("link.not_found", $"{wanted} is not there: the cable is out or the device is off."),
            [] => throw Another("USB", wanted, all[0].Name),
            _ => throw new LinkFailed("link.ambiguous", $"Several printers on USB are {wanted}: add the serial number to the address, as SN:123."),
        };
    }

    private static LinkFailed Another(string place, PrinterName wanted, PrinterName found) => new("link.another_device",
        $"At {place} there is {found} and not {wanted}, so nothing is printed: plug in that printer, or name this one in the address, as usb:{found}.");

    private PrinterName? Name(string node)
    {
        try
        {
            return PrinterName.Read(File.ReadAllText(Path.Combine(classes, node, "device", "ieee1284_id"), Encoding.Latin1));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private PrinterName? Remembered(string path)
    {
        lock (gate)
            return Known().TryGetValue(path, out var name) ? PrinterName.Read(name) : null;
    }

    private void Remember(string path, PrinterName name)
    {
        lock (gate)
        {
            Known()[path] = name.ToString();
            Save();
        }
    }

    private Dictionary<string, string> Known() => remembered ??= File.Exists(folder[FileName])
        ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(folder[FileName]), ProfileFile.Json) ?? []
        : [];

    private void Save()
    {
        try
        {
            folder.Write(FileName, JsonSerializer.SerializeToUtf8Bytes(Known(), ProfileFile.Json));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // Known until the next start. That the disk is full or cannot be written the papers' journal says.
        }
    }
}

/// <param name="Path">Its device file now.</param>
/// <param name="Name">What it calls itself.</param>
internal sealed record UsbPrinter(string Path, PrinterName Name);

/// <summary>What a printer calls itself (IEEE 1284): <c>MFG:EPSON;MDL:TM-T20III;SN:J5K9</c>. Of the many other parts some change while it prints.</summary>
internal sealed record PrinterName(string Maker, string Model, string Serial)
{
    private static readonly string[] Makers = ["MFG", "MANUFACTURER"];
    private static readonly string[] Models = ["MDL", "MODEL"];
    private static readonly string[] Serials = ["SN", "SERN", "SERIALNUMBER"];

    /// <summary>The name in an address.</summary>
    /// <exception cref="FormatException">It names no printer.</exception>
    public static PrinterName Of(string text) => Read(text) is { } name && text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(IsPart)
        ? name
        : throw new FormatException($"'usb:{text}' names no printer: write what it calls itself, as usb:MFG:EPSON;MDL:TM-T20III, with SN:123 where there are several.");

    /// <summary>The name that a printer says; null where it says none.</summary>
    public static PrinterName? Read(string said)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in said.Split(';'))
        {
            if (part.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                parts.TryAdd(part[..colon].Trim(), part[(colon + 1)..].Trim());
        }

        var name = new PrinterName(Any(Makers), Any(Models), Any(Serials));
        return name is { Maker: "", Model: "", Serial: "" } ? null : name;

        string Any(string[] keys) => keys.Select(key => parts.GetValueOrDefault(key)).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
    }

    /// <summary>Whether this printer is the one that is wanted; what is wanted may say less than everything.</summary>
    public bool Fits(PrinterName wanted) => Same(wanted.Maker, Maker) && Same(wanted.Model, Model) && Same(wanted.Serial, Serial);

    /// <summary>As an address says it.</summary>
    public override string ToString() => string.Join(';', new[] { ("MFG", Maker), ("MDL", Model), ("SN", Serial) }.Where(part => part.Item2.Length > 0).Select(part => $"{part.Item1}:{part.Item2}"));

    private static bool Same(string wanted, string said) => wanted.Length == 0 || string.Equals(wanted, said, StringComparison.OrdinalIgnoreCase);

    private static bool IsPart(string part) => part.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < part.Length - 1
        && Makers.Concat(Models).Concat(Serials).Contains(part[..colon].Trim(), StringComparer.OrdinalIgnoreCase);
}
