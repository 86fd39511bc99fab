using Store.Contracts.Checkout;

namespace Store.Checkout.Books;

/// <summary>Tells the module of loyalty what members buy beside passers-by.</summary>
internal static class AnswerSalesSplit
{
    internal sealed class Handler(Db db) : IRequestHandler<GetSalesSplit, SalesSplit>
    {
        public async Task<SalesSplit> Handle(GetSalesSplit request, CancellationToken cancellationToken) => (await db.Find<SalesSplit>("""
            SELECT COALESCE(SUM(CASE WHEN MemberId IS NOT NULL THEN Tickets ELSE 0 END), 0) AS MemberTickets,
                   COALESCE(SUM(CASE WHEN MemberId IS NOT NULL THEN SpentMinor ELSE 0 END), 0) AS MemberSpentMinor,
                   COALESCE(SUM(CASE WHEN MemberId IS NULL THEN Tickets ELSE 0 END), 0) AS OtherTickets,
                   COALESCE(SUM(CASE WHEN MemberId IS NULL THEN SpentMinor ELSE 0 END), 0) AS OtherSpentMinor,
                   COALESCE(SUM(CASE WHEN MemberId IS NOT NULL AND Tickets > 0 THEN 1 ELSE 0 END), 0) AS Buyers,
                   COALESCE(SUM(CASE WHEN MemberId IS NOT NULL AND Tickets > 1 THEN 1 ELSE 0 END), 0) AS BoughtAgain
            FROM   (SELECT MemberId, SUM(CASE WHEN Kind <> 'Return' AND (ValueMinor = 0 OR ValueMinor <> TotalMinor) THEN 1 ELSE 0 END) AS Tickets,
                           SUM(TotalMinor - ValueMinor) AS SpentMinor
                    FROM   checkout.Sales
                    WHERE  StoreId IN @Stores AND StoreId IN @StoreIds AND BusinessDate BETWEEN @From AND @To
                    GROUP BY MemberId) t
            """, request, cancellationToken))!;
    }
}
