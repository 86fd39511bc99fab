using Store.Contracts.Members;

namespace Store.Members.Purchases;

/// <summary>Two files become one: what both have bought is counted together.</summary>
internal sealed class MoveFacts(Db db) : INotificationHandler<MembersMerged>
{
    public async Task Handle(MembersMerged notification, CancellationToken cancellationToken)
    {
        var both = new { notification.FromId, notification.IntoId, Ids = new[] { notification.FromId, notification.IntoId } };
        await db.Execute("UPDATE members.MemberVisits SET MemberId = @IntoId WHERE MemberId = @FromId", both, cancellationToken);

        // The file that goes on has rows for all that either has; then it takes the sum, and the other's rows go.
        await db.Execute("""
            INSERT INTO members.MemberFacts (MemberId, Visits, Returns, SpentMinor, GrowthMilli, FirstVisit, LastVisit, YearVisits, YearSpentMinor, RecencyScore, FrequencyScore, MoneyScore, Scored)
            SELECT @IntoId, 0, 0, 0, 0, NULL, NULL, 0, 0, 0, 0, 0, 0
            FROM   members.MemberFacts
            WHERE  MemberId = @FromId AND NOT EXISTS (SELECT 1 FROM members.MemberFacts i WHERE i.MemberId = @IntoId)
            """, both, cancellationToken);
        await db.Execute("""
            UPDATE members.MemberFacts
            SET    Visits = (SELECT SUM(b.Visits) FROM members.MemberFacts b WHERE b.MemberId IN @Ids), Returns = (SELECT SUM(b.Returns) FROM members.MemberFacts b WHERE b.MemberId IN @Ids),
                   SpentMinor = (SELECT SUM(b.SpentMinor) FROM members.MemberFacts b WHERE b.MemberId IN @Ids), GrowthMilli = (SELECT SUM(b.GrowthMilli) FROM members.MemberFacts b WHERE b.MemberId IN @Ids),
                   FirstVisit = (SELECT MIN(b.FirstVisit) FROM members.MemberFacts b WHERE b.MemberId IN @Ids), LastVisit = (SELECT MAX(b.LastVisit) FROM members.MemberFacts b WHERE b.MemberId IN @Ids),
                   YearVisits = (SELECT SUM(b.YearVisits) FROM members.MemberFacts b WHERE b.MemberId IN @Ids),
                   YearSpentMinor = (SELECT SUM(b.YearSpentMinor) FROM members.MemberFacts b WHERE b.MemberId IN @Ids), Scored = 0
            WHERE  MemberId = @IntoId
            """, both, cancellationToken);
        await db.Execute("DELETE FROM members.MemberFacts WHERE MemberId = @FromId", both, cancellationToken);

        await db.Execute("""
            UPDATE members.MemberMonths
            SET    Visits = Visits + (SELECT o.Visits FROM members.MemberMonths o WHERE o.MemberId = @FromId AND o.Month = MemberMonths.Month),
                   SpentMinor = SpentMinor + (SELECT o.SpentMinor FROM members.MemberMonths o WHERE o.MemberId = @FromId AND o.Month = MemberMonths.Month),
                   GrowthMilli = GrowthMilli + (SELECT o.GrowthMilli FROM members.MemberMonths o WHERE o.MemberId = @FromId AND o.Month = MemberMonths.Month)
            WHERE  MemberId = @IntoId AND Month IN (SELECT o.Month FROM members.MemberMonths o WHERE o.MemberId = @FromId)
            """, both, cancellationToken);
        await db.Execute("""
            DELETE FROM members.MemberMonths WHERE MemberId = @FromId AND Month IN (SELECT o.Month FROM members.MemberMonths o WHERE o.MemberId = @IntoId)
            """, both, cancellationToken);
        await db.Execute("UPDATE members.MemberMonths SET MemberId = @IntoId WHERE MemberId = @FromId", both, cancellationToken);

        await db.Execute("""
            UPDATE members.MemberGoods
            SET    Times = Times + (SELECT o.Times FROM members.MemberGoods o WHERE o.MemberId = @FromId AND o.ProductId = MemberGoods.ProductId),
                   QuantityMilli = QuantityMilli + (SELECT o.QuantityMilli FROM members.MemberGoods o WHERE o.MemberId = @FromId AND o.ProductId = MemberGoods.ProductId),
                   SpentMinor = SpentMinor + (SELECT o.SpentMinor FROM members.MemberGoods o WHERE o.MemberId = @FromId AND o.ProductId = MemberGoods.ProductId),
                   LastBought = (SELECT MAX(b.LastBought) FROM members.MemberGoods b WHERE b.MemberId IN @Ids AND b.ProductId = MemberGoods.ProductId)
            WHERE  MemberId = @IntoId AND ProductId IN (SELECT o.ProductId FROM members.MemberGoods o WHERE o.MemberId = @FromId)
            """, both, cancellationToken);
        await db.Execute("""
            DELETE FROM members.MemberGoods WHERE MemberId = @FromId AND ProductId IN (SELECT o.ProductId FROM members.MemberGoods o WHERE o.MemberId = @IntoId)
            """, both, cancellationToken);
        await db.Execute("UPDATE members.MemberGoods SET MemberId = @IntoId WHERE MemberId = @FromId", both, cancellationToken);
        await db.Execute("UPDATE members.LevelChanges SET MemberId = @IntoId WHERE MemberId = @FromId", both, cancellationToken);
    }
}
