using System.Text;
using Store.Contracts.Devices;
using Store.Devices.Drawing;
using Store.Devices.Profile;
using Store.Devices.Symbols;

namespace Store.Devices.Labels;

/// <summary>ZPL, of Zebra's printers and many others.</summary>
internal sealed class ZplEncoder(LabelPrinterProfile profile) : LabelEncoder(profile)
{
    private const int QuirkDots = 10;

    protected override byte[] Begin(LabelDocument label) => Bytes(
        $"{(Profile.Darkness is { } darkness ? $"~SD{darkness:00}" : "")}^XA{(Profile.Speed is { } speed ? $"^PR{speed}" : "")}^CI28^LH0,0^PW{Dots(label.WidthMm)}^LL{Dots(label.HeightMm)}");

    protected override byte[] End(LabelDocument label) => Bytes($"^PQ{Math.Clamp(label.Copies, 1, 9999)}^XZ\r\n");

    protected override byte[] Picture(int x, int y, Bitmap picture) =>
        Bytes($"^FO{x},{y}^GFA,{picture.Rows.Length},{picture.Rows.Length},{picture.Stride},{Convert.ToHexString(picture.Rows)}^FS");

    protected override byte[]? Bars(int x, int y, Barcode barcode, int module, int height, bool readable)
    {
        var below = readable ? 'Y' : 'N';
        var (command, data) = barcode.Symbology switch
        {
            // Their printers add the check digit themselves.
            "Ean13" => ($"^BEN,{height},{below},N", barcode.Data[..12]),
            "Ean8" => ($"^B8N,{height},{below},N", barcode.Data[..7]),
            "UpcA" => ($"^BUN,{height},{below},N,Y", barcode.Data[..11]),
            "Code39" => ($"^B3N,N,{height},{below},N", barcode.Data),
            "Itf" => ($"^B2N,{height},{below},N,N", barcode.Data),
            _ => ($"^BCN,{height},{below},N,N,N", Code128.ToZpl(barcode.Data)),
        };
        return Bytes($"^FO{x},{y}^BY{module},3,{height}{command}{Data(data)}");
    }

    /// <summary>The printer draws it a little lower than it is told.</summary>
    protected override byte[]? Qr(int x, int y, string text, int module) => Bytes($"^FO{x},{Math.Max(0, y - QuirkDots)}^BQN,2,{module}{Data($"MA,{text}")}");

    /// <summary>What is a command or an escape goes by its code.</summary>
    private static string Data(string text)
    {
        var data = new StringBuilder("^FH_^FD");
        foreach (var character in text)
            data.Append(character is '^' or '~' or '_' or '\\' or < ' ' ? $"_{(int)character:X2}" : character.ToString());
        return data.Append("^FS").ToString();
    }

    private static byte[] Bytes(string zpl) => Encoding.UTF8.GetBytes(zpl);
}
