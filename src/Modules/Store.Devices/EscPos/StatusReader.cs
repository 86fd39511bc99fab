using System.Text;

namespace Store.Devices.EscPos;

/// <summary>
/// Takes apart what an ESC/POS printer sends, all of it on one wire: reports of changes (four bytes), answers in real time (one byte), answers in turn (one byte), process
/// ids and names (blocks), flow control, and noise. Reads may be split anywhere. What fits nothing is dropped, one byte at a time, until something fits again.
/// </summary>
internal sealed class StatusReader
{
    private const byte XOn = 0x11;
    private const byte XOff = 0x13;
    private const byte ProcessHeader = 0x37;
    private const byte ProcessMark = 0x22;
    private const byte NameHeader = 0x5F;
    private const int ProcessBytes = 7;
    private const int NameBytesAtMost = 80;

    private readonly Queue<int> realTime = new();
    private readonly Queue<InTurn> inTurn = new();
    private readonly List<byte> pending = [];

    private enum InTurn
    {
        Paper,
        Drawer,
    }

    /// <summary>The last that is known.</summary>
    public PrinterStatus Status { get; private set; } = new();

    /// <summary>Reports of changes that came, asked for by nobody.</summary>
    public long Reports { get; private set; }

    /// <summary>Bytes that fitted nothing.</summary>
    public long Dropped { get; private set; }

    /// <summary>Real-time requests without an answer yet. At most four may be.</summary>
    public int RealTimeOutstanding => realTime.Count;

    /// <summary>A DLE EOT was sent. Nothing else is to be sent until it is answered.</summary>
    public void ExpectRealTime(int about) => realTime.Enqueue(about);

    /// <summary>GS r 1 was sent.</summary>
    public void ExpectPaper() => inTurn.Enqueue(InTurn.Paper);

    /// <summary>GS r 2 was sent.</summary>
    public void ExpectDrawer() => inTurn.Enqueue(InTurn.Drawer);

    /// <summary>The wire is new, or the printer has given up answering: nothing that was asked will be answered any more.</summary>
    public void Forget()
    {
        realTime.Clear();
        inTurn.Clear();
        pending.Clear();
    }

    /// <summary>What the bytes say, in their order.</summary>
    public IReadOnlyList<PrinterMessage> Read(ReadOnlySpan<byte> bytes)
    {
        var messages = new List<PrinterMessage>();
        foreach (var next in bytes)
        {
            // Flow control may stand anywhere, even inside a block.
            if (next is XOn or XOff)
            {
                messages.Add(new FlowChanged(next == XOff));
                continue;
            }
            pending.Add(next);
            while (pending.Count > 0 && Take(messages) is var taken and > 0)
                pending.RemoveRange(0, taken);
        }
        return messages;
    }

    /// <summary>How many of the pending bytes are dealt with; 0 waits for more.</summary>
    private int Take(List<PrinterMessage> messages) => pending[0] switch
    {
        ProcessHeader => TakeProcess(messages),
        NameHeader => TakeName(messages),
        var first when (first & 0x93) == 0x12 && realTime.TryDequeue(out var about) => Told(messages, RealTime(about, first), 1),
        var first when (first & 0x93) == 0x10 => TakeReport(messages),
        var first when (IsPaperAnswer(first) && Awaits(InTurn.Paper)) || ((first & 0x90) == 0 && Awaits(InTurn.Drawer)) =>
            Reached(messages, InTurnAnswer(inTurn.Dequeue(), first)),
        _ => Drop(),
    };

    private bool Awaits(InTurn kind) => inTurn.TryPeek(out var next) && next == kind;

    private int TakeProcess(List<PrinterMessage> messages)
    {
        for (var place = 1; place < pending.Count; place++)
        {
            var fits = place switch
            {
                1 => pending[place] == ProcessMark,
                ProcessBytes - 1 => pending[place] == 0,
                _ => pending[place] is >= 0x20 and <= 0x7E,
            };
            if (!fits)
                return Drop();
        }
        if (pending.Count < ProcessBytes)
            return 0;
        messages.Add(new ProcessCompleted(Characters(2, 4)));
        return ProcessBytes;
    }

    /// <summary>Also of a name that nobody waits for any more: its letters would look like a report, and its end like the answer that a paper waits for.</summary>
    private int TakeName(List<PrinterMessage> messages)
    {
        var last = pending[^1];
        if (pending.Count == 1 || (last is >= 0x20 and <= 0x7E && pending.Count < NameBytesAtMost))
            return 0;
        if (last != 0 || pending.Count == 2)
            return Drop();
        messages.Add(new PrinterNamed(Characters(1, pending.Count - 2)));
        return pending.Count;
    }

    private int TakeReport(List<PrinterMessage> messages)
    {
        // All of a broken report goes: its tail by itself would look like an answer that someone waits for.
        if (pending.Count > 1 && (pending[^1] & 0x90) != 0)
            return Drop(pending.Count - 1);
        if (pending.Count < 4)
            return 0;
        Reports++;
        var (printer, error, paper) = (pending[0], pending[1], pending[2]);
        return Told(messages, new PrinterStatus(
            Known: true,
            Online: !Bit(printer, 3),
            CoverOpen: Bit(printer, 5),
            PaperOut: (paper & 0x0C) != 0,
            PaperNearEnd: (paper & 0x03) != 0,
            CutterError: Bit(error, 3),
            MechanicalError: Bit(error, 2),
            UnrecoverableError: Bit(error, 5),
            RecoverableError: Bit(error, 6),
            FeedButton: Bit(printer, 6),
            DrawerPinHigh: Bit(printer, 2)), 4);
    }

    private PrinterStatus RealTime(int about, byte answer) => about switch
    {
        1 => Status with { Known = true, DrawerPinHigh = Bit(answer, 2), Online = !Bit(answer, 3), FeedButton = Bit(answer, 6) },
        2 => Status with { CoverOpen = Bit(answer, 2), PaperOut = Bit(answer, 5) || Status.PaperOut },
        3 => Status with { MechanicalError = Bit(answer, 2), CutterError = Bit(answer, 3), UnrecoverableError = Bit(answer, 5), RecoverableError = Bit(answer, 6) },
        _ => Status with { PaperNearEnd = (answer & 0x0C) != 0, PaperOut = (answer & 0x60) != 0 },
    };

    private PrinterStatus InTurnAnswer(InTurn about, byte answer) => about == InTurn.Drawer
        ? Status with { DrawerPinHigh = Bit(answer, 0) }
        : Status with { PaperNearEnd = (answer & 0x03) != 0, PaperOut = (answer & 0x0C) != 0 };

    private int Told(List<PrinterMessage> messages, PrinterStatus status, int taken)
    {
        messages.Add(new StatusTold(Status = status));
        return taken;
    }

    private int Reached(List<PrinterMessage> messages, PrinterStatus status)
    {
        messages.Add(new TurnReached(Status = status));
        return 1;
    }

    private int Drop(int bytes = 1)
    {
        Dropped += bytes;
        return bytes;
    }

    private string Characters(int start, int count) => Encoding.ASCII.GetString([.. pending.GetRange(start, count)]);

    /// <summary>Each sensor has two bits that are alike.</summary>
    private static bool IsPaperAnswer(byte answer) => answer is 0x00 or 0x03 or 0x0C or 0x0F;

    private static bool Bit(byte value, int bit) => (value & (1 << bit)) != 0;
}
