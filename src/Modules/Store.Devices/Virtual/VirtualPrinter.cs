using System.Runtime.InteropServices;
using System.Text;
using Store.Devices.Symbols;

namespace Store.Devices.Virtual;

/// <summary>
/// A receipt printer with paper, knife and drawer that exists in memory only. It answers as an Epson does, stops when its cover is opened or its paper ends, and forgets what
/// it has not printed when its power is cut. What comes out can be read as text, commands and picture.
/// </summary>
internal sealed class VirtualPrinter : IVirtualPrinter
{
    private const byte ReceiptDone = 0x37, NameStart = 0x5F;

    private readonly Lock gate = new();
    private readonly List<byte> buffer = [];
    private readonly List<byte> answers = [];
    private readonly List<byte> recent = [];
    private readonly VirtualPrinterOptions options;
    private readonly TimeProvider clock;
    private readonly VirtualPaper paper;
    private readonly EscPosInterpreter interpreter;
    private double paperMm;
    private DateTimeOffset busyUntil = DateTimeOffset.MinValue;
    private DateTimeOffset pulseUntil = DateTimeOffset.MinValue;
    private byte[] told = [];
    private int tells;
    private bool power = true, coverOpen, cutterJammed, cutterError, drawerOpen, pulseDisabled, kept;
    private int pulses, whole;

    public VirtualPrinter(VirtualPrinterOptions options, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        paper = new VirtualPaper(options.DotsPerLine, options.FontFile);
        interpreter = new EscPosInterpreter(options, paper, ExecuteElsewhere, bytes => Display?.Take(bytes));
        paperMm = options.PaperMm;
    }

    /// <summary>Something can be seen or read that could not before.</summary>
    public event EventHandler? Changed;

    public VirtualPrinterState State
    {
        get
        {
            lock (gate)
                return new VirtualPrinterState(power, Online, coverOpen, PaperOut, NearEnd, Math.Max(0, paperMm), cutterError, drawerOpen, pulses, buffer.Count, Busy, paper.Receipts.Count);
        }
    }

    /// <summary>The display on its cable, if there is one.</summary>
    public VirtualDisplay? Display { get; set; }

    /// <summary>What has been cut off, the latest last.</summary>
    public IReadOnlyList<VirtualReceipt> Receipts
    {
        get
        {
            lock (gate)
                return [.. paper.Receipts];
        }
    }

    /// <summary>What still hangs in the printer.</summary>
    public VirtualReceipt Receipt
    {
        get
        {
            lock (gate)
                return paper.Receipt;
        }
    }

    /// <summary>How often it was asked something in real time.</summary>
    public int Asked { get; private set; }

    /// <summary>Bytes it can take before it makes others wait.</summary>
    public int Room
    {
        get
        {
            lock (gate)
                return Math.Max(0, options.BufferBytes - buffer.Count);
        }
    }

    public bool HasMore => State.BufferedBytes > 0;

    private bool PaperOut => paperMm <= 0;

    private bool NearEnd => paperMm <= options.NearEndMm;

    private bool Online => power && !coverOpen && !PaperOut && !cutterError;

    private bool Busy => options.MmPerSecond > 0 && clock.GetUtcNow() < busyUntil;

    private bool PinHigh => drawerOpen == options.DrawerOpenHigh;

    /// <summary>Takes bytes and prints as far as time allows.</summary>
    /// <returns>What it has to say.</returns>
    public byte[] Feed(ReadOnlySpan<byte> bytes)
    {
        byte[] replies;
        lock (gate)
        {
            if (!power)
                return [];
            foreach (var next in bytes)
            {
                buffer.Add(next);
                ObeyAtOnce(next);
            }
            replies = Run();
        }
        Changed?.Invoke(this, EventArgs.Empty);
        return replies;
    }

    /// <summary>Prints on as far as time allows.</summary>
    /// <returns>What it has to say.</returns>
    public byte[] Advance()
    {
        lock (gate)
            return Run();
    }

