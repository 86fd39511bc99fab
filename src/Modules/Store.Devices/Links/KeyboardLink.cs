using System.Buffers.Binary;

namespace Store.Devices.Links;

/// <summary>
/// A scanner that types like a keyboard, heard where Linux shows its keys (evdev) and kept from everyone else: what it reads gets into no field that happens to be open, and through no input method. Its
/// keys become the characters of a keyboard of the United States, as such scanners are delivered.
/// </summary>
internal sealed class KeyboardLink(ILink keys) : ILink
{
    // struct input_event on 64 bits: the time, then type, code and value.
    private const int EventLength = 24;
    private const int TypeAt = 16;
    private const int CodeAt = 18;
    private const int ValueAt = 20;
    private const int KeyEvent = 1;
    private const int Pressed = 1;
    private const int Released = 0;

    private const int LeftControl = 29, RightControl = 97, LeftShift = 42, RightShift = 54;
    private const byte Separator = 0x1D;

    private static readonly Dictionary<int, (char Plain, char Shifted)> Characters = Layout(
        (2, "1234567890-=", "!@#$%^&*()_+"), (16, "qwertyuiop[]\r", "QWERTYUIOP{}\r"), (30, "asdfghjkl;'`", "ASDFGHJKL:\"~"), (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"), (57, " ", " "),
        (71, "789-456+1230.", "789-456+1230."), (96, "\r", "\r"), (98, "/", "/"));

    private readonly byte[] events = new byte[EventLength * 64];
    private int kept;
    private bool shift;
    private bool control;

    /// <exception cref="LinkFailed">It is not there, forbidden, no keyboard, or another program's.</exception>
    public static async ValueTask<KeyboardLink> Open(LinkAddress address)
    {
        var keys = PosixLink.Open(address);
        if (keys.TakeKeys() is not { } failed)
            return new KeyboardLink(keys);
        await keys.DisposeAsync();
        throw failed;
    }

    public ValueTask Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask<int> Receive(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var count = await keys.Receive(events.AsMemory(kept, Math.Min(events.Length - kept, buffer.Length)), cancellationToken);
            if (count == 0)
                return 0;
            var typed = Typed(kept + count, buffer.Span);
            if (typed > 0)
                return typed;
        }
    }

    public ValueTask DisposeAsync() => keys.DisposeAsync();

    /// <summary>Takes the events that are whole, and keeps the beginning of the next.</summary>
    private int Typed(int count, Span<byte> buffer)
    {
        var (typed, at) = (0, 0);
        for (; at + EventLength <= count; at += EventLength)
        {
            if (Character(events.AsSpan(at, EventLength)) is { } character)
                buffer[typed++] = character;
        }

        kept = count - at;
        events.AsSpan(at, kept).CopyTo(events);
        return typed;
    }

    private byte? Character(ReadOnlySpan<byte> happened)
    {
        var (code, value) = (BinaryPrimitives.ReadUInt16LittleEndian(happened[CodeAt..]), BinaryPrimitives.ReadInt32LittleEndian(happened[ValueAt..]));
        if (BinaryPrimitives.ReadUInt16LittleEndian(happened[TypeAt..]) != KeyEvent)
            return null;
        if (code is LeftShift or RightShift)
            shift = value != Released;
        else if (code is LeftControl or RightControl)
            control = value != Released;
        else if (value == Pressed && Characters.TryGetValue(code, out var key))
            return !control ? (byte)(shift ? key.Shifted : key.Plain) : key.Plain == ']' ? Separator : null;
        return null;
    }

    /// <param name="rows">Codes in a row, by the first, and what the keys are.</param>
    private static Dictionary<int, (char, char)> Layout(params IEnumerable<(int First, string Plain, string Shifted)> rows) =>
        rows.SelectMany(row => row.Plain.Zip(row.Shifted).Select((key, place) => (Code: row.First + place, Key: key))).ToDictionary(one => one.Code, one => (one.Key.First, one.Key.Second));
}
