using System.Globalization;

namespace Store.Checkout.Parking;

/// <summary>The code in a parking slip's barcode: PK and the parked sale's id. Scanned at a till, it takes the basket up again.</summary>
internal static class ParkCode
{
    public static string Of(long parkedSaleId) => "PK" + parkedSaleId.ToString(CultureInfo.InvariantCulture);
}
