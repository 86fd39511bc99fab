using System.IO.Pipelines;
using System.Runtime.InteropServices;

namespace Store.Devices.Links;

/// <summary>A device file on Linux: a serial line or a USB printer. One thread waits for what comes in; what goes out waits for room without blocking for ever.</summary>
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
    private const short Readable = 1;
    private const short Writable = 4;
    private const short Gone = 8 | 16;
    private const int WakeEveryMilliseconds = 50;

    private readonly Pipe incoming = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Lock gate = new();
    private readonly byte mask;
    private readonly Thread reader;
    private int file;

    private PosixLink(int file, byte mask, bool answers)
    {
        this.file = file;
        this.mask = mask;
        reader = new Thread(answers ? ReadUntilGone : () => { }) { IsBackground = true, Name = "device" };
        reader.Start();
    }

    /// <exception cref="LinkFailed">It is not there, taken or forbidden.</exception>
    public static PosixLink Open(LinkAddress address)
    {
        var path = address.Target;
        var regular = address.Serial is null && File.Exists(path) && (File.GetAttributes(path) & FileAttributes.Device) == default && !path.StartsWith("/dev/", StringComparison.Ordinal);
        var opened = OpenFile(path, (regular ? WriteOnly | 0x400 : ReadWrite) | NoControllingTerminal | NonBlocking | CloseOnExec);
        if (opened < 0)
            throw Reason(path, Marshal.GetLastPInvokeError());
        if (address.Serial is { } serial)
        {
            var termios = new byte[Termios.Size];
            if (Control(opened, TakeAlone, 0) != 0 || GetLine(opened, termios) != 0)
            {
                var error = Marshal.GetLastPInvokeError();
                _ = CloseFile(opened);
                throw error == Busy ? Reason(path, error) : new LinkFailed("link.not_serial", $"{path} is no serial line.");
            }

            Termios.Set(termios, serial);
            _ = SetLine(opened, 0, termios);
        }

        return new PosixLink(opened, address.Serial?.Mask ?? 0xFF, !regular);
    }

    public ValueTask Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => new(Task.Run(() => Write(bytes.Span, cancellationToken), cancellationToken));

    public ValueTask<int> Receive(Memory<byte> buffer, CancellationToken cancellationToken) => PipeLink.Take(incoming.Reader, buffer, cancellationToken);

    public ValueTask DisposeAsync()
    {
        int open;
        lock (gate)
        {
            open = file;
            file = -1;
        }

        if (open >= 0)
        {
            reader.Join();
            _ = CloseFile(open);
        }

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
        NoPermission => new LinkFailed("link.no_permission", $"This service may not use {path}: add its account to the group {(path.Contains("/lp", StringComparison.Ordinal) ? "lp" : "dialout")}."),
        Busy => new LinkFailed("link.busy", $"{path} is in use by another program; a printer queue (CUPS) for it has to be removed."),
        _ => new LinkFailed("link.not_found", $"{path} is not there: the cable is out or the device is off."),
    };

    private void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var open = file;
            if (open < 0)
                throw new LinkFailed("link.lost", "The device is gone.");
            var waiting = new PollEntry { File = open, Events = Writable };
            if (Poll(ref waiting, 1, WakeEveryMilliseconds) == 0)
                continue;
            if ((waiting.Happened & Gone) != 0)
                throw new LinkFailed("link.lost", "The cable is out or the device is off.");
            var written = (int)WriteFile(open, in MemoryMarshal.GetReference(bytes), (nuint)Math.Min(bytes.Length, 4096));
            if (written >= 0)
                bytes = bytes[written..];
            else if (Marshal.GetLastPInvokeError() is not (Again or Interrupted))
                throw new LinkFailed("link.lost", "The cable is out or the device is off.");
        }
    }

    private void ReadUntilGone()
    {
        var buffer = new byte[1024];
        while (file is >= 0 and var open)
        {
            var waiting = new PollEntry { File = open, Events = Readable };
            if (Poll(ref waiting, 1, WakeEveryMilliseconds) == 0)
                continue;
            var count = (int)ReadFile(open, ref buffer[0], (nuint)buffer.Length);
            if (count < 0 && Marshal.GetLastPInvokeError() is Again or Interrupted)
                continue;
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

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseFile(int file);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFile(int file, ref byte buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteFile(int file, ref readonly byte buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int file, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetLine(int file, [Out] byte[] termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetLine(int file, int when, byte[] termios);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int File;
        public short Events;
        public short Happened;
    }
}
