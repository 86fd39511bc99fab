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
        foreach (var device in Devices())
        {
            if (device.Fault() is { } fault)
                yield return fault;
        }

        var ids = Devices().Select(device => device.Id).Concat((Printers ?? []).Select(printer => printer.Drawer?.Id).OfType<string>());
        foreach (var twice in ids.GroupBy(id => id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"Two devices are called {twice.Key}.";
    }
}
