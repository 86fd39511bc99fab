using System.Text;
using Store.Contracts.Devices;

namespace Store.Devices.Drawing;

/// <summary>Draws lines of text as a receipt printer would, with a font of dots.</summary>
/// <param name="font">Besides the Latin letters; null when there is none.</param>
internal sealed class Lettering(BitmapFont? font)
{
    public bool Has(Rune rune) => font?.Has(rune) == true || BitmapFont.Latin.Has(rune);

    /// <summary>A character in its one or two cells; a box where no font has it.</summary>
    public Bitmap Cell(Rune rune) => Cell(rune, Gb18030.Columns(rune));

    public Bitmap Cell(Rune rune, int cells)
    {
        if ((rune.IsAscii ? BitmapFont.Latin.Cell(rune, cells) : font?.Cell(rune, cells)) is { } glyph)
            return glyph;
        var box = new Bitmap(BitmapFont.CellWidth * cells, BitmapFont.CellHeight);
        box.Fill(2, 3, box.Width - 4, box.Height - 6);
        box.Invert(3, 4, box.Width - 6, box.Height - 8);
        return box;
    }

    public Bitmap Line(IReadOnlyList<Rune> text, bool bold, bool inverted, int scale)
    {
        var line = new Bitmap(Gb18030.Columns(text) * BitmapFont.CellWidth, BitmapFont.CellHeight);
        var x = 0;
        foreach (var rune in text)
        {
            var cell = Cell(rune);
            line.Draw(bold ? cell.Bolder() : cell, x, 0);
            x += cell.Width;
        }
        if (inverted)
            line.Invert(0, 0, line.Width, line.Height);
        return line.Enlarged(scale, scale);
    }
}
