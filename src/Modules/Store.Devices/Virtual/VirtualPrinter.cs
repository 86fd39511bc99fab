using System.Runtime.InteropServices;
using System.Text;
using Store.Devices.Symbols;

namespace Store.Devices.Virtual;

/// <summary>
/// A receipt printer with paper, knife and drawer that exists in memory only. It answers as an Epson does, stops when its cover is opened or its paper ends, and forgets what
/// it has not printed when its power is cut. What comes out can be read as text, commands and picture.
/// </summary>
internal sealed class VirtualPrinter
{
    private const byte ReceiptDone = 0x37, NameStart = 0x5F;

    private readonly Lock _gate = new();
    private readonly List<byte> _buffer = [];
    private readonly List<byte> _replies = [];
    private readonly List<byte> _recent = [];
    private readonly VirtualPrinterOptions _options;
    private readonly TimeProvider _clock;
    private readonly VirtualPaper _paper;
    private readonly EscPosInterpreter _interpreter;
    private double _paperMm;
    private DateTimeOffset _busyUntil = DateTimeOffset.MinValue;
    private byte[] _told = [];
    private int _tells;
    private bool _power = true, _coverOpen, _cutterJammed, _cutterError, _drawerOpen, _pulseDisabled;
    private int _pulses;

    public VirtualPrinter(VirtualPrinterOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _paper = new VirtualPaper(options.DotsPerLine, options.FontFile);
        _interpreter = new EscPosInterpreter(options, _paper, ExecuteElsewhere);
        _paperMm = options.PaperMm;
    }

    /// <summary>Something can be seen or read that could not before.</summary>
    public event EventHandler? Changed;

    public VirtualPrinterState State
    {
        get
        {
            lock (_gate)
                return new VirtualPrinterState(_power, Online, _coverOpen, PaperOut, NearEnd, Math.Max(0, _paperMm), _cutterError, _drawerOpen, _pulses, _buffer.Count, Busy, _paper.Receipts.Count);
        }
    }

    /// <summary>What has been cut off, the latest last.</summary>
    public IReadOnlyList<VirtualReceipt> Receipts
    {
        get
        {
            lock (_gate)
                return [.. _paper.Receipts];
        }
    }

    /// <summary>What still hangs in the printer.</summary>
    public VirtualReceipt Receipt
    {
        get
        {
            lock (_gate)
                return _paper.Receipt;
        }
    }

    /// <summary>Bytes it can take before it makes others wait.</summary>
    public int Room
    {
        get
        {
            lock (_gate)
                return Math.Max(0, _options.BufferBytes - _buffer.Count);
        }
    }

    private bool PaperOut => _paperMm <= 0;

    private bool NearEnd => _paperMm <= _options.NearEndMm;

    private bool Online => _power && !_coverOpen && !PaperOut && !_cutterError;

    private bool Busy => _options.MmPerSecond > 0 && _clock.GetUtcNow() < _busyUntil;

    private bool PinHigh => _drawerOpen == _options.DrawerOpenHigh;

