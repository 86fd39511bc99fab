namespace Store.Checkout.Parking;

/// <summary>What is parked in a store, for who closes a shift to keep or to void: nothing is lost when nobody decides.</summary>
internal static class ParkedSales
{
    public static async Task<ParkedTotals> Waiting(Db db, long storeId, CancellationToken cancellationToken) => (await db.Find<ParkedTotals>("""
        SELECT COUNT(*) AS Sales, COALESCE(SUM(TotalMinor), 0) AS TotalMinor FROM checkout.ParkedSales WHERE StoreId = @storeId AND State = @Parked
        """, new { storeId, ParkStates.Parked }, cancellationToken))!;
}

/// <param name="Sales">How many.</param>
/// <param name="Total">What they come to.</param>
internal sealed record ParkedTotals(int Sales, Money Total);
