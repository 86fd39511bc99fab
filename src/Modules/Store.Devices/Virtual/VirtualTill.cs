using Microsoft.Extensions.Configuration;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Scales;

namespace Store.Devices.Virtual;

/// <summary>A whole till without hardware (<c>--virtual</c>): printer with drawer, scale, scanner, customer display and label printer, to try the system on and to show it.</summary>
internal sealed class VirtualTill(IConfiguration configuration, LinkOpener links, TimeProvider clock) : IAsyncDisposable
{
    private readonly CancellationTokenSource over = new();
    private VirtualPrinterServer? wire, labelWire;

    /// <summary>Whether this service has virtual devices in place of real ones.</summary>
    public bool IsOn { get; } = configuration.GetValue<bool>("Devices:Virtual");

    public VirtualPrinter Printer { get; } = new(new VirtualPrinterOptions(MmPerSecond: 200), clock);

    public VirtualLabelPrinter LabelPrinter { get; } = new(LabelLanguage.Zpl, clock, TimeSpan.FromMilliseconds(200));

    public VirtualScale Scale { get; } = new(ScaleModel.Toledo8217);

    public VirtualScanner Scanner { get; } = new();

    public VirtualDisplay Display { get; } = new();

    /// <summary>What lies on the scale.</summary>
    public int Grams { get; set; }

    /// <summary>Plugs everything in, and gives the profile that reaches it.</summary>
    public HardwareProfile PlugIn()
    {
        wire ??= new VirtualPrinterServer(Printer, port: 0);
        labelWire ??= new VirtualPrinterServer(LabelPrinter, port: 0);
        Offer("scale", Scale.Run);
        Offer("scanner", Scanner.Run);
        Offer("display", Display.Run);

        // Without names of their own: the page calls them by their kind, in its own language. They share the machine with the service, and may be as slow as that.
        return new HardwareProfile(
            [new PrinterSettings("receipt", "", $"tcp:127.0.0.1:{wire.Port}", Drawer: new DrawerSettings("drawer", "", OpenLevel: DrawerLevel.High), PatienceSeconds: 30)],
            [new ScaleSettings("scale", "", "virtual:scale")], [new ScannerSettings("scanner", "", "virtual:scanner")], [new DisplaySettings("display", "", "virtual:display")],
            [new LabelPrinterSettings("labels", "", $"tcp:127.0.0.1:{labelWire.Port}", PatienceSeconds: 30)]);
    }

    /// <summary>Cuts or restores the printer's power; a printer without power is gone from the network too.</summary>
    public void Power(bool isOn)
    {
        if (isOn)
        {
            Printer.RestorePower();
            wire!.PlugCable();
        }
        else
        {
            Printer.CutPower();
            wire!.PullCable();
        }
    }

    /// <summary>Cuts or restores the label printer's power.</summary>
    public void LabelPower(bool isOn)
    {
        if (isOn)
        {
            LabelPrinter.RestorePower();
            labelWire!.PlugCable();
        }
        else
        {
            LabelPrinter.CutPower();
            labelWire!.PullCable();
        }
    }

    /// <exception cref="NotFound">This service has real devices.</exception>
    public VirtualTill Require() => IsOn ? this : throw new NotFound("device", "virtual");

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        foreach (var server in new[] { wire, labelWire }.OfType<VirtualPrinterServer>())
            await server.DisposeAsync();
        over.Dispose();
    }

    private void Offer(string name, Func<ILink, CancellationToken, Task> run) => links.Offer(LinkKind.Virtual, name, () =>
    {
        var (till, device) = PipeLink.Pair();
        _ = Run(device);
        return till;

        async Task Run(PipeLink end)
        {
            await using (end)
            {
                try
                {
                    await run(end, over.Token);
                }
                catch (Exception gone) when (gone is IOException or OperationCanceledException)
                {
                    // The till has let go, or the service stops.
                }
            }
        }
    });
}
