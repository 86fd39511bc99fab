using System.Text;
using Store.Contracts.Devices;
using Store.Devices.Drawing;

namespace Store.Devices.Virtual;

/// <summary>The paper in a virtual printer, the line that is being filled, and the settings it is filled with.</summary>
internal sealed class VirtualPaper(int dotsPerLine, string? fontFile)
{
    /// <summary>Dots of a millimetre.</summary>
    public const int DotsPerMm = 8;

    private const int UsualSpacing = 30;
    private const int ToCutter = 96;
    private const int TabColumns = 8;
    private const int NarrowWidth = 9;
    private const int ReceiptsKept = 50;

    /// <summary>Paper that is never cut is taken off when it is two metres long.</summary>
    private const int LongestReceipt = 2000 * DotsPerMm;

    private readonly Lettering lettering = new(BitmapFont.From(fontFile));
    private readonly List<(int X, Bitmap Dots, string Text)> line = [];
    private readonly List<VirtualReceipt> receipts = [];
    private VirtualReceipt receipt = new(dotsPerLine);
    private int position;

    public bool Bold { get; set; }

    public bool Inverted { get; set; }

    /// <summary>Dots of a line below the text.</summary>
    public int Underline { get; set; }

    public int Across { get; set; } = 1;

    public int Down { get; set; } = 1;

    public bool Narrow { get; set; }

    public int Spacing { get; set; } = UsualSpacing;

    public PrintAlign Align { get; private set; }

    public bool AtLineStart => line.Count == 0;

    /// <summary>Dots of paper that have gone by since this was last asked.</summary>
    public int Fed { get; private set; }

    /// <summary>What has been cut off, the latest last.</summary>
    public IReadOnlyList<VirtualReceipt> Receipts => receipts;

    /// <summary>What still hangs in the printer.</summary>
    public VirtualReceipt Receipt => receipt;

    public int TakeFed()
    {
        var fed = Fed;
        Fed = 0;
        return fed;
    }

    /// <summary>The usual settings again, and what was in the line is gone.</summary>
    public void Reset()
    {
        DropLine();
        (Bold, Inverted, Underline, Across, Down, Narrow, Spacing, Align) = (false, false, 0, 1, 1, false, UsualSpacing, PrintAlign.Left);
    }

    public void DropLine()
    {
        line.Clear();
        position = 0;
    }

    public void UseUsualSpacing() => Spacing = UsualSpacing;

    /// <summary>Alignment changes only between lines.</summary>
    public void AlignTo(PrintAlign align)
    {
        if (AtLineStart)
            Align = align;
    }

    /// <param name="cells">What takes one byte is one cell wide, everything else two.</param>
    public void Put(Rune rune, int cells)
    {
        var cell = lettering.Cell(rune, cells);
        if (Narrow && cells == 1)
        {
            var narrow = new Bitmap(NarrowWidth, cell.Height);
            narrow.Draw(cell, (NarrowWidth - cell.Width) / 2, 0);
            cell = narrow;
        }
        if (Bold)
            cell = cell.Bolder();
        cell = cell.Enlarged(Across, Down);
        if (Underline > 0)
            cell.Fill(0, cell.Height - Underline, cell.Width, Underline);
        if (Inverted)
            cell.Invert(0, 0, cell.Width, cell.Height);
        Put(cell, rune.ToString());
    }

    /// <summary>Dots within the line.</summary>
    public void Put(Bitmap dots, string text = "")
    {
        if (position + dots.Width > dotsPerLine && line.Count > 0)
            PrintLine(overflowed: true);
        line.Add((position, dots, text));
        position += dots.Width;
    }

    public void MoveTo(int x) => position = Math.Clamp(x, 0, dotsPerLine);

    public void MoveBy(int dots) => MoveTo(position + dots);

    public void Tab() => MoveTo((position / (BitmapFont.CellWidth * TabColumns) + 1) * BitmapFont.CellWidth * TabColumns);

    public void PrintLine(bool overflowed = false)
    {
        var height = line.Count == 0 ? 0 : line.Max(item => item.Dots.Height);
        var indent = TextLayout.Indent(Align, position, dotsPerLine);
        var top = receipt.Dots.Height;
        FeedDots(Math.Max(height, Spacing));
        foreach (var (x, dots, _) in line)
            receipt.Dots.Draw(dots, indent + x, top + height - dots.Height);
        receipt.Add(Read(indent, overflowed));
        DropLine();
    }

    public void FeedDots(int dots)
    {
        receipt.Dots.Grow(receipt.Dots.Height + dots);
        Fed += dots;
        if (receipt.Dots.Height > LongestReceipt)
            Take();
    }

    /// <summary>Dots on lines of their own.</summary>
    public void Print(Bitmap picture)
    {
        var top = receipt.Dots.Height;
        FeedDots(picture.Height);
        receipt.Dots.Draw(picture, Math.Max(0, TextLayout.Indent(Align, picture.Width, dotsPerLine)), top);
    }

    public void Cut()
    {
        FeedDots(ToCutter);
        receipt.IsCut = true;
        Take();
    }

    /// <summary>Someone tears off what hangs in the printer.</summary>
    public void Take()
    {
        receipts.Add(receipt);
        if (receipts.Count > ReceiptsKept)
            receipts.RemoveAt(0);
        receipt = new VirtualReceipt(dotsPerLine);
    }

    private VirtualLine Read(int indent, bool overflowed)
    {
        var text = new StringBuilder();
        var (first, columns) = (-1, 0);
        foreach (var (x, dots, piece) in line)
        {
            if (piece.Length == 0)
                continue;
            var column = (indent + x) / BitmapFont.CellWidth;
            if (first < 0)
                first = columns = column;
            text.Append(' ', Math.Max(0, column - columns)).Append(piece);
            columns = column + dots.Width / BitmapFont.CellWidth;
        }
        return new VirtualLine(text.ToString(), Math.Max(first, 0), position, overflowed);
    }
}
