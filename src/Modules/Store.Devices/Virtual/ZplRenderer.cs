using System.Text;
using QRCoder;
using Store.Devices.Drawing;
using Store.Devices.Symbols;

namespace Store.Devices.Virtual;

/// <summary>Draws what labels of shops use of ZPL: text, the barcodes of goods, QR codes and pictures.</summary>
internal sealed class ZplRenderer : LabelRenderer
{
    private const int UsualWidth = 812, UsualHeight = 1218, LargestSide = 4000;
    private const int QuirkDots = 10;

    private int width = UsualWidth, height = UsualHeight;
    private (int X, int Y) at;
    private string font = "", bars = "", fieldData = "";
    private int module = 2, barHeight = 10;
    private bool escapes;

    public override int Take(ReadOnlySpan<byte> bytes)
    {
        var begin = bytes.IndexOf("^XA"u8);
        var asked = bytes.IndexOf("~HS"u8);
        if (asked >= 0 && (begin < 0 || asked < begin))
        {
            Ask();
            return asked + 3;
        }
        if (begin < 0)
            return 0;
        var length = bytes[begin..].IndexOf("^XZ"u8);
        if (length < 0)
            return 0;
        Render(Encoding.UTF8.GetString(bytes.Slice(begin, length)));
        return begin + length + 3;
    }

    private void Render(string format)
    {
        var commands = format.ReplaceLineEndings("").Split('^', StringSplitOptions.RemoveEmptyEntries).Where(command => command.Length >= 2).ToList();
        foreach (var command in commands)
        {
            if (command.StartsWith("PW", StringComparison.Ordinal))
                width = Math.Clamp(Number([command[2..]], 0, UsualWidth), 1, LargestSide);
            else if (command.StartsWith("LL", StringComparison.Ordinal))
                height = Math.Clamp(Number([command[2..]], 0, UsualHeight), 1, LargestSide);
        }
        var label = new VirtualLabel(width, height);
        var copies = 1;
        foreach (var command in commands)
        {
            var (name, values) = (command[..2], command[2..].Split(','));
            switch (name)
            {
                case "FO":
                    at = (Number(values, 0, 0), Number(values, 1, 0));
                    break;
                case "BY":
                    (module, barHeight) = (Math.Clamp(Number(values, 0, 2), 1, 10), Number(values, 2, 10));
                    break;
                case "FH":
                    escapes = true;
                    break;
                case "FD":
                    fieldData = command[2..];
                    break;
                case "FS":
                    Field(label);
                    (font, bars, fieldData, escapes) = ("", "", "", false);
                    break;
                case "GF" when values.Length == 5:
                    Picture(label, values);
                    break;
                case "PQ":
                    copies = Math.Clamp(Number(values, 0, 1), 1, 9999);
                    break;
                case "BE" or "B8" or "BU" or "B3" or "B2" or "BC" or "BQ":
                    bars = command;
                    break;
                case ['A', _]:
                    font = command;
                    break;
            }
        }
        Print(label, copies);
    }

    private void Field(VirtualLabel label)
    {
        var data = escapes ? Unescaped(fieldData) : fieldData;
        if (data.Length == 0)
            return;
        if (bars.StartsWith("BQ", StringComparison.Ordinal))
        {
            // The first letter is how much repair, the second how characters come, then a comma.
            var repair = data[0] switch { 'H' => QRCodeGenerator.ECCLevel.H, 'Q' => QRCodeGenerator.ECCLevel.Q, 'L' => QRCodeGenerator.ECCLevel.L, _ => QRCodeGenerator.ECCLevel.M };
            var from = data.IndexOf(',', StringComparison.Ordinal) + 1;
            label.DrawQr(at.X, at.Y + QuirkDots, data[from..], Math.Clamp(Number(bars.Split(','), 2, 3), 1, 10), repair);
        }
        else if (bars.Length > 0)
        {
            var values = bars.Split(',');
            var first = bars.StartsWith("B3", StringComparison.Ordinal) ? 2 : 1;
            label.Draw(at.X, at.Y, Bars(bars[..2], data), module, Math.Max(1, Number(values, first, barHeight)), values.ElementAtOrDefault(first + 1) != "N");
        }
        else if (font.Length > 0)
        {
            label.Write(at.X, at.Y, data, Math.Max(8, Number(font.Split(','), 1, 24)));
        }
    }

    private static Barcode? Bars(string command, string data) => command switch
    {
        "BE" => Barcode.Of("Ean13", data),
        "B8" => Barcode.Of("Ean8", data),
        "BU" => Barcode.Of("UpcA", data),
        "B3" => Barcode.Of("Code39", data),
        "B2" => Barcode.Of("Itf", data),
        _ => Code128.FromEscPos(Invoked(data)) is var (values, text)
            ? new Barcode(text[0] == Code128.Fnc1 ? "Gs1128" : "Code128", text, text.Replace(Code128.Fnc1, ' '), Code128.Bars(values)) : null,
    };

    /// <summary>Code 128 with its sets invoked by ">", said as ESC/POS says it.</summary>
    private static byte[] Invoked(string data)
    {
        var said = new List<byte>();
        var pairs = false;
        if (data is not ['>', ';' or ':' or '9', ..])
            said.AddRange("{B"u8);
        for (var place = 0; place < data.Length; place++)
        {
            if (data[place] == '>' && place + 1 < data.Length)
            {
                var invoked = data[++place];
                pairs = invoked is ';' or '5' || (pairs && invoked == '8');
                said.AddRange(invoked switch { ';' or '5' => "{C"u8, ':' or '6' => "{B"u8, '9' or '7' => "{A"u8, '8' => "{1"u8, _ => ">"u8 });
            }
            else if (pairs && place + 1 < data.Length)
            {
                said.Add((byte)((data[place] - '0') * 10 + data[++place] - '0'));
            }
            else
            {
                said.AddRange(data[place] == '{' ? "{{"u8 : [(byte)data[place]]);
            }
        }
        return [.. said];
    }

    private void Picture(VirtualLabel label, string[] values)
    {
        var (total, stride) = (Number(values, 2, 0), Number(values, 3, 0));
        if (stride is > 0 and < LargestSide && total > 0 && total % stride == 0 && values[4].Length == total * 2 && values[4].All(char.IsAsciiHexDigit))
            label.Dots.Draw(Bitmap.FromRows(stride * 8, total / stride, Convert.FromHexString(values[4])), at.X, at.Y);
    }

    private static string Unescaped(string data)
    {
        var bytes = new List<byte>();
        for (var place = 0; place < data.Length; place++)
        {
            if (data[place] == '_' && place + 2 < data.Length && char.IsAsciiHexDigit(data[place + 1]) && char.IsAsciiHexDigit(data[place + 2]))
            {
                bytes.Add(Convert.FromHexString(data.AsSpan(place + 1, 2))[0]);
                place += 2;
            }
            else
            {
                var rune = Rune.TryGetRuneAt(data, place, out var found) ? found : Rune.ReplacementChar;
                bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
                place += rune.Utf16SequenceLength - 1;
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
