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

    private readonly Lock _gate = new();
    private readonly List<byte> _buffer = [];
    private readonly List<byte> _replies = [];
    private readonly Queue<VirtualLabel> _waiting = new();
    private readonly List<VirtualLabel> _labels = [];
    private readonly LabelRenderer _renderer;
    private readonly LabelLanguage _language;
    private LabelPrinterStatus _hindered = new();

    public VirtualLabelPrinter(LabelLanguage language)
    {
        _language = language;
        _renderer = language == LabelLanguage.Zpl ? new ZplRenderer { Print = Hold, Ask = Answer } : new TsplRenderer { Print = Hold, Ask = Answer };
    }

    /// <summary>What has come out, the latest last.</summary>
    public IReadOnlyList<VirtualLabel> Labels
    {
        get
        {
            lock (_gate)
                return [.. _labels];
        }
    }

    public LabelPrinterStatus Status
    {
        get
        {
            lock (_gate)
                return _hindered with { Printing = _waiting.Count > 0, LabelsLeft = _waiting.Count };
        }
    }

    /// <summary>Takes bytes and prints what is complete, unless something keeps it from that.</summary>
    /// <returns>What it has to say.</returns>
    public byte[] Feed(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            _buffer.AddRange(bytes);
            while (_buffer.Count > 0 && _renderer.Take(CollectionsMarshal.AsSpan(_buffer)) is var taken and > 0)
                _buffer.RemoveRange(0, taken);
            byte[] replies = [.. _replies];
            _replies.Clear();
            return replies;
        }
    }

    /// <summary>Takes its paper or ribbon, opens its head, pauses it, or makes all well again.</summary>
    public void Hinder(LabelPrinterStatus status)
    {
        lock (_gate)
        {
            _hindered = status;
            PrintOn();
        }
    }

    private void Hold(VirtualLabel label, int copies)
    {
        for (var copy = 0; copy < copies; copy++)
            _waiting.Enqueue(label);
        PrintOn();
    }

    private void PrintOn()
    {
        while (_hindered.Ready && _waiting.TryDequeue(out var label))
        {
            _labels.Add(label);
            if (_labels.Count > LabelsKept)
                _labels.RemoveAt(0);
        }
    }

    private void Answer()
    {
        if (_language == LabelLanguage.Tspl)
        {
            _replies.Add((byte)(Flag(_hindered.HeadOpen) | Flag(_hindered.Jammed) << 1 | Flag(_hindered.PaperOut) << 2 | Flag(_hindered.RibbonOut) << 3 | Flag(_hindered.Paused) << 4 | Flag(_waiting.Count > 0) << 5));
            return;
        }
        string[] strings =
        [
            string.Create(CultureInfo.InvariantCulture, $"030,{Flag(_hindered.PaperOut)},{Flag(_hindered.Paused)},1218,000,{Flag(_hindered.BufferFull)},0,0,000,0,0,0"),
            string.Create(CultureInfo.InvariantCulture, $"000,0,{Flag(_hindered.HeadOpen)},{Flag(_hindered.RibbonOut)},0,0,0,0,{_waiting.Count:D8},1,000"),
            "1234,0",
        ];
        foreach (var one in strings)
            _replies.AddRange([0x02, .. Encoding.ASCII.GetBytes(one), 0x03, 0x0D, 0x0A]);
    }

    private static int Flag(bool set) => set ? 1 : 0;
}
