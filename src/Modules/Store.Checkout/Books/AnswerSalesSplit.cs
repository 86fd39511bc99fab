using System.Globalization;
using Store.Contracts.Checkout;

namespace Store.Checkout.Books;

/// <summary>Tells the module of loyalty what members buy beside passers-by.</summary>
internal static class AnswerSalesSplit
{
    /// <summary>In the place of a period: all of them.</summary>
    private const string AllDays = "";

    internal sealed class Handler(Db db) : IRequestHandler<GetSalesSplit, SalesSplits>
    {
        public async Task<SalesSplits> Handle(GetSalesSplit request, CancellationToken cancellationToken)
        {
            // As much of a business day's text as names its period.
            var asked = new { request.StoreIds, request.From, request.To, Length = (request.ByMonth ? "yyyy-MM" : "yyyy-MM-dd").Length, AllDays };
            var sold = (await Sold(asked, cancellationToken)).ToDictionary(row => row.Period, StringComparer.Ordinal);
            var saved = (await Saved(asked, cancellationToken)).ToDictionary(row => row.Period, row => row.Saved, StringComparer.Ordinal);
            return new SalesSplits(
                sold[AllDays].With(Money.Sum(saved.Values)),
                sold.Values.Where(row => row.Period != AllDays).ToDictionary(
                    row => DateOnly.ParseExact(request.ByMonth ? row.Period + "-01" : row.Period, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    row => row.With(saved.GetValueOrDefault(row.Period))));
        }

        private Task<IReadOnlyList<Row>> Sold(object asked, CancellationToken cancellationToken) => db.Query<Row>("""
            WITH sold AS (
                SELECT Period, MemberId, SUM(Ticket) AS Tickets, SUM(SpentMinor) AS SpentMinor
                FROM   (SELECT SUBSTRING(CAST(s.BusinessDate AS nvarchar(10)), 1, @Length) AS Period, COALESCE(m.MemberId, s.MemberId) AS MemberId,
                               CASE WHEN s.Kind <> 'Return' AND (s.ValueMinor = 0 OR s.ValueMinor <> s.TotalMinor) THEN 1 ELSE 0 END AS Ticket, s.TotalMinor - s.ValueMinor AS SpentMinor
                        FROM   checkout.Sales s
                        LEFT JOIN checkout.MergedFiles m ON m.FileId = s.MemberId
                        WHERE  s.StoreId IN @Stores AND s.StoreId IN @StoreIds AND s.BusinessDate BETWEEN @From AND @To) t
                GROUP BY Period, MemberId)
            SELECT Period,
                   COALESCE(SUM(CASE WHEN MemberId IS NOT NULL THEN Tickets ELSE 0 END), 0) AS MemberTickets,
                   COALESCE(SUM(CASE WHEN MemberId IS NOT NULL THEN SpentMinor ELSE 0 END), 0) AS MemberSpentMinor,
                   COALESCE(SUM(CASE WHEN MemberId IS NULL THEN Tickets ELSE 0 END), 0) AS OtherTickets,
                   COALESCE(SUM(CASE WHEN MemberId IS NULL THEN SpentMinor ELSE 0 END), 0) AS OtherSpentMinor,
                   COALESCE(SUM(CASE WHEN MemberId IS NOT NULL AND Tickets > 0 THEN 1 ELSE 0 END), 0) AS Buyers,
                   COALESCE(SUM(CASE WHEN MemberId IS NOT NULL AND Tickets > 1 THEN 1 ELSE 0 END), 0) AS BoughtAgain
            FROM   (SELECT Period, MemberId, Tickets, SpentMinor FROM sold
                    UNION ALL
                    SELECT @AllDays, MemberId, SUM(Tickets), SUM(SpentMinor) FROM sold GROUP BY MemberId
                    UNION ALL
                    SELECT @AllDays, NULL, 0, 0) p
            GROUP BY Period
            """, asked, cancellationToken);

        /// <summary>
        /// Returns name no source of their price, so their lines ask the lines that were sold. A price given by hand is nobody's level's, and the parts of a set say what was saved on the set:
        /// where they do not, it was sold before that was kept.
        /// </summary>
        private Task<IReadOnlyList<SavedRow>> Saved(object asked, CancellationToken cancellationToken) => db.Query<SavedRow>("""
            SELECT Period, COALESCE(SUM(SavedMinor), 0) AS SavedMinor
            FROM   (SELECT SUBSTRING(CAST(s.BusinessDate AS nvarchar(10)), 1, @Length) AS Period, d.AmountMinor AS SavedMinor
                    FROM   checkout.Sales s
                    JOIN   checkout.SaleDiscounts d ON d.SaleId = s.SaleId
                    WHERE  s.StoreId IN @Stores AND s.StoreId IN @StoreIds AND s.BusinessDate BETWEEN @From AND @To AND s.MemberId IS NOT NULL AND d.Kind = 'Level'
                    UNION ALL
                    SELECT SUBSTRING(CAST(s.BusinessDate AS nvarchar(10)), 1, @Length),
                           CASE WHEN COALESCE(o.KitLine, l.KitLine) IS NULL THEN (l.ListPriceMinor * l.QuantityMilli + CASE WHEN l.QuantityMilli < 0 THEN -500 ELSE 500 END) / 1000 - l.GrossMinor
                                WHEN o.LevelSavedMinor IS NULL THEN l.LevelSavedMinor
                                ELSE (2 * o.LevelSavedMinor * l.QuantityMilli - o.QuantityMilli) / (2 * o.QuantityMilli) END
                    FROM   checkout.Sales s
                    JOIN   checkout.SaleLines l ON l.SaleId = s.SaleId
                    LEFT JOIN checkout.SaleLines o ON o.SaleId = l.OriginalSaleId AND o.LineNumber = l.OriginalLineNumber
                    WHERE  s.StoreId IN @Stores AND s.StoreId IN @StoreIds AND s.BusinessDate BETWEEN @From AND @To AND s.MemberId IS NOT NULL
                      AND  (COALESCE(o.LevelSavedMinor, l.LevelSavedMinor) IS NOT NULL
                            OR (COALESCE(o.PriceSource, l.PriceSource) IN ('Member', 'MemberSpecial') AND COALESCE(o.PriceReason, l.PriceReason) IS NULL AND COALESCE(o.KitLine, l.KitLine) IS NULL))) t
            GROUP BY Period
            """, asked, cancellationToken);

        private sealed record Row(string Period, long MemberTickets, Money MemberSpent, long OtherTickets, Money OtherSpent, long Buyers, long BoughtAgain)
        {
            public SalesSplit With(Money saved) => new(MemberTickets, MemberSpent, OtherTickets, OtherSpent, Buyers, BoughtAgain, saved);
        }

        private sealed record SavedRow(string Period, Money Saved);
    }
}
