using System.Text;
using Store.Devices.Displays;
using Store.Devices.Links;

namespace Store.Devices.Virtual;

/// <summary>A customer display without glass: two lines of twenty letters, which understands CD5220, DM-D and the lamps of price displays, with the trap of the first.</summary>
internal sealed class VirtualDisplay
{
    private const int Columns = Cd5220.Columns;
    private readonly Lock gate = new();
    private readonly char[][] lines = [Blank(), Blank()];
    private readonly List<byte> pending = [];
    private int at;
    private bool stringMode;
    private bool chosen = true;
    private string scrolling = "";

    public int Brightness { get; private set; } = 4;

    /// <summary>Which lamp of a price display is lit: '1' price, '2' total, '3' given, '4' change; '0' none.</summary>
    public char Lamp { get; private set; } = '0';

    /// <summary>Commands that came while it heeded none.</summary>
    public int Ignored { get; private set; }

    /// <summary>What can be read on it.</summary>
    public (string Upper, string Lower) Screen()
    {
        lock (gate)
            return (scrolling.Length > 0 ? scrolling : new string(lines[0]).TrimEnd(), new string(lines[1]).TrimEnd());
    }

    /// <summary>Cuts its power for a moment: nothing is on it.</summary>
    public void PowerCycle()
    {
        lock (gate)
            Reset();
    }

    /// <summary>Shows what comes over the wire until it is cut.</summary>
    public async Task Run(ILink link, CancellationToken cancellationToken)
    {
        var buffer = new byte[256];
        while (await link.Receive(buffer, cancellationToken) is > 0 and var count)
            Take(buffer.AsSpan(0, count));
    }

    /// <summary>Takes bytes, whole commands or not.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            foreach (var one in bytes)
            {
                pending.Add(one);
                if (Command())
                    pending.Clear();
            }
        }
    }

    private static char[] Blank() => [.. new string(' ', Columns)];

    /// <summary>Obeys what has come, if it is a whole command.</summary>
    private bool Command()
    {
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending);
        switch (bytes)
        {
            case [0x1B] or [0x1F] or [0x1B, 0x3D or 0x2A or (byte)'s' or (byte)'Q' or 0x5F or 0x5B or 0x6C] or [0x1B, 0x6C, _] or [0x1F, 0x58]:
                return false;
            case [0x1B, 0x3D, var which]:
                chosen = (which & 2) != 0;
                return true;
            case [0x1B, (byte)'Q', _, ..] when bytes[^1] != 0x0D:
                return false;
        }

        if (!chosen)
            return true;
        switch (bytes)
        {
            case [0x0C]:
                Clear();
                break;
            case [0x0B] when !stringMode:
                at = 0;
                break;
            case [0x18]:
                lines[at / Columns] = Blank();
                stringMode = false;
                break;
            case [0x1B, (byte)'Q', (byte)'A' or (byte)'B', .. var text, 0x0D]:
                // Some price displays take shorter texts.
                lines[bytes[2] == 'A' ? 0 : 1] = [.. Encoding.ASCII.GetString(text).PadRight(Columns)[..Columns]];
                if (bytes[2] == 'A')
                    scrolling = "";
                stringMode = true;
                break;
            case [0x1B, (byte)'Q', (byte)'D', .. var text, 0x0D]:
                scrolling = Encoding.ASCII.GetString(text);
                stringMode = true;
                break;
            case var _ when stringMode:
                Ignored++;
                break;
            case [0x1B, 0x40]:
                Reset();
                break;
            case [0x1B, 0x2A, _] or [0x1F, 0x58, _]:
                Brightness = bytes[2];
                break;
            case [0x1B, (byte)'s', var lamp]:
                Lamp = (char)lamp;
                break;
            case [>= 0x20 and <= 0x7E and var letter]:
                lines[at / Columns][at % Columns] = (char)letter;
                at = (at + 1) % (2 * Columns);
                break;
        }

        return true;
    }

    private void Clear()
    {
        (lines[0], lines[1], at, stringMode, scrolling) = (Blank(), Blank(), 0, false, "");
    }

    private void Reset()
    {
        Clear();
        (Lamp, Brightness) = ('0', 4);
    }
}
