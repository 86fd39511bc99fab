using System.Globalization;
using System.Text;
using QRCoder;

namespace Store.Checkout.Paper;

/// <summary>A QR code for papers that a browser shows or prints.</summary>
internal static class QrSvg
{
    public static string Of(string data)
    {
        using var code = QRCodeGenerator.GenerateQrCode(data, QRCodeGenerator.ECCLevel.M);
        var (rows, size, path) = (code.ModuleMatrix, code.ModuleMatrix.Count, new StringBuilder());
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                if (rows[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"<svg class=qr viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>");
    }
}