    public void OpenCover() => Do(() => coverOpen = true);

    public void CloseCover() => Do(() => coverOpen = false);

    /// <summary>Leaves so much paper on the roll; 0 takes it out.</summary>
    public void LoadPaper(double millimetres) => Do(() => paperMm = millimetres);

    /// <summary>The knife sticks when it is used next.</summary>
    public void JamCutter() => Do(() => cutterJammed = true);

    /// <summary>Someone frees the knife; the printer goes on when it is told to.</summary>
    public void FreeCutter() => Do(() => cutterJammed = false);

    public void OpenDrawer() => Do(() => drawerOpen = true);

    public void CloseDrawer() => Do(() => drawerOpen = false);

    /// <summary>Tears off what hangs in the printer.</summary>
    public void TakeReceipt() => Do(paper.Take);

    /// <summary>What is not on paper is gone, with all settings; what is on paper stays there.</summary>
    public void CutPower() => Do(() =>
    {
        interpreter.Reset();
        Empty();
        recent.Clear();
        answers.Clear();
        (power, tells, told, pulseDisabled, cutterError, busyUntil) = (false, 0, [], false, false, DateTimeOffset.MinValue);
    });

    public void RestorePower() => Do(() => power = true);

    private void Do(Action change)
    {
        lock (gate)
        {
            change();
            TellChanges();
        }
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private byte[] Run()
    {
        while (Online && !Busy && buffer.Count > 0 && interpreter.Take(CollectionsMarshal.AsSpan(buffer)) is var taken and > 0)
        {
            // Executing may have thrown the buffer away.
            buffer.RemoveRange(0, Math.Min(taken, buffer.Count));
            whole = Math.Max(0, whole - taken);
            var millimetres = paper.TakeFed() / (double)VirtualPaper.DotsPerMm;
            paperMm -= millimetres;
            if (options.MmPerSecond > 0)
                busyUntil = (kept ? busyUntil : new[] { busyUntil, clock.GetUtcNow() }.Max()).AddSeconds(millimetres / options.MmPerSecond);
            TellChanges();
        }

        // What waits for the end of a line is printed then, however much later someone looks.
        kept = Online && Busy && buffer.Count > 0;
        byte[] replies = [.. answers];
        answers.Clear();
        return replies;
    }

    /// <summary>Commands in real time, which are obeyed the moment they arrive, wherever they stand. However often it is asked while it prints nothing, the questions fill no buffer.</summary>
    private void ObeyAtOnce(byte next)
    {
        recent.Add(next);
        if (recent.Count > 10)
            recent.RemoveAt(0);
        switch (CollectionsMarshal.AsSpan(recent))
        {
            case [.., RealTime.Escape, 0x04, >= 1 and <= 4 and var about]:
                answers.Add(RealTimeStatus(about));
                Asked++;
                TakeOut(3);
                break;
            case [.., RealTime.Escape, 0x05, (1 or 2) and var how]:
                if (how == 2)
                    Discard();
                if (!cutterJammed)
                    cutterError = false;
                TellChanges();
                break;
            case [.., RealTime.Escape, 0x14, 0x01, 0 or 1, >= 1 and <= 8 and var tenths]:
                if (!pulseDisabled && !cutterError && clock.GetUtcNow() >= pulseUntil)
                    Pulse(TimeSpan.FromMilliseconds(100 * tenths));
                TellChanges();
                TakeOut(5);
                break;
            case [RealTime.Escape, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]:
                Discard();
                break;
        }
    }

    /// <summary>What was obeyed is done with, unless it came in the middle of something else, whose bytes it then is too.</summary>
    private void TakeOut(int length)
    {
        var before = CollectionsMarshal.AsSpan(buffer)[..^length];

        // No code of a Chinese character has a byte in it with which a command begins.
        while (EscPosParser.Next(before[whole..], chinese: false, fourBytes: false) is { } command)
            whole += command.Bytes.Length;
        if (whole == buffer.Count - length)
            buffer.RemoveRange(whole, length);
    }

    private void Discard()
    {
        Empty();
        paper.DropLine();
    }

    private void Empty()
    {
        buffer.Clear();
        whole = 0;
    }

    private void ExecuteElsewhere(EscPosCommand command)
    {
        var bytes = command.Bytes;
        switch (command.Name)
        {
            case "ESC @":
                (tells, pulseDisabled) = (0, false);
                break;
            case "GS V" or "ESC i" or "ESC m":
                cutterError = cutterJammed;
                if (!cutterError)
                    paper.Cut();
                break;
            case "ESC p":
                Pulse(TimeSpan.FromMilliseconds(2 * bytes[3]));
                break;
            case "GS a" when options.AutoStatus:
                (tells, told) = (bytes[2], []);
                break;
            case "GS r" when options.TurnAnswers:
                answers.Add(bytes[2] is 2 or 50 ? PinHigh ? (byte)1 : (byte)0 : (byte)((NearEnd ? 0x03 : 0) | (PaperOut ? 0x0C : 0)));
                busyUntil = clock.GetUtcNow().AddMilliseconds(options.TurnMilliseconds);
                break;
            case "GS I":
                Name(bytes[2]);
                break;
            case "GS ( H" when options.ProcessIds && bytes is [_, _, _, 6, 0, 0x30, 0x30, var first, var second, var third, var fourth]:
                answers.AddRange([ReceiptDone, 0x22, first, second, third, fourth, 0x00]);
                break;
            case "GS ( D" when bytes is [_, _, _, 3, 0, 0x14, 1, var enabled]:
                pulseDisabled = (enabled & 1) == 0;
                break;
        }
    }

    private void Pulse(TimeSpan length)
    {
        pulses++;
        drawerOpen = true;
        pulseUntil = clock.GetUtcNow() + length;
    }

    private void Name(byte about)
    {
        if (about is 1 or 2 or 3 or 49 or 50 or 51)
            answers.Add((about & 3) == 2 && options.Cutter ? (byte)0x02 : (byte)0x00);
        else if (about is >= 65 and <= 69)
            answers.AddRange([NameStart, .. Encoding.ASCII.GetBytes(about switch { 65 => "1.00", 66 => "Store", 67 => "Virtual", 68 => "000001", _ => options.Chinese.ToString() }), 0x00]);
    }

    private byte RealTimeStatus(byte about) => (byte)(0x12 | about switch
    {
        1 => (PinHigh ? 0x04 : 0) | (Online ? 0 : 0x08),
        2 => (coverOpen ? 0x04 : 0) | (PaperOut ? 0x20 : 0) | (cutterError ? 0x40 : 0),
        3 => cutterError ? 0x08 : 0,
        _ => (NearEnd ? 0x0C : 0) | (PaperOut ? 0x60 : 0),
    });

    /// <summary>Four bytes about everything, when something that was asked about has changed.</summary>
    private void TellChanges()
    {
        if (tells == 0 || !power)
            return;
        byte[] report =
        [
            (byte)(0x10 | (PinHigh ? 0x04 : 0) | (Online ? 0 : 0x08) | (coverOpen ? 0x20 : 0)),
            (byte)(cutterError ? 0x08 : 0),
            (byte)((NearEnd ? 0x03 : 0) | (PaperOut ? 0x0C : 0)),
            0x0F,
        ];
        if (told.Length > 0 && Masked(report).SequenceEqual(Masked(told)))
            return;
        told = report;
        answers.AddRange(report);

        IEnumerable<int> Masked(byte[] status) =>
            [status[0] & ((tells & 1) != 0 ? 0x04 : 0), status[0] & ((tells & 2) != 0 ? 0x28 : 0), (tells & 4) != 0 ? status[1] : 0, (tells & 8) != 0 ? status[2] : 0];
    }
}
