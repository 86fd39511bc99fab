namespace Store.Loyalty.Points.Ledger;

/// <summary>How much of what one member may pay with on one day has paid already. What paid that day and came back that day may pay again.</summary>
internal static class PointsDay
{
    public static Task<long> Used(Db db, long memberId, DateOnly businessDate, DateTime now, CancellationToken cancellationToken) => db.Scalar<long>("""
        SELECT COALESCE(-SUM(e.Points), 0)
        FROM   loyalty.PointsEntries e
        WHERE  e.MemberId = @memberId AND e.EntryId >= @since AND e.BusinessDate = @businessDate
          AND  (e.Kind = 'Used' OR (e.Kind = 'GivenBack' AND EXISTS (
                   SELECT 1 FROM loyalty.PointsEntries u WHERE u.SaleId = e.OriginalSaleId AND u.Kind = 'Used' AND u.BusinessDate = e.BusinessDate)))
        """, new { memberId, since = Ids.Since(now.AddDays(-2)), businessDate }, cancellationToken);
}
