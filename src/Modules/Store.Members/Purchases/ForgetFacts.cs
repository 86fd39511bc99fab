using Store.Contracts.Members;

namespace Store.Members.Purchases;

/// <summary>What a person has bought and how their level went: told to them when they ask, gone when they wish to be forgotten. The sales themselves stay in the books.</summary>
internal sealed class ForgetFacts(Db db) : INotificationHandler<MemberErased>, INotificationHandler<MemberDataAsked>
{
    public async Task Handle(MemberErased notification, CancellationToken cancellationToken)
    {
        await db.Execute("DELETE FROM members.MemberVisits WHERE MemberId IN @MemberIds", notification, cancellationToken);
        await db.Execute("DELETE FROM members.MemberFacts WHERE MemberId IN @MemberIds", notification, cancellationToken);
        await db.Execute("DELETE FROM members.MemberMonths WHERE MemberId IN @MemberIds", notification, cancellationToken);
        await db.Execute("DELETE FROM members.MemberGoods WHERE MemberId IN @MemberIds", notification, cancellationToken);
        await db.Execute("DELETE FROM members.LevelChanges WHERE MemberId IN @MemberIds", notification, cancellationToken);
    }

    public async Task Handle(MemberDataAsked notification, CancellationToken cancellationToken)
    {
        notification.Parts["purchases"] = await db.Query<Fact>("""
            SELECT Visits, Returns, SpentMinor, GrowthMilli, FirstVisit, LastVisit, RecencyScore, FrequencyScore, MoneyScore FROM members.MemberFacts WHERE MemberId IN @MemberIds
            """, notification, cancellationToken);
        notification.Parts["usualGoods"] = await db.Query<Goods>("""
            SELECT ProductId, Times, QuantityMilli, SpentMinor, LastBought FROM members.MemberGoods WHERE MemberId IN @MemberIds ORDER BY ProductId
            """, notification, cancellationToken);
        notification.Parts["levels"] = await db.Query<Change>("""
            SELECT FromLevelId, ToLevelId, Cause, ChangedAt FROM members.LevelChanges WHERE MemberId IN @MemberIds ORDER BY ChangeId
            """, notification, cancellationToken);
    }

    private sealed record Fact(int Visits, int Returns, Money Spent, Quantity Growth, DateOnly? FirstVisit, DateOnly? LastVisit, int RecencyScore, int FrequencyScore, int MoneyScore);

    private sealed record Goods(long ProductId, int Times, Quantity Quantity, Money Spent, DateOnly LastBought);

    private sealed record Change(long? FromLevelId, long? ToLevelId, string Cause, DateTime ChangedAt);
}
