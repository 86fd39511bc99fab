namespace Store.Members.Purchases;

/// <summary>Months as the database keeps them: 202611 is November 2026.</summary>
internal static class Months
{
    public static int Of(DateOnly date) => (date.Year * 100) + date.Month;

    /// <summary>The first month of a window that ends with the month of a day.</summary>
    public static int First(DateOnly last, int months) => Of(last.AddMonths(1 - months));
}
