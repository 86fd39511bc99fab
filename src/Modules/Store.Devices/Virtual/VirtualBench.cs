using System.Collections.Concurrent;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Virtual;

/// <summary>
/// The virtual scales, scanners and displays of this till: one for each of the profile whose address is <c>virtual:NAME</c>. They are there to try Store without hardware: what lies on the scale and
/// what is scanned is said over the API, and what customers read is looked at there.
/// </summary>
internal sealed class VirtualBench(LinkOpener links)
{
    private readonly ConcurrentDictionary<string, VirtualScale> scales = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, VirtualScanner> scanners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, VirtualDisplay> displays = new(StringComparer.Ordinal);

    /// <exception cref="NotFound">There is no such scale, or it is a real one.</exception>
    public VirtualScale Scale(string id) => scales.GetValueOrDefault(id) ?? throw new NotFound("virtual_scale", id);

    /// <exception cref="NotFound">There is no such scanner, or it is a real one.</exception>
    public VirtualScanner Scanner(string id) => scanners.GetValueOrDefault(id) ?? throw new NotFound("virtual_scanner", id);

    /// <exception cref="NotFound">There is no such display, or it is a real one.</exception>
    public VirtualDisplay Display(string id) => displays.GetValueOrDefault(id) ?? throw new NotFound("virtual_display", id);

    /// <summary>Puts the virtual devices of a profile there, before anyone reaches for them.</summary>
    public void Offer(HardwareProfile profile)
    {
        Offer(profile.Scales, scales, settings => new VirtualScale(settings.Model), (scale, wire) => scale.Run(wire, CancellationToken.None));
        Offer(profile.Scanners, scanners, _ => new VirtualScanner(), (scanner, wire) => scanner.Run(wire, CancellationToken.None));
        Offer(profile.Displays, displays, _ => new VirtualDisplay(), (display, wire) => display.Run(wire, CancellationToken.None));
    }

    private void Offer<TSettings, TDevice>(
        IReadOnlyList<TSettings>? wanted, ConcurrentDictionary<string, TDevice> there, Func<TSettings, TDevice> make, Func<TDevice, ILink, Task> run)
        where TSettings : DeviceSettings
    {
        var before = there.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var settings in wanted ?? [])
        {
            if (LinkAddress.Parse(settings.Address) is not { Kind: LinkKind.Virtual, Target: var name })
                continue;
            // The kind may be another than before.
            var device = there[settings.Id] = make(settings);
            before.Remove(settings.Id);
            links.Offer(name, () =>
            {
                var (till, end) = PipeLink.Pair();
                _ = Serve(run(device, end), end);
                return till;
            });
        }

        foreach (var gone in before)
            there.TryRemove(gone, out _);
    }

    private static async Task Serve(Task running, PipeLink end)
    {
        try
        {
            await running;
        }
        catch (IOException)
        {
            // The till has closed its end.
        }
        finally
        {
            await end.DisposeAsync();
        }
    }

    /// <summary>Whoever makes the devices of a profile puts its virtual ones there; they are no devices of their own.</summary>
    internal sealed class Maker(VirtualBench bench) : IDeviceMaker
    {
        public IEnumerable<IDevice> Make(HardwareProfile profile)
        {
            bench.Offer(profile);
            return [];
        }
    }
}
