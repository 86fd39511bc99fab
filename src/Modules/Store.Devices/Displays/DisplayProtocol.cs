using System.Text;

namespace Store.Devices.Displays;

/// <summary>How one kind of customer display is spoken to.</summary>
internal abstract class DisplayProtocol
{
    public static DisplayProtocol Of(DisplayModel model) => model switch
    {
        DisplayModel.Cd5220 => new Cd5220(),
        DisplayModel.EpsonDmD => new EpsonDmD(),
        _ => new Led8(),
    };

    /// <summary>What makes it ready, after it was connected or switched on.</summary>
    public abstract byte[] Begin();

    /// <summary>What shows this in place of what is there.</summary>
    public abstract byte[] Show(DisplayContent content);

    /// <summary>What shows the next step of a text that moves, over the last one; nothing where this does not move.</summary>
    public virtual byte[] Move(DisplayContent content, int step) => [];

    public abstract byte[] Clear();

    /// <summary>1, dark, to 4, bright; nothing where it cannot be set.</summary>
    public virtual byte[] Brightness(int level) => [];

    protected static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}

/// <summary>
/// CD5220: two lines of twenty letters. Once a line has been written with ESC Q it ignores everything else until it is cleared, so it is cleared before each text:
/// without that a display that had just been in another mode would stay as it is.
/// </summary>
internal sealed class Cd5220 : DisplayProtocol
{
    public const int Columns = 20;

    /// <summary>A text of the upper line that is longer moves through it.</summary>
    private const int LongestScroll = 39;

    private static readonly byte[] CleanSlate = [0x0C];

    public override byte[] Begin() => [0x0C, 0x1B, 0x40, 0x1B, 0x11];

    public override byte[] Show(DisplayContent content)
    {
        var (upper, lower) = DisplayText.Lines(content, Columns);
        var name = DisplayText.Ascii(content.Name);
        var scrolls = content.Kind == DisplayKind.Idle && name.Length > Columns;
        return [.. CleanSlate, .. scrolls ? Scroll(name) : Line((byte)'A', upper), .. Line((byte)'B', lower)];
    }

    /// <summary>Without clearing, which would be seen; the next text of a line is heeded.</summary>
    public override byte[] Move(DisplayContent content, int step) => DisplayText.Moves(content, Columns) ? Line((byte)'A', DisplayText.Lines(content, Columns, step).Upper) : [];

    public override byte[] Clear() => CleanSlate;

    public override byte[] Brightness(int level) => [.. CleanSlate, 0x1B, 0x2A, (byte)Math.Clamp(level, 1, 4)];

    private static byte[] Line(byte line, string text) => [0x1B, (byte)'Q', line, .. Ascii(text), 0x0D];

    private static byte[] Scroll(string text) => [0x1B, (byte)'Q', (byte)'D', .. Ascii(text.Length > LongestScroll ? text[..LongestScroll] : text), 0x0D];
}

/// <summary>Epson DM-D: two lines of twenty letters.</summary>
internal sealed class EpsonDmD : DisplayProtocol
{
    private const int Columns = 20;

    public override byte[] Begin() => [0x1B, 0x40];

    public override byte[] Show(DisplayContent content)
    {
        var (upper, lower) = DisplayText.Lines(content, Columns);
        // Two full lines follow each other without a line feed: after the twentieth letter the cursor stands at the next line.
        return [0x0C, .. Ascii(upper), .. Ascii(lower)];
    }

    public override byte[] Move(DisplayContent content, int step) => DisplayText.Moves(content, Columns) ? [0x0B, .. Ascii(DisplayText.Lines(content, Columns, step).Upper)] : [];

    public override byte[] Clear() => [0x0C];

    public override byte[] Brightness(int level) => [0x1F, 0x58, (byte)Math.Clamp(level, 1, 4)];
}

/// <summary>The price display of eight digits that is common in China: a number, and a lamp that says what it is.</summary>
internal sealed class Led8 : DisplayProtocol
{
    private const int Digits = 8;

    public override byte[] Begin() => [0x0C, 0x1B, 0x40, .. Clear()];

    public override byte[] Show(DisplayContent content) => content.Kind is DisplayKind.Idle or DisplayKind.Lines or DisplayKind.Marquee ? Clear() : [0x0C, .. Lamp(content.Kind), .. Number(content.AmountText)];

    public override byte[] Clear() => [0x0C, 0x1B, (byte)'s', (byte)'0'];

    /// <summary>A number that does not fit is not shown at all: without its first digits it would be another.</summary>
    private static byte[] Number(string text) => text.Count(char.IsAsciiDigit) > Digits ? [] : [0x1B, (byte)'Q', (byte)'A', .. Ascii(text), 0x0D];

    private static byte[] Lamp(DisplayKind kind) => [0x1B, (byte)'s', (byte)(kind switch { DisplayKind.Item => '1', DisplayKind.Total => '2', DisplayKind.Paid => '3', _ => '4' })];
}

/// <summary>Kinds of customer displays by what they speak.</summary>
internal enum DisplayModel
{
    Cd5220,
    EpsonDmD,
    Led8,
}
