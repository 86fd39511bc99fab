namespace Store.Devices.Links;

/// <summary>A wire to a device: bytes out and bytes in. One owner, who alone reads and writes.</summary>
internal interface ILink : IAsyncDisposable
{
    /// <summary>Nothing is ever heard on it, so nothing is asked.</summary>
    bool IsOneWay => false;

    /// <summary>Hands bytes to the wire. That it returns means only that the operating system took them, never that they are on paper.</summary>
    /// <exception cref="IOException">The device is gone; how much of it went out is not known.</exception>
    ValueTask Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Waits for bytes from the device. 0: it is gone.</summary>
    ValueTask<int> Receive(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Waits until the device has taken what was sent, where that can be known; whoever hangs up before may throw some of it away.</summary>
    /// <exception cref="IOException">The device is gone.</exception>
    ValueTask Drain(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>How the printer is, by its port. Not while bytes are on their way: some printers would take the question for one of them. Null where the port cannot say.</summary>
    PortStatus? ReadPort() => null;
}
