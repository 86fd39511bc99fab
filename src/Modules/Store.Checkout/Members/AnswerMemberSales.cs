using Store.Checkout.Sales;
using Store.Contracts.Checkout;

namespace Store.Checkout.Members;

/// <summary>Tells the module of members what members have bought, from the sales themselves.</summary>
internal static class AnswerMemberSales
{
    internal sealed class Pages(Db db) : IRequestHandler<ReadMemberSales, IReadOnlyList<MemberSale>>
    {
        public async Task<IReadOnlyList<MemberSale>> Handle(ReadMemberSales request, CancellationToken cancellationToken)
        {
            var sales = await db.Query<Row>("""
                SELECT SaleId, MemberId, Kind, BusinessDate, TotalMinor - ValueMinor AS TotalMinor
                FROM   checkout.Sales
                WHERE  SaleId > @After AND MemberId IS NOT NULL
                ORDER BY SaleId
                OFFSET 0 ROWS FETCH NEXT @Limit ROWS ONLY
                """, request, cancellationToken);
            var lines = sales.Count == 0 ? [] : await db.Query<Line>("""
                SELECT SaleId, ProductId, QuantityMilli, FactorMilli, TotalMinor, OriginalSaleId FROM checkout.SaleLines WHERE SaleId IN @SaleIds AND IsValue = 0 ORDER BY SaleId, LineNumber
                """, new { SaleIds = sales.Select(sale => sale.SaleId) }, cancellationToken);
            var bySale = lines.ToLookup(line => line.SaleId);
            return [.. sales.Select(sale => new MemberSale(sale.SaleId, sale.MemberId, sale.Kind == nameof(SaleKind.Return), sale.BusinessDate, sale.Total,
                [.. bySale[sale.SaleId].Select(line => new SoldItem(line.ProductId, CategoryId: null, line.Quantity.InBaseUnits(line.Factor), line.Total))])
            {
                BroughtBack = [.. bySale[sale.SaleId].Where(line => line.OriginalSaleId is not null).GroupBy(line => line.OriginalSaleId!.Value)
                    .Select(original => new BroughtBack(original.Key, -Money.Sum(original.Select(line => line.Total))))],
            })];
        }

        private sealed record Row(long SaleId, long MemberId, string Kind, DateOnly BusinessDate, Money Total);

        private sealed record Line(long SaleId, long ProductId, Quantity Quantity, Quantity Factor, Money Total, long? OriginalSaleId);
    }

    internal sealed class Days(Db db) : IRequestHandler<GetMemberDays, IReadOnlyList<MemberDay>>
    {
        public Task<IReadOnlyList<MemberDay>> Handle(GetMemberDays request, CancellationToken cancellationToken) => db.Query<MemberDay>("""
            SELECT MemberId, BusinessDate, SUM(CASE WHEN Kind <> 'Return' THEN 1 ELSE 0 END) AS Visits, SUM(CASE WHEN Kind = 'Return' THEN 1 ELSE 0 END) AS Returns,
                   SUM(TotalMinor - ValueMinor) AS SpentMinor
            FROM   checkout.Sales
            WHERE  MemberId IN @MemberIds
            GROUP BY MemberId, BusinessDate
            """, request, cancellationToken);
    }

    internal sealed class GoodsTotals(Db db) : IRequestHandler<GetMemberGoods, IReadOnlyList<MemberGoodsTotal>>
    {
        public Task<IReadOnlyList<MemberGoodsTotal>> Handle(GetMemberGoods request, CancellationToken cancellationToken) => db.Query<MemberGoodsTotal>("""
            SELECT t.MemberId, t.ProductId, SUM(CASE WHEN t.QuantityMilli > 0 THEN 1 ELSE 0 END) AS Times, SUM(t.QuantityMilli) AS QuantityMilli, SUM(t.SpentMinor) AS SpentMinor
            FROM   (SELECT s.MemberId, l.ProductId, SUM(l.QuantityMilli * l.FactorMilli / 1000) AS QuantityMilli, SUM(l.TotalMinor) AS SpentMinor
                    FROM   checkout.Sales s
                    JOIN   checkout.SaleLines l ON l.SaleId = s.SaleId
                    WHERE  s.MemberId IN @MemberIds AND l.IsValue = 0
                    GROUP BY s.MemberId, s.SaleId, l.ProductId) t
            GROUP BY t.MemberId, t.ProductId
            """, request, cancellationToken);
    }

    internal sealed class Habits(Db db) : IRequestHandler<GetMemberHabits, MemberHabits>
    {
        public async Task<MemberHabits> Handle(GetMemberHabits request, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT StoreId, HourOfDay, BusinessDate, COUNT(*) AS Sales
                FROM   checkout.Sales
                WHERE  MemberId IN @MemberIds AND BusinessDate >= @From AND Kind <> 'Return'
                GROUP BY StoreId, HourOfDay, BusinessDate
                """, request, cancellationToken);
            return new MemberHabits(Counted(rows, row => row.HourOfDay), Counted(rows, row => DayOfWeek(row.BusinessDate)), Counted(rows, row => row.StoreId));
        }

        private static Dictionary<TKey, int> Counted<TKey>(IReadOnlyList<Row> rows, Func<Row, TKey> key)
            where TKey : notnull => rows.GroupBy(key).ToDictionary(group => group.Key, group => (int)group.Sum(row => row.Sales));

        private static int DayOfWeek(DateOnly date) => date.DayOfWeek == System.DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;

        private sealed record Row(long StoreId, int HourOfDay, DateOnly BusinessDate, long Sales);
    }
}
