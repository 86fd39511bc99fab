using System.Text;
using QRCoder;
using Store.Devices.Symbols;

namespace Store.Devices.Virtual;

/// <summary>The barcodes and QR codes that a virtual printer draws itself.</summary>
internal sealed class VirtualCodes(VirtualPrinterOptions options, VirtualPaper paper)
{
    private const int UsualHeight = 162, UsualModule = 3, UsualQrModule = 3;
    private const int NumberedFrom = 65;

    private int height = UsualHeight;
    private int module = UsualModule;
    private int readable;
    private int qrModule = UsualQrModule;
    private QRCodeGenerator.ECCLevel repair = QRCodeGenerator.ECCLevel.L;
    private byte[] qrData = [];

    public void Reset() => (height, module, readable, qrModule, repair, qrData) = (UsualHeight, UsualModule, 0, UsualQrModule, QRCodeGenerator.ECCLevel.L, []);

    public void Execute(string command, byte[] bytes)
    {
        switch (command)
        {
            case "GS h":
                height = Math.Max((byte)1, bytes[2]);
                break;
            case "GS w" when bytes[2] is >= 1 and <= 6:
                module = bytes[2];
                break;
            case "GS H":
                readable = bytes[2] & 3;
                break;
            // With anything in the line, a printer leaves a code out.
            case "GS k" when paper.AtLineStart:
                var (kind, data) = bytes[2] < NumberedFrom ? (bytes[2] + NumberedFrom, bytes[3..^1]) : (bytes[2], bytes[4..]);
                if (Barcode(kind, data) is { } barcode)
                    Draw(barcode);
                break;
            case "GS ( k" when options.QrCommand && bytes.Length > 7 && bytes[5] == 49:
                Qr(bytes[6], bytes.AsSpan(7));
                break;
        }
    }

    private static Barcode? Barcode(int kind, byte[] data)
    {
        var text = Encoding.Latin1.GetString(data);
        return kind switch
        {
            65 => Symbols.Barcode.Of("UpcA", text),
            67 => Symbols.Barcode.Of("Ean13", text),
            68 => Symbols.Barcode.Of("Ean8", text),
            69 => Symbols.Barcode.Of("Code39", text.Trim('*')),
            70 => Symbols.Barcode.Of("Itf", text),
            73 when Code128.FromEscPos(data) is var (values, said) => new Barcode(said[0] == Code128.Fnc1 ? "Gs1128" : "Code128", said, said.Replace(Code128.Fnc1, ' '), Code128.Bars(values)),
            74 => Symbols.Barcode.Of("Gs1128", text.Replace("{1", "", StringComparison.Ordinal)),
            _ => null,
        };
    }

    private void Draw(Barcode barcode)
    {
        if (readable is 1 or 3)
            Read(barcode.Readable);
        paper.Print(barcode.Draw(module, height));
        if (readable is 2 or 3)
            Read(barcode.Readable);
        paper.Receipt.Add(new VirtualCode(barcode.Symbology, barcode.Data));
    }

    private void Read(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            paper.Put(rune, 1);
        paper.PrintLine();
    }

    private void Qr(byte function, ReadOnlySpan<byte> parameters)
    {
        switch (function)
        {
            case 67:
                qrModule = Math.Clamp(parameters[0], (byte)1, (byte)16);
                break;
            case 69:
                repair = (QRCodeGenerator.ECCLevel)(parameters[0] & 3);
                break;
            case 80:
                qrData = parameters[1..].ToArray();
                break;
            case 81 when paper.AtLineStart && QrSymbol.Modules(qrData, repair) is { } modules:
                paper.Print(modules.Enlarged(qrModule, qrModule));
                paper.Receipt.Add(new VirtualCode("QrCode", Encoding.UTF8.GetString(qrData)));
                break;
        }
    }
}
