using System.Collections.Immutable;
using Store.Devices.Drawing;

namespace Store.Devices.Virtual;

/// <summary>What has come out of a virtual printer, up to a cut. It is looked at while it is being printed.</summary>
internal sealed class VirtualReceipt(int dotsPerLine)
{
    private ImmutableList<VirtualLine> lines = [];
    private ImmutableList<VirtualCode> codes = [];
    private ImmutableList<string> commands = [];

    public Bitmap Dots { get; } = new(dotsPerLine);

    public IReadOnlyList<VirtualLine> Lines => lines;

    public IReadOnlyList<VirtualCode> Codes => codes;

    /// <summary>What the printer was told, by the names of the manuals.</summary>
    public IReadOnlyList<string> Commands => commands;

    public bool IsCut { get; set; }

    /// <summary>What people read on it, each character in its column.</summary>
    public string Text => string.Join('\n', lines.Select(line => new string(' ', line.Column) + line.Text));

    public byte[] ToPng() => Png.Write(Dots);

    public void Add(VirtualLine line) => lines = lines.Add(line);

    public void Add(VirtualCode code) => codes = codes.Add(code);

    public void Add(string command) => commands = commands.Add(command);
}

/// <param name="Text">Without the blanks before it.</param>
/// <param name="Column">Where it begins, in columns of the narrow font.</param>
/// <param name="Dots">Where the printer's cursor was at its end, alignment left aside.</param>
/// <param name="Overflowed">The printer had to go on in the next line by itself.</param>
internal sealed record VirtualLine(string Text, int Column, int Dots, bool Overflowed);

/// <summary>A barcode or QR code.</summary>
internal sealed record VirtualCode(string Symbology, string Data);
