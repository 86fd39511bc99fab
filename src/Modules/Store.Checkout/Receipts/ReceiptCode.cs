using System.Globalization;

namespace Store.Checkout.Receipts;

/// <summary>The code in a receipt's barcode: RC and the sale's id. Scanned at a till, it finds the sale.</summary>
internal static class ReceiptCode
{
    private const string Prefix = "RC";

    public static string Of(long saleId) => Prefix + saleId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The sale that a code names; null for any other code.</summary>
    public static long? SaleOf(string code) =>
        code.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && long.TryParse(code.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var saleId) ? saleId : null;
}
