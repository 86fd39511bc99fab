namespace Store.Devices.Scales;

/// <summary>CAS indicators that send 22 bytes several times a second, unasked: <c>ST,GS,</c> number and lamp, a comma, eight letters of weight, <c> kg</c> and the end of line.</summary>
internal sealed class CasContinuous : ScaleProtocol
{
    private const int Length = 22;

    public override ScaleModel Model => ScaleModel.CasContinuous;

    /// <summary>The slowest send once a second.</summary>
    public override TimeSpan Patience => TimeSpan.FromMilliseconds(1500);

    public override ScaleFrame Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] is not ((byte)'S' or (byte)'U' or (byte)'O'))
            return ScaleFrame.Noise;
        if (bytes.Length < Length)
            return ScaleFrame.Unfinished;
        var frame = bytes[..Length];
        // Number and lamp can be any byte, so the line's end alone does not tell where a frame ends.
        if (frame[2] != ',' || frame[5] != ',' || frame[8] != ',' || frame[20] != '\r' || frame[21] != '\n')
            return ScaleFrame.Noise;
        return new ScaleFrame(Length, Meaning(frame));
    }

    private static ScaleReading? Meaning(ReadOnlySpan<byte> frame)
    {
        var net = frame[3..5].SequenceEqual("NT"u8);
        if (frame[..2].SequenceEqual("OL"u8))
            return new ScaleReading(ScaleState.OverCapacity, Net: net);
        var atRest = frame[..2].SequenceEqual("ST"u8);
        if ((!atRest && !frame[..2].SequenceEqual("US"u8)) || (!net && !frame[3..5].SequenceEqual("GS"u8)))
            return null;
        if (!frame[17..20].SequenceEqual(" kg"u8))
            return ScaleReading.WrongUnit;
        return WeightText.Grams(frame[9..17]) is { } grams ? ScaleReading.Of(grams, atRest, net) : null;
    }
}
