using System.Globalization;
using System.Text;
using QRCoder;
using Store.Devices.Drawing;
using Store.Devices.Symbols;

namespace Store.Devices.Virtual;

/// <summary>Draws what labels of shops use of TSPL: text, the barcodes of goods, QR codes and pictures.</summary>
internal sealed class TsplRenderer : LabelRenderer
{
    private const int DotsPerMm = 8, LargestMm = 500, TextDots = 24;

    private int labelWidth = 100 * DotsPerMm, labelHeight = 60 * DotsPerMm;
    private VirtualLabel? label;

    private VirtualLabel Label => label ??= new VirtualLabel(labelWidth, labelHeight);

    public override int Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x1B, 0x21, 0x3F]))
        {
            Ask();
            return 3;
        }
        if (bytes.StartsWith("BITMAP "u8))
            return Picture(bytes);
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0)
            return 0;
        Line(Encoding.UTF8.GetString(bytes[..end]).Trim());
        return end + 1;
    }

    private int Picture(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        for (var comma = 0; comma < 5; comma++)
        {
            var next = bytes[at..].IndexOf((byte)',');
            if (next < 0)
                return 0;
            at += next + 1;
        }
        var values = Encoding.ASCII.GetString(bytes["BITMAP ".Length..at]).Split(',');
        var (stride, height) = (Number(values, 2, 0), Number(values, 3, 0));
        if (stride is < 0 or > 1000 || height is < 0 or > 10_000)
            return at;
        if (bytes.Length < at + stride * height)
            return 0;
        var rows = bytes.Slice(at, stride * height).ToArray();
        for (var place = 0; place < rows.Length; place++)
            rows[place] = (byte)~rows[place];
        Label.Dots.Draw(Bitmap.FromRows(stride * 8, height, rows), Number(values, 0, 0), Number(values, 1, 0));
        return at + stride * height;
    }

    private void Line(string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        var (name, values) = blank < 0 ? (line, []) : (line[..blank], Values(line[(blank + 1)..]));
        switch (name)
        {
            case "SIZE":
                (labelWidth, labelHeight, label) = (Millimetres(values, 0), Millimetres(values, 1), null);
                break;
            case "CLS":
                label = null;
                break;
            case "TEXT" when values.Count >= 7:
                Label.Write(Number(values, 0, 0), Number(values, 1, 0), values[^1], TextDots * Math.Clamp(Number(values, 5, 1), 1, 10));
                break;
            case "BARCODE" when values.Count >= 9:
                var kind = values[2] switch { "EAN13" => "Ean13", "EAN8" => "Ean8", "UPCA" => "UpcA", "39" => "Code39", "25" => "Itf", _ => "Code128" };
                Label.Draw(Number(values, 0, 0), Number(values, 1, 0), Barcode.Of(kind, values[8]), Math.Clamp(Number(values, 6, 2), 1, 10), Math.Max(1, Number(values, 3, 80)), values[4] != "0");
                break;
            case "QRCODE" when values.Count >= 7:
                var repair = values[2] switch { "H" => QRCodeGenerator.ECCLevel.H, "Q" => QRCodeGenerator.ECCLevel.Q, "L" => QRCodeGenerator.ECCLevel.L, _ => QRCodeGenerator.ECCLevel.M };
                Label.DrawQr(Number(values, 0, 0), Number(values, 1, 0), values[^1], Math.Clamp(Number(values, 3, 4), 1, 10), repair);
                break;
            case "OUT" when values.Count > 0:
                Say(values[0]);
                break;
            case "PRINT":
                Print(Label, Math.Clamp(Number(values, 0, 1) * Number(values, 1, 1), 1, 9999));
                break;
        }
    }

    private static int Millimetres(List<string> values, int place) =>
        place < values.Count && decimal.TryParse(values[place].Replace("mm", "", StringComparison.Ordinal).Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out var millimetres)
            ? (int)(Math.Clamp(millimetres, 1, LargestMm) * DotsPerMm) : LargestMm;

    /// <summary>Between commas, of which those in quotes are none.</summary>
    private static List<string> Values(string text)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        var quoted = false;
        foreach (var character in text)
        {
            if (character == '"')
                quoted = !quoted;
            else if (character != ',' || quoted)
                value.Append(character);
            if (character != ',' || quoted)
                continue;
            values.Add(value.ToString());
            value.Clear();
        }
        values.Add(value.ToString());
        return values;
    }
}
