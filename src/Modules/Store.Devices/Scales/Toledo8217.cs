namespace Store.Devices.Scales;

/// <summary>
/// Mettler Toledo 8217, which most scales at tills understand: 7 data bits, even parity, questions of one letter. A port that is read with 8 bits gives the parity as bit 7, so it is
/// masked off everywhere. A weight is sent only at rest; otherwise a question mark and what is the matter.
/// </summary>
internal sealed class Toledo8217 : ScaleProtocol
{
    private const byte Stx = 0x02;
    private const byte Cr = 0x0D;
    private const int LongestBody = 8;

    public override ScaleModel Model => ScaleModel.Toledo8217;

    public override ReadOnlyMemory<byte> Question => "W"u8.ToArray();

    public override ReadOnlyMemory<byte> Zero => "Z"u8.ToArray();

    public override ReadOnlyMemory<byte> Tare => "T"u8.ToArray();

    public override ReadOnlyMemory<byte> ClearTare => "C"u8.ToArray();

    public override ScaleFrame Read(ReadOnlySpan<byte> bytes)
    {
        if (Bare(bytes[0]) != Stx)
            return ScaleFrame.Noise;
        Span<byte> body = stackalloc byte[LongestBody];
        var length = 0;
        foreach (var one in bytes[1..])
        {
            if (Bare(one) == Cr)
                return new ScaleFrame(length + 2, Meaning(body[..length]));
            if (Bare(one) == Stx || length == LongestBody)
                return ScaleFrame.Noise;
            body[length++] = Bare(one);
        }

        return ScaleFrame.Unfinished;
    }

    private static byte Bare(byte one) => (byte)(one & 0x7F);

    private static ScaleReading? Meaning(ReadOnlySpan<byte> body)
    {
        if (body is [(byte)'?', var status])
            return Status(status);
        var net = body is [.., (byte)'N'];
        var number = net ? body[..^1] : body;
        // Kilograms have three decimals, pounds two.
        if (number is [_, _, _, (byte)'.', _, _])
            return ScaleReading.WrongUnit;
        return number is [_, _, (byte)'.', _, _, _] && WeightText.Grams(number) is { } grams ? ScaleReading.Of(grams, atRest: true, net) : null;
    }

    /// <summary>The status byte: bit 6 is always set; 5 net, 4 at zero, 3 too far from zero, 2 under zero, 1 over capacity, 0 moving.</summary>
    private static ScaleReading? Status(byte status) => (status & 0x40) == 0
        ? null
        : new ScaleReading(
            (status & 0x02) != 0 ? ScaleState.OverCapacity
            : (status & 0x04) != 0 ? ScaleState.UnderZero
            : (status & 0x01) != 0 ? ScaleState.Moving
            : (status & 0x08) != 0 ? ScaleState.OutsideZero
            : (status & 0x10) != 0 ? ScaleState.AtZero
            : ScaleState.Silent,
            Net: (status & 0x20) != 0);
}
