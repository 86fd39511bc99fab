namespace Store.Devices.Scanners;

/// <summary>
/// Cuts what comes from a scanner into scans. They arrive split and glued; they end with the sign that the scanner is set to, or with silence where it sends none.
/// What is longer than any code is thrown away as a whole: half of a code could be another.
/// </summary>
internal sealed class ScanFraming(ScanEnd end)
{
    public const int LongestScan = 4096;

    private const byte Stx = 0x02;
    private const byte Etx = 0x03;

    private readonly List<byte> bytes = [];
    private bool tooLong;

    /// <summary>How long silence lasts before it means something: the end of a scan, or with a scanner that sends an end, that the rest of this one is lost.</summary>
    public TimeSpan Silence { get; } = TimeSpan.FromMilliseconds(end == ScanEnd.Silence ? 80 : 1000);

    /// <summary>Whether a scan has begun and not ended.</summary>
    public bool IsWithin => bytes.Count > 0 || tooLong;

    /// <summary>How many scans came broken: too long, or without an end.</summary>
    public int Broken { get; private set; }

    /// <summary>Takes what came and gives the scans that are whole now.</summary>
    public IReadOnlyList<byte[]> Take(ReadOnlySpan<byte> received)
    {
        var scans = new List<byte[]>();
        foreach (var one in received)
        {
            if (one == 0)
                continue;
            if (one == Stx)
                Drop();
            else if (EndsWith(one))
                End(scans);
            else if (bytes.Count == LongestScan)
                tooLong = true;
            else
                bytes.Add(one);
        }

        return scans;
    }

    /// <summary>Nothing has come for <see cref="Silence"/>: the scan that this ends, if any.</summary>
    public byte[]? FallSilent()
    {
        var scans = new List<byte[]>();
        if (end == ScanEnd.Silence)
            End(scans);
        else
            Drop();
        return scans.Count == 0 ? null : scans[0];
    }

    private bool EndsWith(byte one) => one == Etx || (end != ScanEnd.Etx && one is (byte)'\r' or (byte)'\n');

    private void End(List<byte[]> scans)
    {
        if (tooLong)
            Drop();
        else if (bytes.Count > 0)
            scans.Add([.. bytes]);
        bytes.Clear();
    }

    private void Drop()
    {
        if (IsWithin)
            Broken++;
        bytes.Clear();
        tooLong = false;
    }
}

/// <summary>How a scanner ends a scan.</summary>
internal enum ScanEnd
{
    /// <summary>With a line end, CR, LF or both, or with ETX.</summary>
    Line,

    /// <summary>With ETX alone; line ends belong to the code.</summary>
    Etx,

    /// <summary>With nothing but a pause.</summary>
    Silence,
}
