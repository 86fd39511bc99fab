using System.Collections.Concurrent;

namespace Store.Devices.Links;

/// <summary>Opens the wire to a device by its address.</summary>
/// <param name="clock">For how long is tried.</param>
/// <param name="usb">The printers on USB; null where there are none.</param>
/// <param name="spooler">Windows' print spooler; null elsewhere.</param>
internal sealed class LinkOpener(TimeProvider clock, UsbPrinters? usb = null, IWinspool? spooler = null)
{
    private readonly ConcurrentDictionary<(LinkKind Kind, string Name), Func<ILink>> offered = [];

    /// <exception cref="LinkFailed">It is not there, taken or forbidden.</exception>
    public async ValueTask<ILink> Open(LinkAddress address, CancellationToken cancellationToken) => address.Kind switch
    {
        LinkKind.Tcp => await TcpLink.Open(address.Target, address.Port, clock, cancellationToken),
        LinkKind.Virtual or LinkKind.Printer => offered.TryGetValue((address.Kind, address.Target), out var plugIn) ? plugIn() : throw new LinkFailed("link.not_found", $"There is no device {address.Target} here."),
        LinkKind.Spool when spooler is null => throw new LinkFailed("link.not_found", $"There is no {address.Target} here: printers behind a spooler are on Windows alone."),
        LinkKind.Spool => SpoolLink.Open(spooler, address.Target),
        LinkKind.Keys when OperatingSystem.IsWindows() => throw new LinkFailed("link.not_found", "Scanners that type are heard on Linux alone; on Windows the page hears them."),
        LinkKind.Keys => await KeyboardLink.Open(address),
        LinkKind.Usb when usb is null || OperatingSystem.IsWindows() => throw new LinkFailed("link.not_found", $"Printers are found by the name that they give themselves on Linux alone, and {address.Target} is not."),
        LinkKind.Usb => await usb.Open(address),
        LinkKind.File when usb?.IsNode(address.Target) == true => await usb.Open(address),
        _ when OperatingSystem.IsWindows() => WindowsLink.Open(address),
        _ => PosixLink.Open(address),
    };

    /// <summary>Makes something in this process that can be reached: a virtual device, or a printer by what hangs on its cable.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="plugIn">Gives the till's end of a new wire, or throws as a device that is switched off.</param>
    public void Offer(LinkKind kind, string name, Func<ILink> plugIn) => offered[(kind, name)] = plugIn;
}
