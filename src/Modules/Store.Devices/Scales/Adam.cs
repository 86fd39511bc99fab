using System.Buffers;

namespace Store.Devices.Scales;

/// <summary>
/// Adam: asked with <c>P</c> it beeps and answers with a line that ends in its unit; it says nothing while nothing has changed since it was asked last, or nothing lies on it.
/// So it is asked only when a weight is wanted, and not again for five seconds.
/// </summary>
internal sealed class Adam : ScaleProtocol
{
    private const int LongestLine = 40;
    private static readonly SearchValues<byte> NumberBegins = SearchValues.Create("+-0123456789"u8);

    public override ScaleModel Model => ScaleModel.Adam;

    public override TimeSpan Pace => TimeSpan.FromSeconds(5);

    public override bool ShowsLive => false;

    public override bool IsSilentAtTimes => true;

    public override ReadOnlyMemory<byte> Question => "P\r\n"u8.ToArray();

    public override ReadOnlyMemory<byte> Zero => "Z\r\n"u8.ToArray();

    public override ScaleFrame Read(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0)
            return bytes.Length > LongestLine ? ScaleFrame.Noise : ScaleFrame.Unfinished;
        var line = bytes[..end].Trim((byte)' ');
        // The label of the number ("G/W", "Net") can stand before it, the unit behind.
        var unit = line.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) >= 0 ? -1 : UnitAt(line);
        return new ScaleFrame(end + 1, unit < 0 ? null : Meaning(line[..unit], line[unit..]));
    }

    private static int UnitAt(ReadOnlySpan<byte> line)
    {
        var at = line.Length;
        while (at > 0 && char.IsAsciiLetter((char)line[at - 1]))
            at--;
        return at < line.Length ? at : -1;
    }

    private static ScaleReading? Meaning(ReadOnlySpan<byte> before, ReadOnlySpan<byte> unit)
    {
        var from = before.IndexOfAny(NumberBegins);
        if (from < 0 || WeightText.Grams(before[from..]) is not { } grams)
            return null;
        return unit.SequenceEqual("kg"u8) || unit.SequenceEqual("KG"u8) ? ScaleReading.Of(grams, atRest: true, before[..from].StartsWith("N"u8)) : ScaleReading.WrongUnit;
    }
}
