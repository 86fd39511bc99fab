using System.Collections.Concurrent;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Virtual;

/// <summary>
/// The virtual printers of this till: one for each printer of the profile whose address is <c>virtual:NAME</c>. They are there to try Store without hardware; what they print is looked at
/// on the device page.
/// </summary>
internal sealed class VirtualPrinters(LinkOpener links, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, VirtualPrinter> printers = new(StringComparer.Ordinal);
    private Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>Puts the printers of a profile there, before anyone reaches for them.</summary>
    public void Offer(HardwareProfile profile)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var settings in profile.Printers ?? [])
        {
            if (LinkAddress.Parse(settings.Address) is not { Kind: LinkKind.Virtual, Target: var name })
                continue;
            found[settings.Id] = name;
            var printer = printers.GetOrAdd(name, _ => new VirtualPrinter(new VirtualPrinterOptions(settings.Profile?.DotsPerLine ?? 576, FontFile: settings.Profile?.FontFile), clock));
            links.Offer(name, () => Plug(printer));
        }

        names = found;
    }

    /// <exception cref="NotFound">There is no such printer, or it is a real one.</exception>
    public VirtualPrinter Find(string printerId) =>
        names.TryGetValue(printerId, out var name) && printers.TryGetValue(name, out var printer) ? printer : throw new NotFound("virtual_printer", printerId);

    /// <summary>Whoever makes the devices of a profile puts its virtual printers there; they are no devices of their own.</summary>
    internal sealed class Maker(VirtualPrinters printers) : IDeviceMaker
    {
        public IEnumerable<IDevice> Make(HardwareProfile profile)
        {
            printers.Offer(profile);
            return [];
        }
    }

    private static PipeLink Plug(VirtualPrinter printer)
    {
        if (!printer.State.Power)
            throw new LinkFailed("link.not_found", "The virtual printer is switched off.");
        var (till, device) = PipeLink.Pair();
        _ = Serve(printer, device);
        return till;
    }

    /// <summary>Carries bytes between a wire and its printer until the wire is gone or the power is cut.</summary>
    private static async Task Serve(VirtualPrinter printer, PipeLink wire)
    {
        using var saying = new SemaphoreSlim(1);
        using var over = new CancellationTokenSource();
        void OnChanged(object? sender, EventArgs changed)
        {
            if (!printer.State.Power)
                over.Cancel();
            else
                _ = Say(printer.Advance);
        }

        async Task Say(Func<byte[]> print)
        {
            try
            {
                await saying.WaitAsync(over.Token);
                try
                {
                    if (print() is { Length: > 0 } replies)
                        await wire.Send(replies, over.Token);
                }
                finally
                {
                    saying.Release();
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // No one listens any more; whoever reads notices too.
            }
        }

        printer.Changed += OnChanged;
        try
        {
            var buffer = new byte[1024];
            while (await wire.Receive(buffer, over.Token) is var count and > 0)
            {
                var bytes = buffer[..count];
                await Say(() => printer.Feed(bytes));
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The cable is out, or the power.
        }
        finally
        {
            printer.Changed -= OnChanged;
            await wire.DisposeAsync();
        }
    }
}
