namespace Store.Devices.Scales;

/// <summary>
/// Dibal and others of the EPOS "TISA" kind: the till sends the price of a kilogram, the scale shows it and answers with weight and amount. Store works the amount out itself,
/// so the price sent is zero; of the answer only the weight counts. The sixteenth byte checks those before it.
/// </summary>
internal sealed class Dibal : ScaleProtocol
{
    private const int Length = 18;
    private const int CheckAt = 15;

    public override ScaleModel Model => ScaleModel.Dibal;

    public override ReadOnlyMemory<byte> Question { get; } = Ask(0);

    /// <summary>The question with a price of a kilogram, in cents.</summary>
    public static byte[] Ask(int price)
    {
        var digits = System.Text.Encoding.ASCII.GetBytes($"98{price:00000}");
        return [.. digits, WeightText.Xor(digits), (byte)'\r', (byte)'\n'];
    }

    public override ScaleFrame Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] != '9' || (bytes.Length > 1 && bytes[1] != '9'))
            return ScaleFrame.Noise;
        if (bytes.Length < Length)
            return ScaleFrame.Unfinished;
        var frame = bytes[..Length];
        if (frame[16] != '\r' || frame[17] != '\n' || WeightText.Xor(frame[..CheckAt]) != frame[CheckAt])
            return ScaleFrame.Noise;
        // The third is 0 where the weight is good.
        return new ScaleFrame(Length, frame[2] != '0' ? new ScaleReading(ScaleState.Moving) : WeightText.Digits(frame[3..8]) is { } grams ? ScaleReading.Of(grams, atRest: true) : null);
    }
}
