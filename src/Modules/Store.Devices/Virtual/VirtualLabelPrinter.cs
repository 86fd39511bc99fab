using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Store.Devices.Labels;
using Store.Devices.Profile;

namespace Store.Devices.Virtual;

/// <summary>
/// A label printer that exists in memory only, of either language. It answers for its status, holds what it may not print yet, and forgets what it has not printed when its power is cut.
/// </summary>
internal sealed class VirtualLabelPrinter : IVirtualPrinter
{
    private const int LabelsKept = 200;
    private const int BufferBytes = 256 * 1024;

    private readonly Lock gate = new();
    private readonly List<byte> buffer = [];
    private readonly List<byte> answers = [];
    private readonly Queue<VirtualLabel> waiting = new();
    private readonly List<VirtualLabel> labels = [];
    private readonly LabelRenderer renderer;
    private readonly LabelLanguage language;
    private readonly TimeProvider clock;
    private readonly TimeSpan perLabel;
    private readonly bool saysMarks;
    private LabelPrinterStatus hindered = new();
    private DateTimeOffset? begun;
    private int count;

    /// <param name="language">What it understands.</param>
    /// <param name="clock">By which it prints.</param>
    /// <param name="perLabel">How long a label takes; zero takes no time.</param>
    /// <param name="saysMarks">Whether it says what it is told to (OUT of TSPL); cheap ones do not.</param>
    public VirtualLabelPrinter(LabelLanguage language, TimeProvider? clock = null, TimeSpan perLabel = default, bool saysMarks = true)
    {
        (this.language, this.clock, this.perLabel, this.saysMarks) = (language, clock ?? TimeProvider.System, perLabel, saysMarks);
        renderer = language == LabelLanguage.Zpl ? new ZplRenderer { Print = Hold, Ask = Answer } : new TsplRenderer { Print = Hold, Ask = Answer, Say = Say };
    }

    public event EventHandler? Changed;

    /// <summary>What has come out, the latest last; of many the last 200.</summary>
    public IReadOnlyList<VirtualLabel> Labels
    {
        get
        {
            lock (gate)
                return [.. labels];
        }
    }

    /// <summary>How many have come out.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return count;
        }
    }

    public LabelPrinterStatus Status
    {
        get
        {
            lock (gate)
                return hindered with { Printing = waiting.Count > 0, LabelsLeft = waiting.Count };
        }
    }

    public bool HasPower { get; private set; } = true;

    public int Room
    {
        get
        {
            lock (gate)
                return Math.Max(0, BufferBytes - buffer.Count);
        }
    }

    public bool HasMore => Status.Printing;

    public byte[] Feed(ReadOnlySpan<byte> bytes)
    {
        byte[] replies;
        lock (gate)
        {
            if (!HasPower)
                return [];
            PrintOn();
            buffer.AddRange(bytes);
            while (buffer.Count > 0 && renderer.Take(CollectionsMarshal.AsSpan(buffer)) is var taken and > 0)
                buffer.RemoveRange(0, taken);
            replies = [.. answers];
            answers.Clear();
        }
        Changed?.Invoke(this, EventArgs.Empty);
        return replies;
    }

    public byte[] Advance()
    {
        lock (gate)
            PrintOn();
        return [];
    }

    /// <summary>Takes its paper or ribbon, opens its head, pauses it, or makes all well again.</summary>
    public void Hinder(LabelPrinterStatus status)
    {
        lock (gate)
        {
            PrintOn();
            hindered = status;
            begun = null;
            PrintOn();
        }
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>What is not on a label is gone, and so is the label at its head.</summary>
    public void CutPower()
    {
        lock (gate)
        {
            PrintOn();
            buffer.Clear();
            answers.Clear();
            waiting.Clear();
            (HasPower, begun) = (false, null);
        }
    }

    public void RestorePower() => HasPower = true;

    private void Hold(VirtualLabel label, int copies)
    {
        for (var copy = 0; copy < copies; copy++)
            waiting.Enqueue(label);
        PrintOn();
    }

    private void PrintOn()
    {
        while (HasPower && hindered.Ready && waiting.TryPeek(out var label))
        {
            begun ??= clock.GetUtcNow();
            if (clock.GetUtcNow() < begun + perLabel)
                return;
            begun = waiting.Count > 1 ? begun + perLabel : null;
            waiting.Dequeue();
            labels.Add(label);
            count++;
            if (labels.Count > LabelsKept)
                labels.RemoveAt(0);
        }
    }

    private void Say(string text)
    {
        if (saysMarks)
            answers.AddRange(Encoding.ASCII.GetBytes($"{text}\r\n"));
    }

    private void Answer()
    {
        if (language == LabelLanguage.Tspl)
        {
            answers.Add((byte)(Flag(hindered.HeadOpen) | Flag(hindered.Jammed) << 1 | Flag(hindered.PaperOut) << 2 | Flag(hindered.RibbonOut) << 3 | Flag(hindered.Paused) << 4 | Flag(waiting.Count > 0) << 5));
            return;
        }
        string[] strings =
        [
            string.Create(CultureInfo.InvariantCulture, $"030,{Flag(hindered.PaperOut)},{Flag(hindered.Paused)},1218,000,{Flag(hindered.BufferFull)},0,0,000,0,0,0"),
            string.Create(CultureInfo.InvariantCulture, $"000,0,{Flag(hindered.HeadOpen)},{Flag(hindered.RibbonOut)},0,0,0,0,{waiting.Count:D8},1,000"),
            "1234,0",
        ];
        foreach (var one in strings)
            answers.AddRange([0x02, .. Encoding.ASCII.GetBytes(one), 0x03, 0x0D, 0x0A]);
    }

    private static int Flag(bool set) => set ? 1 : 0;
}
