using Store.Checkout.Corrections;

namespace Store.Checkout.Sales;

/// <summary>How approvals and the log name what is sold, paid, corrected, ordered and voided, by which what was said of it is found when its member is forgotten.</summary>
internal static class SaleSubjects
{
    public static string Of(Guid saleUuid) => $"sale {saleUuid}";

    public static string Corrected(long saleId, string from, string to) => $"sale {saleId}, {from} to {to}";

    public static IEnumerable<string> Corrected(long saleId) => CorrectTender.Allowed.SelectMany(from => CorrectTender.Allowed.Where(to => to != from).Select(to => Corrected(saleId, from, to)));

    public static string Paid(long attemptId) => $"payment {attemptId}";

    public static string Ordered(Guid orderUuid) => $"order {orderUuid}";

    public static string Cancelled(string orderNumber) => $"order {orderNumber}";

    public static string Voided(Guid voidUuid) => $"void {voidUuid}";
}
