namespace Store.Devices.Profile;

/// <summary>Which devices a till has. It stands in <c>profile.json</c> in the folder of the devices.</summary>
internal sealed record HardwareProfile(
    IReadOnlyList<PrinterSettings>? Printers = null, IReadOnlyList<ScaleSettings>? Scales = null, IReadOnlyList<ScannerSettings>? Scanners = null, IReadOnlyList<DisplaySettings>? Displays = null,
    IReadOnlyList<LabelPrinterSettings>? LabelPrinters = null)
{
    private const int RememberedAtMost = 100;

    /// <summary>Devices that it had once and has no more; kept by the service, whatever is said here.</summary>
    public IReadOnlyList<string>? Removed { get; init; }

    /// <summary>All of it, whatever kind.</summary>
    public IEnumerable<DeviceSettings> Devices() => [.. Printers ?? [], .. Scales ?? [], .. Scanners ?? [], .. Displays ?? [], .. LabelPrinters ?? []];

    /// <summary>What they are called in routes, drawers too.</summary>
    public IEnumerable<string> Ids() => [.. Devices().Select(device => device.Id), .. (Printers ?? []).Select(printer => printer.Drawer?.Id).OfType<string>()];

    /// <summary>Whether a display hangs on the cable of a printer, and is used.</summary>
    public bool HasDisplayOn(DeviceSettings printer) => (Displays ?? []).Any(display => display.Enabled && display.Behind == printer.Id);

    /// <summary>Which devices are set up here as in another profile, with the drawers on them.</summary>
    public IEnumerable<string> SameAs(HardwareProfile other) =>
        from device in Devices()
        where other.Devices().Contains(device) && HasDisplayOn(device) == other.HasDisplayOn(device)
        from id in device is PrinterSettings { Drawer: { } drawer } ? [device.Id, drawer.Id] : new[] { device.Id }
        select id;

    /// <summary>The same, knowing which devices of another profile it has no more.</summary>
    public HardwareProfile After(HardwareProfile other) => this with
    {
        Removed = [.. (other.Removed ?? []).Concat(other.Ids()).Except(Ids(), StringComparer.Ordinal).TakeLast(RememberedAtMost)],
    };

    /// <summary>The same with one device switched on or off.</summary>
    public HardwareProfile Switched(string id, bool enabled)
    {
        return this with
        {
            Printers = Each(Printers)?.Select(printer => printer.Drawer?.Id == id ? printer with { Drawer = printer.Drawer with { Enabled = enabled } } : printer).ToList(),
            Scales = Each(Scales),
            Scanners = Each(Scanners),
            Displays = Each(Displays),
            LabelPrinters = Each(LabelPrinters),
        };

        List<T>? Each<T>(IReadOnlyList<T>? devices)
            where T : DeviceSettings => devices?.Select(device => device.Id == id ? (T)(device with { Enabled = enabled }) : device).ToList();
    }

    /// <summary>What is wrong with it, in words.</summary>
    public IEnumerable<string> Faults()
    {
        if (Devices().Any(device => device is null))
        {
            yield return "A device of the profile is null.";
            yield break;
        }

        foreach (var device in Devices())
        {
            if (device.Fault() is { } fault)
                yield return fault;
        }

        foreach (var display in (Displays ?? []).Where(display => display.Fault() is null && display.Behind is { } printer && (Printers ?? []).All(other => other.Id != printer)))
            yield return $"{display.Id}: there is no printer {display.Behind} for it to hang on.";
        foreach (var mute in Devices().Where(device => device.Fault() is null && (device.IsMute ? device is not (PrinterSettings or LabelPrinterSettings) : (Printers ?? []).Any(printer => printer.Id == device.Behind && printer.Fault() is null && printer.IsMute))))
            yield return $"{mute.Id}: behind Windows' spooler hang printers alone.";
        foreach (var other in Devices().Where(device => device is not ScannerSettings && device.Fault() is null && Links.LinkAddress.Parse(device.Address).Kind == Links.LinkKind.Keys))
            yield return $"{other.Id}: only a scanner types.";
        foreach (var other in Devices().Where(device => device is not DisplaySettings && device.Fault() is null && device.Behind is not null))
            yield return $"{other.Id}: only a display hangs on a printer.";
        foreach (var twice in Ids().GroupBy(id => id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"Two devices are called {twice.Key}.";
    }
}
