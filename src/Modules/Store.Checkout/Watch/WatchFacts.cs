using Store.Checkout.Sales;
using Store.Contracts.Access;

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
    public const string DiscountNearLimit = "DiscountNearLimit";
    public const string PriceOverride = "PriceOverride";

    /// <summary>A shift with this score or more raises an alert.</summary>
    public const int AlertAt = 10;

    private static readonly Dictionary<string, int> Weights = new(StringComparer.Ordinal)
    {
        [VoidedLine] = 1, [VoidedSale] = 2, [NoSale] = 1, [OwnRefund] = 3, [UnverifiedRefund] = 3, [CopyThenCashRefund] = 5, [RoundCashRefund] = 1, [DiscountNearLimit] = 2, [PriceOverride] = 1,
    };

    public static int Of(string kind) => Weights[kind];
}

/// <summary>Reads the facts of some shifts from what the tills have stored; nothing is kept besides, so nothing can be forgotten.</summary>
internal static class WatchFacts
{
    private const int NearTenths = 9;

    public static async Task<IReadOnlyList<WatchFact>> Read(Db db, IMediator mediator, long storeId, IReadOnlyList<long> shiftIds, CancellationToken cancellationToken)
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
            SELECT r.ShiftId, r.CashierId, r.CashierName, 'OwnRefund' AS Kind, r.OccurredAt, SUM(l.TotalMinor) AS AmountMinor, r.SaleId, r.ReceiptNumber
            FROM   checkout.Sales r
            JOIN   checkout.SaleLines l ON l.SaleId = r.SaleId
            JOIN   checkout.Sales o ON o.SaleId = l.OriginalSaleId
            WHERE  r.ShiftId IN @shiftIds AND r.Kind <> 'Sale' AND o.CashierId = r.CashierId
            GROUP BY r.ShiftId, r.CashierId, r.CashierName, r.OccurredAt, r.SaleId, r.ReceiptNumber
            """, asked, cancellationToken));

        // Who brings empties back for their deposit is asked for no name.
        facts.AddRange(await db.Query<WatchFact>("""
            SELECT ShiftId, CashierId, CashierName, 'UnverifiedRefund' AS Kind, OccurredAt, TotalMinor AS AmountMinor, SaleId, ReceiptNumber
            FROM   checkout.Sales
            WHERE  ShiftId IN @shiftIds AND Kind = 'Return' AND OriginalSaleId IS NULL AND (IdentityHint IS NOT NULL OR MemberId IS NOT NULL)
            """, asked, cancellationToken));
        facts.AddRange(await db.Query<WatchFact>("""
            SELECT r.ShiftId, r.CashierId, r.CashierName, 'RoundCashRefund' AS Kind, r.OccurredAt, p.AmountMinor, r.SaleId, r.ReceiptNumber
            FROM   checkout.Payments p
            JOIN   checkout.Sales r ON r.SaleId = p.SaleId
            WHERE  p.ShiftId IN @shiftIds AND p.Tender = 'Cash' AND p.AmountMinor < 0 AND p.TenderedMinor < 0 AND p.AmountMinor % 1000 = 0
            """, asked, cancellationToken));
        facts.AddRange(await db.Query<WatchFact>("""
            SELECT r.ShiftId, r.CashierId, r.CashierName, 'CopyThenCashRefund' AS Kind, r.OccurredAt, p.AmountMinor, r.SaleId, r.ReceiptNumber
            FROM   checkout.Payments p
            JOIN   checkout.Sales r ON r.SaleId = p.SaleId
            WHERE  p.ShiftId IN @shiftIds AND p.Tender = 'Cash' AND p.AmountMinor < 0
              AND  EXISTS (SELECT 1 FROM checkout.ReceiptPrints c WHERE c.SaleId = p.RefundsSaleId AND c.PrintNumber > 1 AND c.PrintedAt <= r.OccurredAt)
            """, asked, cancellationToken));

        // What an order or a quotation has agreed is not the doing of whoever hands the goods over.
        facts.AddRange(await db.Query<WatchFact>("""
            SELECT s.ShiftId, s.CashierId, s.CashierName, 'PriceOverride' AS Kind, s.OccurredAt, SUM(l.TotalMinor) AS AmountMinor, s.SaleId, s.ReceiptNumber
            FROM   checkout.Sales s
            JOIN   checkout.SaleLines l ON l.SaleId = s.SaleId
            WHERE  s.ShiftId IN @shiftIds AND l.PriceBeforeMinor IS NOT NULL
              AND  NOT EXISTS (SELECT 1 FROM checkout.Orders o WHERE o.SaleId = s.SaleId)
            GROUP BY s.ShiftId, s.CashierId, s.CashierName, s.OccurredAt, s.SaleId, s.ReceiptNumber
            """, asked, cancellationToken));
        facts.AddRange(await NearLimit(db, mediator, storeId, shiftIds, cancellationToken));
        return facts;
    }

    /// <summary>Sales with a discount by hand that no one approved and that comes to at least nine tenths of what the cashier may give; one fact for a sale.</summary>
    private static async Task<IEnumerable<WatchFact>> NearLimit(Db db, IMediator mediator, long storeId, IReadOnlyList<long> shiftIds, CancellationToken cancellationToken)
    {
        var rows = await db.Query<Discounted>("""
            SELECT s.ShiftId, s.CashierId, s.CashierName, s.OccurredAt, s.SaleId, s.ReceiptNumber, l.GrossMinor,
                   SUM(CASE WHEN d.Kind IN @hands THEN d.AmountMinor ELSE 0 END) AS ByHandMinor, SUM(CASE WHEN d.Kind IN @hands THEN 0 ELSE d.AmountMinor END) AS PromotedMinor
            FROM   checkout.Sales s
            JOIN   checkout.SaleDiscounts d ON d.SaleId = s.SaleId
            JOIN   checkout.SaleLines l ON l.SaleId = d.SaleId AND l.LineNumber = d.LineNumber
            WHERE  s.ShiftId IN @shiftIds AND s.DiscountMinor > 0 AND d.ApproverId IS NULL
              AND  NOT EXISTS (SELECT 1 FROM checkout.Orders o WHERE o.SaleId = s.SaleId)
            GROUP BY s.ShiftId, s.CashierId, s.CashierName, s.OccurredAt, s.SaleId, s.ReceiptNumber, l.LineNumber, l.GrossMinor
            """, new { shiftIds, hands = new[] { LineDiscount.ByHandOnLine, LineDiscount.ByHandOnTicket } }, cancellationToken);
        var hands = rows.Where(row => row.ByHand > Money.Zero && row.Gross > row.Promoted).ToList();
        var limits = await mediator.Send(new GetLimitsOf(storeId, Limits.DiscountPercent, hands.Select(row => row.CashierId).ToHashSet()), cancellationToken);
        return hands.Where(row => limits.TryGetValue(row.CashierId, out var limit) && limit > 0 && row.Percent >= limit * NearTenths / 10)
            .GroupBy(row => row.SaleId).Select(sale => new WatchFact(
                sale.First().ShiftId, sale.First().CashierId, sale.First().CashierName, WatchWeights.DiscountNearLimit, sale.First().OccurredAt, Money.Sum(sale.Select(row => row.ByHand)),
                sale.Key, sale.First().ReceiptNumber));
    }

    private sealed record Discounted(
        long ShiftId, long CashierId, string CashierName, DateTime OccurredAt, long SaleId, long ReceiptNumber, Money Gross, Money ByHand, Money Promoted)
    {
        public decimal Percent => (decimal)ByHand.Minor * 100 / (Gross.Minor - Promoted.Minor);
    }

    private sealed record Plain(long ShiftId, long CashierId, string CashierName, string Kind, DateTime OccurredAt, Money Amount);
}
