using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Store.Devices.Links;

/// <summary>A serial line or device file on Windows.</summary>
internal sealed partial class WindowsLink : ILink
{
    private const uint ReadAndWrite = 0xC000_0000;
    private const uint OpenExisting = 3;
    private const uint Overlapped = 0x4000_0000;
    private const int NoPermission = 5;
    private const int Sharing = 32;
    private const uint Binary = 1;
    private const uint ParityOn = 2;
    private const uint CtsStops = 4;
    private const uint DtrOn = 0x10;
    private const uint XoffStops = 0x100;
    private const uint RtsOn = 0x1000;
    private const uint RtsHandshake = 0x2000;

    private readonly FileStream stream;
    private readonly byte mask;

    private WindowsLink(FileStream stream, byte mask)
    {
        this.stream = stream;
        this.mask = mask;
    }

    /// <exception cref="LinkFailed">It is not there, taken or forbidden.</exception>
    public static WindowsLink Open(LinkAddress address)
    {
        var path = address.Serial is null ? address.Target : @"\\.\" + address.Target;
        var file = CreateFile(path, ReadAndWrite, 0, 0, OpenExisting, Overlapped, 0);
        if (file.IsInvalid)
        {
            throw Marshal.GetLastPInvokeError() is NoPermission or Sharing
                ? new LinkFailed("link.busy", $"{address.Target} is in use by another program.")
                : new LinkFailed("link.not_found", $"{address.Target} is not there: the cable is out or the device is off.");
        }

        if (address.Serial is { } serial)
        {
            var line = new LineState { Length = (uint)Marshal.SizeOf<LineState>() };
            if (!GetCommState(file, ref line))
                throw new LinkFailed("link.not_serial", $"{address.Target} is no serial line.");
            line.Baud = (uint)serial.Baud;
            line.Flags = Flags(serial);
            (line.Xon, line.Xoff) = (0x11, 0x13);
            line.ByteSize = (byte)serial.DataBits;
            line.Parity = (byte)"NOE".IndexOf(serial.Parity, StringComparison.Ordinal);
            line.StopBits = serial.StopBits == 2 ? (byte)2 : (byte)0;
            var times = new Timeouts { ReadInterval = uint.MaxValue, ReadMultiplier = uint.MaxValue, ReadConstant = 0x7FFF_FFFF };
            if (!SetCommState(file, ref line) || !SetCommTimeouts(file, ref times))
                throw new LinkFailed("link.not_serial", $"{address.Target} does not take {serial.Baud} baud.");
        }

        return new WindowsLink(new FileStream(file, FileAccess.ReadWrite, bufferSize: 0, isAsync: true), address.Serial?.Mask ?? 0xFF);
    }

    public async ValueTask Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception failed) when (IsGone(failed))
        {
            throw new LinkFailed("link.lost", "The cable is out or the device is off.", failed);
        }
    }

    public async ValueTask<int> Receive(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var count = await stream.ReadAsync(buffer, cancellationToken);
            for (var i = 0; i < count; i++)
                buffer.Span[i] &= mask;
            return count;
        }
        catch (Exception failed) when (IsGone(failed))
        {
            throw new LinkFailed("link.lost", "The cable is out or the device is off.", failed);
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>Flow control and the lines that tell the device that someone is there: many scales and displays take their power from them, or stay silent without.</summary>
    internal static uint Flags(SerialSettings serial) => Binary | DtrOn | (serial.Parity == 'N' ? 0 : ParityOn)
        | serial.Flow switch { FlowControl.Hardware => CtsStops | RtsHandshake, FlowControl.Software => XoffStops | RtsOn, _ => RtsOn };

    /// <summary>A USB adapter that is pulled out answers that access is denied.</summary>
    private static bool IsGone(Exception failed) => failed is IOException or UnauthorizedAccessException or ObjectDisposedException;

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle CreateFile(string name, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetCommState(SafeFileHandle file, ref LineState line);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetCommState(SafeFileHandle file, ref LineState line);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetCommTimeouts(SafeFileHandle file, ref Timeouts times);

    /// <summary>DCB.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct LineState
    {
        public uint Length;
        public uint Baud;
        public uint Flags;
        public ushort Reserved;
        public ushort XonLimit;
        public ushort XoffLimit;
        public byte ByteSize;
        public byte Parity;
        public byte StopBits;
        public byte Xon;
        public byte Xoff;
        public byte Error;
        public byte End;
        public byte Event;
        public ushort Reserved1;
    }

    /// <summary>COMMTIMEOUTS: a read waits for its first byte and gives what is there.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Timeouts
    {
        public uint ReadInterval;
        public uint ReadMultiplier;
        public uint ReadConstant;
        public uint WriteMultiplier;
        public uint WriteConstant;
    }
}
