namespace Store.Devices.Scales;

/// <summary>
/// CAS "type 1" (AP-1, PD-II, SW-II): the till asks whether it is there, the scale says yes, the till asks for the weight. The answer says whether it is at rest and carries
/// a check over what is between the first two bytes and itself. Some send a weight of seven letters and no last byte instead; it is as long.
/// </summary>
internal sealed class Cas : ScaleProtocol
{
    private const byte Enq = 0x05;
    private const byte Ack = 0x06;
    private const byte Nak = 0x15;
    private const byte Soh = 0x01;
    private const byte Stx = 0x02;
    private const byte Etx = 0x03;
    private const byte Eot = 0x04;
    private const byte AskWeight = 0x11;
    private const int Length = 15;
    private const int AskedAtMost = 3;
    private static readonly ScaleReading Yes = new(ScaleState.AtZero);
    private static readonly ScaleReading NotYet = new(ScaleState.Moving);

    public override ScaleModel Model => ScaleModel.Cas;

    public override async Task<ScaleReading?> Ask(ScaleWire wire, CancellationToken cancellationToken)
    {
        for (var i = 0; i < AskedAtMost; i++)
        {
            wire.Forget();
            await wire.Send(new[] { Enq }, cancellationToken);
            var ready = await wire.Await(Ready, Patience, cancellationToken);
            if (ready is null)
                return null;
            if (ready == NotYet)
            {
                await wire.Pause(Pace, cancellationToken);
                continue;
            }

            await wire.Send(new[] { AskWeight }, cancellationToken);
            return await wire.Await(Read, Patience, cancellationToken);
        }

        // It is there and has no weight to give.
        return NotYet;
    }

    public override ScaleFrame Read(ReadOnlySpan<byte> bytes)
    {
        // The parity bit may be left on the first.
        if ((bytes[0] & 0x7F) != Soh || (bytes.Length > 1 && bytes[1] != Stx))
            return ScaleFrame.Noise;
        if (bytes.Length < Length)
            return ScaleFrame.Unfinished;
        var frame = bytes[..Length];
        var end = frame is [.., Etx, Eot] ? Length - 3 : frame is [.., Etx] ? Length - 2 : 0;
        if (end == 0 || WeightText.Xor(frame[2..end]) != frame[end])
            return ScaleFrame.Noise;
        return new ScaleFrame(Length, Meaning(frame[2..end]));
    }

    private static ScaleFrame Ready(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        Ack => new ScaleFrame(1, Yes),
        Nak => new ScaleFrame(1, NotYet),
        _ => ScaleFrame.Noise,
    };

    private static ScaleReading? Meaning(ReadOnlySpan<byte> said)
    {
        if (said[0] is not ((byte)'S' or (byte)'U') || said[1] is not ((byte)' ' or (byte)'-'))
            return null;
        if (!said[^2..].SequenceEqual("kg"u8))
            return ScaleReading.WrongUnit;
        return WeightText.Grams(said[2..^2]) is { } grams ? ScaleReading.Of(said[1] == '-' ? -grams : grams, said[0] == 'S') : null;
    }
}
