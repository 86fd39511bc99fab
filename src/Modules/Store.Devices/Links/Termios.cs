using System.Buffers.Binary;

namespace Store.Devices.Links;

/// <summary>The struct that sets a serial line on Linux (glibc, x64 and arm64): four words of flags, the line discipline, 32 control characters, two speeds.</summary>
internal static class Termios
{
    /// <summary>60 bytes are used; room for other builds of the library.</summary>
    public const int Size = 128;

    private const uint Cs7 = 0x20;
    private const uint Cs8 = 0x30;
    private const uint TwoStopBits = 0x40;
    private const uint Receiver = 0x80;
    private const uint ParityOn = 0x100;
    private const uint ParityOdd = 0x200;
    private const uint HangUpOnClose = 0x400;
    private const uint NoModem = 0x800;
    private const uint SpeedMask = 0x100F;
    private const uint HardwareFlow = 0x8000_0000;

    // The framing parity is checked by nobody: a wrong bit shows in the scale's own check, and a lost byte would not be noticed at all.
    private const uint IgnoreParityErrors = 0x4;

    // IXON: the driver itself stops, also for what it holds already.
    private const uint SoftwareFlow = 0x400;

    private const int InputFlags = 0;
    private const int OutputFlags = 4;
    private const int ControlFlags = 8;
    private const int LocalFlags = 12;
    private const int LeastBytes = 17 + 6;
    private const int LeastTime = 17 + 5;
    private const int StartCharacter = 17 + 8;
    private const int StopCharacter = 17 + 9;

    private static readonly Dictionary<int, uint> Speeds = new()
    {
        [1200] = 9, [2400] = 11, [4800] = 12, [9600] = 13, [19200] = 14, [38400] = 15, [57600] = 0x1001, [115200] = 0x1002,
    };

    /// <summary>Changes what the driver gave into a raw line of these settings.</summary>
    public static void Set(Span<byte> termios, SerialSettings settings)
    {
        var speed = Speeds[settings.Baud];
        var control = Read(termios, ControlFlags) & ~(Cs8 | TwoStopBits | ParityOn | ParityOdd | HangUpOnClose | SpeedMask | HardwareFlow);
        control |= speed | Receiver | NoModem | (settings.DataBits == 7 ? Cs7 : Cs8);
        if (settings.StopBits == 2)
            control |= TwoStopBits;
        if (settings.Parity != 'N')
            control |= ParityOn | (settings.Parity == 'O' ? ParityOdd : 0);
        if (settings.Flow == FlowControl.Hardware)
            control |= HardwareFlow;
        Write(termios, InputFlags, (settings.Parity == 'N' ? 0 : IgnoreParityErrors) | (settings.Flow == FlowControl.Software ? SoftwareFlow : 0));
        Write(termios, OutputFlags, 0);
        Write(termios, ControlFlags, control);
        Write(termios, LocalFlags, 0);
        termios[LeastBytes] = 1;
        termios[LeastTime] = 0;
        termios[StartCharacter] = 0x11;
        termios[StopCharacter] = 0x13;
        Write(termios, 52, speed);
        Write(termios, 56, speed);
    }

    /// <summary>What the struct says, for whoever wants to know whether the driver took it.</summary>
    public static SerialSettings Describe(ReadOnlySpan<byte> termios)
    {
        var control = Read(termios, ControlFlags);
        var parity = (control & ParityOn) == 0 ? 'N' : (control & ParityOdd) == 0 ? 'E' : 'O';
        var flow = (control & HardwareFlow) != 0 ? FlowControl.Hardware : (Read(termios, InputFlags) & SoftwareFlow) != 0 ? FlowControl.Software : FlowControl.None;
        return new SerialSettings(
            Speeds.Single(speed => speed.Value == (control & SpeedMask)).Key, (control & Cs8) == Cs8 ? 8 : 7, parity, (control & TwoStopBits) == 0 ? 1 : 2, flow);
    }

    private static uint Read(ReadOnlySpan<byte> termios, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(termios[offset..]);

    private static void Write(Span<byte> termios, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(termios[offset..], value);
}