    /// <summary>Takes bytes and prints as far as time allows.</summary>
    /// <returns>What it has to say.</returns>
    public byte[] Feed(ReadOnlySpan<byte> bytes)
    {
        byte[] replies;
        lock (_gate)
        {
            if (!_power)
                return [];
            foreach (var next in bytes)
            {
                _buffer.Add(next);
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
        lock (_gate)
            return Run();
    }

    public void OpenCover() => Do(() => _coverOpen = true);

    public void CloseCover() => Do(() => _coverOpen = false);

    /// <summary>Leaves so much paper on the roll; 0 takes it out.</summary>
    public void LoadPaper(double millimetres) => Do(() => _paperMm = millimetres);

    /// <summary>The knife sticks when it is used next.</summary>
    public void JamCutter() => Do(() => _cutterJammed = true);

    /// <summary>Someone frees the knife; the printer goes on when it is told to.</summary>
    public void FreeCutter() => Do(() => _cutterJammed = false);

    public void OpenDrawer() => Do(() => _drawerOpen = true);

    public void CloseDrawer() => Do(() => _drawerOpen = false);

    /// <summary>Tears off what hangs in the printer.</summary>
    public void TakeReceipt() => Do(_paper.Take);

    /// <summary>What is not on paper is gone, with all settings; what is on paper stays there.</summary>
    public void CutPower() => Do(() =>
    {
        _interpreter.Reset();
        _buffer.Clear();
        _recent.Clear();
        _replies.Clear();
        (_power, _tells, _told, _pulseDisabled, _cutterError, _busyUntil) = (false, 0, [], false, false, DateTimeOffset.MinValue);
    });

    public void RestorePower() => Do(() => _power = true);

    private void Do(Action change)
    {
        lock (_gate)
        {
            change();
            TellChanges();
        }
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private byte[] Run()
    {
        while (Online && !Busy && _buffer.Count > 0 && _interpreter.Take(CollectionsMarshal.AsSpan(_buffer)) is var taken and > 0)
        {
            // Executing may have thrown the buffer away.
            _buffer.RemoveRange(0, Math.Min(taken, _buffer.Count));
            var millimetres = _paper.TakeFed() / (double)VirtualPaper.DotsPerMm;
            _paperMm -= millimetres;
            if (_options.MmPerSecond > 0)
                _busyUntil = new[] { _busyUntil, _clock.GetUtcNow() }.Max().AddSeconds(millimetres / _options.MmPerSecond);
            TellChanges();
        }
        byte[] replies = [.. _replies];
        _replies.Clear();
        return replies;
    }

    /// <summary>Commands in real time, which are obeyed the moment they arrive, wherever they stand.</summary>
    private void ObeyAtOnce(byte next)
    {
        _recent.Add(next);
        if (_recent.Count > 10)
            _recent.RemoveAt(0);
        switch (CollectionsMarshal.AsSpan(_recent))
        {
            case [.., RealTime.Escape, 0x04, >= 1 and <= 4 and var about]:
                _replies.Add(RealTimeStatus(about));
                break;
            case [.., RealTime.Escape, 0x05, (1 or 2) and var how]:
                if (how == 2)
                    Discard();
                if (!_cutterJammed)
                    _cutterError = false;
                TellChanges();
                break;
            case [.., RealTime.Escape, 0x14, 0x01, 0 or 1, >= 1 and <= 8] when !_pulseDisabled && !_cutterError:
                Pulse();
                TellChanges();
                break;
            case [RealTime.Escape, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]:
                Discard();
                break;
        }
    }

    private void Discard()
    {
        _buffer.Clear();
        _paper.DropLine();
    }

    private void ExecuteElsewhere(EscPosCommand command)
    {
        var bytes = command.Bytes;
        switch (command.Name)
        {
            case "ESC @":
                _tells = 0;
                break;
            case "GS V" or "ESC i" or "ESC m":
                _cutterError = _cutterJammed;
                if (!_cutterError)
                    _paper.Cut();
                break;
            case "ESC p":
                Pulse();
                break;
            case "GS a" when _options.AutoStatus:
                (_tells, _told) = (bytes[2], []);
                break;
            case "GS r":
                _replies.Add(bytes[2] is 2 or 50 ? PinHigh ? (byte)1 : (byte)0 : (byte)((NearEnd ? 0x03 : 0) | (PaperOut ? 0x0C : 0)));
                break;
            case "GS I":
                Name(bytes[2]);
                break;
            case "GS ( H" when _options.ProcessIds && bytes is [_, _, _, 6, 0, 0x30, 0x30, var first, var second, var third, var fourth]:
                _replies.AddRange([ReceiptDone, 0x22, first, second, third, fourth, 0x00]);
                break;
            case "GS ( D" when bytes is [_, _, _, 3, 0, 0x14, 1, var enabled]:
                _pulseDisabled = (enabled & 1) == 0;
                break;
        }
    }

    private void Pulse()
    {
        _pulses++;
        _drawerOpen = true;
    }

    private void Name(byte about)
    {
        if (about is 1 or 2 or 3 or 49 or 50 or 51)
            _replies.Add((about & 3) == 2 && _options.Cutter ? (byte)0x02 : (byte)0x00);
        else if (about is >= 65 and <= 69)
            _replies.AddRange([NameStart, .. Encoding.ASCII.GetBytes(about switch { 65 => "1.00", 66 => "Store", 67 => "Virtual", 68 => "000001", _ => _options.Chinese.ToString() }), 0x00]);
    }

    private byte RealTimeStatus(byte about) => (byte)(0x12 | about switch
    {
        1 => (PinHigh ? 0x04 : 0) | (Online ? 0 : 0x08),
        2 => (_coverOpen ? 0x04 : 0) | (PaperOut ? 0x20 : 0) | (_cutterError ? 0x40 : 0),
        3 => _cutterError ? 0x08 : 0,
        _ => (NearEnd ? 0x0C : 0) | (PaperOut ? 0x60 : 0),
    });

    /// <summary>Four bytes about everything, when something that was asked about has changed.</summary>
    private void TellChanges()
    {
        if (_tells == 0 || !_power)
            return;
        byte[] report =
        [
            (byte)(0x10 | (PinHigh ? 0x04 : 0) | (Online ? 0 : 0x08) | (_coverOpen ? 0x20 : 0)),
            (byte)(_cutterError ? 0x08 : 0),
            (byte)((NearEnd ? 0x03 : 0) | (PaperOut ? 0x0C : 0)),
            0x0F,
        ];
        if (_told.Length > 0 && Masked(report).SequenceEqual(Masked(_told)))
            return;
        _told = report;
        _replies.AddRange(report);

        IEnumerable<int> Masked(byte[] status) =>
            [status[0] & ((_tells & 1) != 0 ? 0x04 : 0), status[0] & ((_tells & 2) != 0 ? 0x28 : 0), (_tells & 4) != 0 ? status[1] : 0, (_tells & 8) != 0 ? status[2] : 0];
    }
}
