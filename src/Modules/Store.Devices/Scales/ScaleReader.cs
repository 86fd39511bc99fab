using Store.Devices.Links;

namespace Store.Devices.Scales;

/// <summary>Asks a scale, at its pace and once more where an answer went astray.</summary>
internal sealed class ScaleReader(ScaleProtocol protocol, ScaleWire wire)
{
    private const int Tries = 3;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    /// <summary>What it says now.</summary>
    /// <exception cref="LinkFailed">It is gone, or has not answered three times.</exception>
    public async Task<ScaleReading> Read(CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (i > 0)
                await wire.Pause(BetweenTries, cancellationToken);
            if (await protocol.Ask(wire, cancellationToken) is { } reading)
                return reading;
            if (protocol.IsSilentAtTimes)
                return new ScaleReading(ScaleState.Silent);
        }

        throw new LinkFailed("scale.no_answer", "The scale does not answer: look at its power, its cable, and whether kind and speed are set as at the scale.");
    }

    /// <summary>Tells it something; what it answers, null where it answers nothing.</summary>
    public async Task<ScaleReading?> Tell(ReadOnlyMemory<byte> command, CancellationToken cancellationToken)
    {
        wire.Forget();
        await wire.Send(command, cancellationToken);
        return await wire.Await(protocol.Read, protocol.Patience, cancellationToken);
    }
}
