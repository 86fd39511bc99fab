namespace Store.Checkout.Watch;

/// <summary>Something in a shift that is nothing by itself and adds up to a pattern.</summary>
/// <param name="ShiftId">The shift.</param>
/// <param name="CashierId">Who did it.</param>
/// <param name="CashierName">Their name then.</param>
/// <param name="Kind">One of <see cref="WatchWeights"/>.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="Amount">What it was about; zero where there is no amount.</param>
/// <param name="SaleId">The sale or return to look at.</param>
/// <param name="ReceiptNumber">Its number.</param>
internal sealed record WatchFact(long ShiftId, long CashierId, string CashierName, string Kind, DateTime OccurredAt, Money Amount, long? SaleId, long? ReceiptNumber);

/// <summary>What each kind of fact counts towards a cashier's score in a shift. The score is their sum: everyone can add it up.</summary>
internal static class WatchWeights
{
    public const string VoidedLine = "VoidedLine";
    public const string VoidedSale = "VoidedSale";
    public const string NoSale = "NoSale";
    public const string OwnRefund = "OwnRefund";
    public const string UnverifiedRefund = "UnverifiedRefund";
    public const string CopyThenCashRefund = "CopyThenCashRefund";
    public const string RoundCashRefund = "RoundCashRefund";

    /// <summary>A shift with this score or more raises an alert.</summary>
    public const int AlertAt = 10;

    private static readonly Dictionary<string, int> Weights = new(StringComparer.Ordinal)
    {
        [VoidedLine] = 1, [VoidedSale] = 2, [NoSale] = 1, [OwnRefund] = 3, [UnverifiedRefund] = 3, [CopyThenCashRefund] = 5, [RoundCashRefund] = 1,
    };

    public static int Of(string kind) => Weights[kind];
}

/// <summary>Reads the facts of some shifts from what the tills have stored; nothing is kept besides, so nothing can be forgotten.</summary>
internal static class WatchFacts
{
    public static async Task<IReadOnlyList<WatchFact>> Read(Db db, IReadOnlyList<long> shiftIds, CancellationToken cancellationToken)
    {
        if (shiftIds.Count == 0)
            return [];
        var asked = new { shiftIds };
        var withoutSale = new List<Plain>();
        withoutSale.AddRange(await db.Query<Plain>("""
            SELECT ShiftId, CashierId, CashierName, CASE WHEN Kind = 'Line' THEN 'VoidedLine' ELSE 'VoidedSale' END AS Kind, OccurredAt, AmountMinor
            FROM   checkout.Voids
            WHERE  ShiftId IN @shiftIds AND UndoneAt IS NULL
            """, asked, cancellationToken));
        withoutSale.AddRange(await db.Query<Plain>("""
            SELECT ShiftId, CashierId, CashierName, 'NoSale' AS Kind, OpenedAt AS OccurredAt, 0 AS AmountMinor
            FROM   checkout.DrawerOpenings
            WHERE  ShiftId IN @shiftIds
            """, asked, cancellationToken));

        var facts = new List<WatchFact>(withoutSale.Select(one => new WatchFact(one.ShiftId, one.CashierId, one.CashierName, one.Kind, one.OccurredAt, one.Amount, SaleId: null, ReceiptNumber: null)));
        facts.AddRange(await db.Query<WatchFact>("""
            SELECT r.ShiftId, r.CashierId, r.CashierName, CASE WHEN r.OriginalSaleId IS NULL THEN 'UnverifiedRefund' ELSE 'OwnRefund' END AS Kind, r.OccurredAt, r.TotalMinor AS AmountMinor,
                   r.SaleId, r.ReceiptNumber
            FROM   checkout.Sales r
            LEFT JOIN checkout.Sales o ON o.SaleId = r.OriginalSaleId
            WHERE  r.ShiftId IN @shiftIds AND r.Kind = 'Return' AND (r.OriginalSaleId IS NULL OR o.CashierId = r.CashierId)
            """, asked, cancellationToken));
        facts.AddRange(await db.Query<WatchFact>("""
            SELECT r.ShiftId, r.CashierId, r.CashierName, 'RoundCashRefund' AS Kind, r.OccurredAt, p.AmountMinor, r.SaleId, r.ReceiptNumber
            FROM   checkout.Payments p
            JOIN   checkout.Sales r ON r.SaleId = p.SaleId
            WHERE  p.ShiftId IN @shiftIds AND p.Tender = 'Cash' AND p.AmountMinor < 0 AND p.AmountMinor % 1000 = 0
            """, asked, cancellationToken));
        return facts;
    }

    private sealed record Plain(long ShiftId, long CashierId, string CashierName, string Kind, DateTime OccurredAt, Money Amount);
}
