using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Store.Devices.Labels;
using Store.Devices.Profile;

namespace Store.Devices.Virtual;

/// <summary>A label printer that exists in memory only, of either language. It answers for its status, and holds what it may not print yet.</summary>
internal sealed class VirtualLabelPrinter
{
    private const int LabelsKept = 200;

    private readonly Lock gate = new();
    private readonly List<byte> buffer = [];
    private readonly List<byte> answers = [];
    private readonly Queue<VirtualLabel> waiting = new();
    private readonly List<VirtualLabel> labels = [];
    private readonly LabelRenderer renderer;
    private readonly LabelLanguage language;
    private LabelPrinterStatus hindered = new();

    public VirtualLabelPrinter(LabelLanguage language)
    {
        this.language = language;
        renderer = language == LabelLanguage.Zpl ? new ZplRenderer { Print = Hold, Ask = Answer } : new TsplRenderer { Print = Hold, Ask = Answer };
    }

    /// <summary>What has come out, the latest last.</summary>
    public IReadOnlyList<VirtualLabel> Labels
    {
        get
        {
            lock (gate)
                return [.. labels];
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

    /// <summary>Takes bytes and prints what is complete, unless something keeps it from that.</summary>
    /// <returns>What it has to say.</returns>
    public byte[] Feed(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            buffer.AddRange(bytes);
            while (buffer.Count > 0 && renderer.Take(CollectionsMarshal.AsSpan(buffer)) is var taken and > 0)
                buffer.RemoveRange(0, taken);
            byte[] replies = [.. answers];
            answers.Clear();
            return replies;
        }
    }

    /// <summary>Takes its paper or ribbon, opens its head, pauses it, or makes all well again.</summary>
    public void Hinder(LabelPrinterStatus status)
    {
        lock (gate)
        {
            hindered = status;
            PrintOn();
        }
    }

    private void Hold(VirtualLabel label, int copies)
    {
        for (var copy = 0; copy < copies; copy++)
            waiting.Enqueue(label);
        PrintOn();
    }

    private void PrintOn()
    {
        while (hindered.Ready && waiting.TryDequeue(out var label))
        {
            labels.Add(label);
            if (labels.Count > LabelsKept)
                labels.RemoveAt(0);
        }
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
