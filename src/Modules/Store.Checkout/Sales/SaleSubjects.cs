namespace Store.Checkout.Sales;

/// <summary>How approvals name a sale, by which what was said of it is found when its member is forgotten.</summary>
internal static class SaleSubjects
{
    public static string Of(Guid saleUuid) => $"sale {saleUuid}";
}
