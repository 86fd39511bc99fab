using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Store.Devices.Links;

/// <summary>
/// A device file on Linux: a serial line or a USB printer. One thread waits for what comes in; what goes out waits for room without blocking for ever, so that LPABORT, which ends a write that waits
/// for paper while what it had handed over may still be printed, is not needed.
/// </summary>
internal sealed partial class PosixLink : ILink
{
    private const int ReadWrite = 2;
    private const int WriteOnly = 1;
    private const int NoControllingTerminal = 0x100;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoPermission = 13;
    private const int Busy = 16;
    private const int Again = 11;
    private const int Interrupted = 4;
    private const nuint TakeAlone = 0x540C;
    private const nuint PrinterStatus = 0x060B;
    private const nuint GrabKeys = 0x4004_4590;
    private const short Readable = 1;
    private const short Writable = 4;
    private const short Gone = 8 | 16;
    private const int WakeEveryMilliseconds = 50;

    private readonly Pipe incoming = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly SafeFileHandle file;
    private readonly byte mask;
    private readonly bool isLine;
    private readonly Thread reader;
    private volatile bool closing;

    private PosixLink(SafeFileHandle file, byte mask, bool isLine, bool answers)
    {
        this.file = file;
        this.mask = mask;
        this.isLine = isLine;
        reader = new Thread(answers ? ReadUntilGone : () => { }) { IsBackground = true, Name = "device" };
        reader.Start();
    }

    /// <exception cref="LinkFailed">It is not there, taken or forbidden.</exception>
    public static PosixLink Open(LinkAddress address)
    {
        var path = address.Target;
        var regular = address.Serial is null && File.Exists(path) && !(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).StartsWith("/dev/", StringComparison.Ordinal);
        var opened = OpenFile(path, (regular ? WriteOnly | 0x400 : ReadWrite) | NoControllingTerminal | NonBlocking | CloseOnExec);
        if (opened.IsInvalid)
        {
            var error = Marshal.GetLastPInvokeError();
            opened.Dispose();
            throw Reason(path, error);
        }

        if (address.Serial is { } serial)
        {
            var termios = new byte[Termios.Size];
            if (Control(opened, TakeAlone, 0) != 0 || GetLine(opened, termios) != 0)
            {
                var error = Marshal.GetLastPInvokeError();
                opened.Dispose();
                throw error == Busy ? Reason(path, error) : new LinkFailed("link.not_serial", $"{path} is no serial line.");
            }

            Termios.Set(termios, serial);
            _ = SetLine(opened, 0, termios);
        }

        return new PosixLink(opened, address.Serial?.Mask ?? 0xFF, isLine: address.Serial is not null, answers: !regular);
    }

    public ValueTask Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => new(Task.Run(() => Write(bytes.Span, cancellationToken), cancellationToken));

    public ValueTask<int> Receive(Memory<byte> buffer, CancellationToken cancellationToken) => PipeLink.Take(incoming.Reader, buffer, cancellationToken);

    /// <summary>The driver of USB printers takes a piece at once and is free for the next when the printer has it.</summary>
    public ValueTask Drain(CancellationToken cancellationToken) => isLine ? ValueTask.CompletedTask : new(Task.Run(() => WaitForRoom(cancellationToken), cancellationToken));

    public PortStatus? ReadPort() => !isLine && AskPort(file, PrinterStatus, out var bits) == 0 ? PortStatus.Of(bits) : null;

    /// <summary>Keeps the keys of a keyboard from everyone else, until this is closed (EVIOCGRAB).</summary>
    /// <returns>Why that cannot be; null when it is so.</returns>
    public LinkFailed? TakeKeys() => Control(file, GrabKeys, 1) == 0 ? null
        : Marshal.GetLastPInvokeError() == Busy ? new LinkFailed("link.busy", "Another program has taken this scanner's keys.")
        : new LinkFailed("link.no_keyboard", "This does not type like a keyboard: look at the address, which ends in -event-kbd.");

    public ValueTask DisposeAsync()
    {
        // Whoever still uses the file keeps its number: the system would give it to the next that is opened.
        closing = true;
        reader.Join();
        file.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>How the driver says that the line is set.</summary>
    internal SerialSettings ReadBack()
    {
        var termios = new byte[Termios.Size];
        return GetLine(file, termios) == 0 ? Termios.Describe(termios) : throw new LinkFailed("link.lost", "The device is gone.");
    }

    private static LinkFailed Reason(string path, int error) => error switch
    {
        NoPermission => new LinkFailed("link.no_permission", $"This service may not use {path}: add its account to the group {(path.Contains("/input/", StringComparison.Ordinal) ? "input" : path.Contains("/lp", StringComparison.Ordinal) ? "lp" : "dialout")}."),
        Busy => new LinkFailed("link.busy", $"{path} is in use by another program; a printer queue (CUPS) for it has to be removed."),
        _ => new LinkFailed("link.not_found", $"{path} is not there: the cable is out or the device is off."),
    };

    private void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            WaitForRoom(cancellationToken);
            var written = (int)WriteFile(file, in MemoryMarshal.GetReference(bytes), (nuint)Math.Min(bytes.Length, 4096));
            if (written >= 0)
                bytes = bytes[written..];
            else if (Marshal.GetLastPInvokeError() is not (Again or Interrupted))
                throw new LinkFailed("link.lost", "The cable is out or the device is off.");
        }
    }

    private void WaitForRoom(CancellationToken cancellationToken)
    {
        short happened;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (closing)
                throw new LinkFailed("link.lost", "The device is gone.");
            happened = Happened(Writable);
        }
        while (happened == 0);
        if ((happened & Gone) != 0)
            throw new LinkFailed("link.lost", "The cable is out or the device is off.");
    }

    private void ReadUntilGone()
    {
        var buffer = new byte[1024];
        while (!closing)
        {
            var happened = Happened(Readable);
            if (happened == 0)
                continue;
            var count = (int)ReadFile(file, ref buffer[0], (nuint)buffer.Length);
            if (count < 0 && Marshal.GetLastPInvokeError() is Again or Interrupted)
                continue;
            if (count == 0 && (happened & Gone) == 0)
            {
                // A USB printer that has nothing to say may say just that.
                Thread.Sleep(WakeEveryMilliseconds);
                continue;
            }

            if (count <= 0)
                break;
            var room = incoming.Writer.GetSpan(count);
            for (var i = 0; i < count; i++)
                room[i] = (byte)(buffer[i] & mask);
            incoming.Writer.Advance(count);
            _ = incoming.Writer.FlushAsync().AsTask();
        }

        incoming.Writer.Complete();
    }

    /// <summary>Waits a moment for the file to be ready, or gone.</summary>
    private short Happened(short awaited)
    {
        var isHeld = false;
        try
        {
            file.DangerousAddRef(ref isHeld);
            var waiting = new PollEntry { File = (int)file.DangerousGetHandle(), Events = awaited };
            return Poll(ref waiting, 1, WakeEveryMilliseconds) == 0 ? (short)0 : waiting.Happened;
        }
        catch (ObjectDisposedException closed)
        {
            throw new LinkFailed("link.lost", "The device is gone.", closed);
        }
        finally
        {
            if (isHeld)
                file.DangerousRelease();
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFile(SafeFileHandle file, ref byte buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteFile(SafeFileHandle file, ref readonly byte buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int AskPort(SafeFileHandle file, nuint request, out int answer);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetLine(SafeFileHandle file, [Out] byte[] termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetLine(SafeFileHandle file, int when, byte[] termios);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int File;
        public short Events;
        public short Happened;
    }
}
