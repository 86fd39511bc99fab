using System.Text;
using QRCoder;
using Store.Devices.Drawing;
using Store.Devices.Symbols;

namespace Store.Devices.Virtual;

/// <summary>A label that comes out of a virtual printer.</summary>
internal sealed class VirtualLabel(int width, int height)
{
    private readonly List<VirtualCode> codes = [];

    public Bitmap Dots { get; } = new(width, height);

    public IReadOnlyList<VirtualCode> Codes => codes;

    public byte[] ToPng() => Png.Write(Dots);

    public void Write(int x, int y, string text, int height)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var cell = BitmapFont.Latin.Cell(rune, 1) ?? new Bitmap(BitmapFont.CellWidth, BitmapFont.CellHeight);
            Dots.Draw(cell.Resized(height / 2, height), x, y);
            x += height / 2;
        }
    }

    public void Draw(int x, int y, Barcode? barcode, int module, int height, bool readable)
    {
        const int ReadableDots = 24;
        if (barcode is null)
            return;
        Dots.Draw(barcode.Draw(module, height), x, y);
        if (readable)
            Write(x, y + height, barcode.Readable, ReadableDots);
        codes.Add(new VirtualCode(barcode.Symbology, barcode.Data));
    }

    public void DrawQr(int x, int y, string text, int module, QRCodeGenerator.ECCLevel repair)
    {
        if (QrSymbol.Modules(Encoding.UTF8.GetBytes(text), repair) is not { } modules)
            return;
        Dots.Draw(modules.Enlarged(module, module), x, y);
        codes.Add(new VirtualCode("QrCode", text));
    }
}
