using Store.Devices.Drawing;

namespace Store.Devices.Virtual;

/// <summary>What has come out of a virtual printer, up to a cut.</summary>
internal sealed class VirtualReceipt(int dotsPerLine)
{
    private readonly List<VirtualLine> _lines = [];
    private readonly List<VirtualCode> _codes = [];
    private readonly List<string> _commands = [];

    public Bitmap Dots { get; } = new(dotsPerLine);

    public IReadOnlyList<VirtualLine> Lines => _lines;

    public IReadOnlyList<VirtualCode> Codes => _codes;

    /// <summary>What the printer was told, by the names of the manuals.</summary>
    public IReadOnlyList<string> Commands => _commands;

    public bool IsCut { get; set; }

    /// <summary>What people read on it, each character in its column.</summary>
    public string Text => string.Join('\n', _lines.Select(line => new string(' ', line.Column) + line.Text));

    public byte[] ToPng() => Png.Write(Dots);

    public void Add(VirtualLine line) => _lines.Add(line);

    public void Add(VirtualCode code) => _codes.Add(code);

    public void Add(string command) => _commands.Add(command);
}

/// <param name="Text">Without the blanks before it.</param>
/// <param name="Column">Where it begins, in columns of the narrow font.</param>
/// <param name="Dots">Where the printer's cursor was at its end, alignment left aside.</param>
/// <param name="Overflowed">The printer had to go on in the next line by itself.</param>
internal sealed record VirtualLine(string Text, int Column, int Dots, bool Overflowed);

/// <summary>A barcode or QR code.</summary>
internal sealed record VirtualCode(string Symbology, string Data);
