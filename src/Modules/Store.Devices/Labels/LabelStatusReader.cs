using System.Globalization;
using System.Text;
using Store.Devices.Profile;

namespace Store.Devices.Labels;

/// <summary>What a label printer last said about itself.</summary>
/// <param name="LabelsLeft">Of the batch that it prints; 0 is the proof that all are out. Null where the printer does not tell.</param>
internal sealed record LabelPrinterStatus(
    bool PaperOut = false, bool RibbonOut = false, bool HeadOpen = false, bool Jammed = false, bool Paused = false, bool BufferFull = false, bool Printing = false, int? LabelsLeft = null)
{
    /// <summary>It has nothing to do and nothing keeps it from printing.</summary>
    public bool Ready => this is { PaperOut: false, RibbonOut: false, HeadOpen: false, Jammed: false, Paused: false, BufferFull: false, Printing: false, LabelsLeft: null or 0 };
}

/// <summary>Asks label printers how they are and takes apart what they answer, however it arrives.</summary>
internal sealed class LabelStatusReader(LabelLanguage language)
{
    private const byte Start = 0x02, End = 0x03, Frame = (byte)'#';
    private const int LongestString = 100;

    private readonly List<byte> unfinished = [];
    private readonly List<string[]> strings = [];
    private bool inside;
    private bool afterMark;

    /// <summary>What asks for the status.</summary>
    public ReadOnlySpan<byte> Question => language == LabelLanguage.Zpl ? "~HS\r\n"u8 : [0x1B, 0x21, 0x3F];

    /// <summary>The mark that it has come to last, of a TSPL printer that was told to say one.</summary>
    public string? Mark { get; private set; }

    /// <summary>Has a TSPL printer say something when it comes to it, after all that was sent before.</summary>
    public static byte[] SayMark(string mark) => Encoding.ASCII.GetBytes($"OUT \"{(char)Frame}{mark}{(char)Frame}\"\r\n");

    /// <summary>The statuses that the bytes complete, in their order.</summary>
    public IReadOnlyList<LabelPrinterStatus> Read(ReadOnlySpan<byte> bytes)
    {
        var statuses = new List<LabelPrinterStatus>();
        foreach (var next in bytes)
        {
            var status = language == LabelLanguage.Zpl ? OfZpl(next) : OfTspl(next);
            if (status is not null)
                statuses.Add(status);
        }
        return statuses;
    }

    /// <summary>One byte each; between them marks, framed by what no printer is at once: open, jammed and printing.</summary>
    private LabelPrinterStatus? OfTspl(byte next)
    {
        var endsMark = afterMark && next is (byte)'\r' or (byte)'\n';
        if (next == Frame)
        {
            if (inside)
                Mark = Encoding.ASCII.GetString([.. unfinished]);
            (inside, afterMark) = (!inside, inside);
            unfinished.Clear();
            return null;
        }
        if (!inside)
            return endsMark ? null : Status(next);
        unfinished.Add(next);
        inside = unfinished.Count <= LongestString;
        return null;
    }

    private static LabelPrinterStatus? Status(byte value) => (value & 0x80) != 0 ? null : new LabelPrinterStatus(
        HeadOpen: (value & 0x41) != 0, Jammed: (value & 0x02) != 0, PaperOut: (value & 0x04) != 0, RibbonOut: (value & 0x08) != 0, Paused: (value & 0x10) != 0, Printing: (value & 0x20) != 0);

    /// <summary>Three strings of fields with commas between, each framed.</summary>
    private LabelPrinterStatus? OfZpl(byte next)
    {
        if (next == Start)
        {
            inside = true;
            unfinished.Clear();
            return null;
        }
        if (!inside)
            return null;
        if (next != End)
        {
            unfinished.Add(next);
            inside = unfinished.Count <= LongestString;
            return null;
        }
        inside = false;
        strings.Add(Encoding.ASCII.GetString([.. unfinished]).Split(','));
        // A string that was lost on the way leaves its neighbours without meaning; the first is the only one of twelve fields.
        while (strings.Count > 0 && strings[0].Length != 12)
            strings.RemoveAt(0);
        if (strings.Count > 1 && strings[^1].Length == 12)
            strings.RemoveRange(0, strings.Count - 1);
        if (strings.Count < 3)
            return null;
        var (first, second) = (strings[0], strings[1]);
        strings.Clear();
        if (second.Length != 11 || !int.TryParse(second[8], NumberStyles.None, CultureInfo.InvariantCulture, out var left)
            || !int.TryParse(first[4], NumberStyles.None, CultureInfo.InvariantCulture, out var formats))
        {
            return null;
        }
        return new LabelPrinterStatus(
            PaperOut: first[1] == "1", Paused: first[2] == "1", BufferFull: first[5] == "1", HeadOpen: second[2] == "1", RibbonOut: second[3] == "1", Printing: left > 0 || formats > 0, LabelsLeft: left);
    }
}
