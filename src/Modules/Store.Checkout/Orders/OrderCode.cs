using System.Globalization;

namespace Store.Checkout.Orders;

/// <summary>The code on an order's or quotation's paper: CO and its id. Scanned at a till, it opens it.</summary>
internal static class OrderCode
{
    public static string Of(long orderId) => "CO" + orderId.ToString(CultureInfo.InvariantCulture);
}
