namespace Store.Devices.Profile;

/// <summary>Which devices a till has. It stands in <c>profile.json</c> in the folder of the devices.</summary>
internal sealed record HardwareProfile(
    IReadOnlyList<PrinterSettings>? Printers = null, IReadOnlyList<ScaleSettings>? Scales = null, IReadOnlyList<ScannerSettings>? Scanners = null, IReadOnlyList<DisplaySettings>? Displays = null,
    IReadOnlyList<LabelPrinterSettings>? LabelPrinters = null)
{
    /// <summary>All of it, whatever kind.</summary>
    public IEnumerable<DeviceSettings> Devices() => [.. Printers ?? [], .. Scales ?? [], .. Scanners ?? [], .. Displays ?? [], .. LabelPrinters ?? []];

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
        var ids = Devices().Select(device => device.Id).Concat((Printers ?? []).Select(printer => printer.Drawer?.Id).OfType<string>());
        foreach (var twice in ids.GroupBy(id => id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"Two devices are called {twice.Key}.";
    }
}
