using System.Collections.Concurrent;

namespace Store.Devices.Links;

/// <summary>Opens the wire to a device by its address.</summary>
internal sealed class LinkOpener(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Func<ILink>> offered = new(StringComparer.Ordinal);

    /// <exception cref="LinkFailed">It is not there, taken or forbidden.</exception>
    public async ValueTask<ILink> Open(LinkAddress address, CancellationToken cancellationToken) => address.Kind switch
    {
        LinkKind.Tcp => await TcpLink.Open(address.Target, address.Port, clock, cancellationToken),
        LinkKind.Virtual => offered.TryGetValue(address.Target, out var plugIn) ? plugIn() : throw new LinkFailed("link.not_found", $"There is no virtual device {address.Target}."),
        _ when OperatingSystem.IsWindows() => WindowsLink.Open(address),
        _ => PosixLink.Open(address),
    };

    /// <summary>Makes a virtual device that can be reached as <c>virtual:name</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="plugIn">Gives the till's end of a new wire, or throws as a device that is switched off.</param>
    public void Offer(string name, Func<ILink> plugIn) => offered[name] = plugIn;
}
