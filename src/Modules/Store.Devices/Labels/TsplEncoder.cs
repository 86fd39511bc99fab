using System.Text;
using Store.Contracts.Devices;
using Store.Devices.Drawing;
using Store.Devices.Profile;
using Store.Devices.Symbols;

namespace Store.Devices.Labels;

/// <summary>TSPL, of TSC's printers and most Chinese ones.</summary>
internal sealed class TsplEncoder(LabelPrinterProfile profile) : LabelEncoder(profile)
{
    protected override byte[] Begin(LabelDocument label) =>
        Bytes($"SIZE {Number(label.WidthMm)} mm,{Number(label.HeightMm)} mm\r\nGAP {Number(label.GapMm)} mm,0 mm\r\n{Line("DENSITY", Profile.Darkness)}{Line("SPEED", Profile.Speed)}DIRECTION 1\r\nREFERENCE 0,0\r\nCLS\r\n");

    protected override byte[] End(LabelDocument label) => Bytes($"PRINT 1,{Math.Clamp(label.Copies, 1, 9999)}\r\n");

    /// <summary>A one is white here.</summary>
    protected override byte[] Picture(int x, int y, Bitmap picture)
    {
        var rows = picture.Rows.ToArray();
        for (var place = 0; place < rows.Length; place++)
            rows[place] = (byte)~rows[place];
        return [.. Bytes($"BITMAP {x},{y},{picture.Stride},{picture.Height},0,"), .. rows, .. "\r\n"u8];
    }

    protected override byte[]? Bars(int x, int y, Barcode barcode, int module, int height, bool readable)
    {
        var kind = barcode.Symbology switch { "Ean13" => "EAN13", "Ean8" => "EAN8", "UpcA" => "UPCA", "Code39" => "39", "Itf" => "25", "Code128" => "128", _ => null };
        return kind is null || barcode.Data.Contains('"', StringComparison.Ordinal) ? null
            : Bytes($"BARCODE {x},{y},\"{kind}\",{height},{(readable ? 1 : 0)},0,{module},{module * 3},\"{barcode.Data}\"\r\n");
    }

    /// <summary>What a printer makes of other than ASCII depends on its code page, so such a code is drawn here.</summary>
    protected override byte[]? Qr(int x, int y, string text, int module) =>
        text.All(character => character is >= ' ' and <= '~' and not ('"' or '\\' or '!')) ? Bytes($"QRCODE {x},{y},M,{module},A,0,\"{text}\"\r\n") : null;

    private static string Line(string command, int? value) => value is null ? "" : $"{command} {value}\r\n";

    private static byte[] Bytes(string tspl) => Encoding.ASCII.GetBytes(tspl);
}
