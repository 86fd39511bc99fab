using System.Text;
using QRCoder;
using QRCoder.Exceptions;
using Store.Devices.Drawing;

namespace Store.Devices.Symbols;

/// <summary>QR codes as dots.</summary>
internal static class QrSymbol
{
    /// <summary>White that readers need around it, in modules.</summary>
    public const int QuietModules = 4;

    /// <summary>The modules of a code without the white around it; null when it is too long for a code with so much repair.</summary>
    public static Bitmap? Modules(ReadOnlySpan<byte> data, QRCodeGenerator.ECCLevel repair)
    {
        try
        {
            using var code = QRCodeGenerator.GenerateQrCode(data.ToArray(), repair);
            var size = code.ModuleMatrix.Count - 2 * QuietModules;
            var modules = new Bitmap(size, size);
            for (var y = 0; y < size; y++)
            {
                for (var x = 0; x < size; x++)
                    modules[x, y] = code.ModuleMatrix[y + QuietModules][x + QuietModules];
            }
            return modules;
        }
        catch (DataTooLongException)
        {
            return null;
        }
    }

    /// <summary>A code for the text with as much repair as usual on paper, or as little as there can be where it is long; null when it is too long for any.</summary>
    public static (Bitmap Modules, QRCodeGenerator.ECCLevel Repair)? Of(string text)
    {
        var data = Encoding.UTF8.GetBytes(text);
        foreach (var repair in (ReadOnlySpan<QRCodeGenerator.ECCLevel>)[QRCodeGenerator.ECCLevel.M, QRCodeGenerator.ECCLevel.L])
        {
            if (Modules(data, repair) is { } modules)
                return (modules, repair);
        }
        return null;
    }
}
