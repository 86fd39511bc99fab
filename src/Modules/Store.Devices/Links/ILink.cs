namespace Store.Devices.Links;

/// <summary>A wire to a device: bytes out and bytes in. One owner, who alone reads and writes.</summary>
internal interface ILink : IAsyncDisposable
{
    /// <summary>Hands bytes to the wire. That it returns means only that the operating system took them, never that they are on paper.</summary>
    /// <exception cref="IOException">The device is gone; how much of it went out is not known.</exception>
    ValueTask Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Waits for bytes from the device. 0: it is gone.</summary>
    ValueTask<int> Receive(Memory<byte> buffer, CancellationToken cancellationToken);
}
