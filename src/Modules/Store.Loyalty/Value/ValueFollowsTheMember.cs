using Store.Contracts.Loyalty;
using Store.Contracts.Members;

namespace Store.Loyalty.Value;

/// <summary>
/// Stored value and passes of a member whose file is merged, exported or erased. A merged file's entries become the other's: amounts and dates stay, and a later refund finds its
/// owner. Who wishes to be forgotten gives up what they have.
/// </summary>
internal sealed class ValueFollowsTheMember(Db db, ValueBook book, Outbox outbox, IMediator mediator, TimeProvider clock)
    : INotificationHandler<MembersMerged>, INotificationHandler<MemberErased>, INotificationHandler<MemberDataAsked>
{
    public async Task Handle(MembersMerged notification, CancellationToken cancellationToken)
    {
        var both = new { notification.FromId, notification.IntoId };
        await MoveBalance(notification, cancellationToken);
        await db.Execute("UPDATE loyalty.ValueEntries SET MemberId = @IntoId WHERE MemberId = @FromId", both, cancellationToken);
        await db.Execute("UPDATE loyalty.TopUps SET MemberId = @IntoId WHERE MemberId = @FromId", both, cancellationToken);
        await db.Execute("UPDATE loyalty.Passes SET MemberId = @IntoId WHERE MemberId = @FromId", both, cancellationToken);
        await db.Execute("""
            UPDATE loyalty.ValuePins SET MemberId = @IntoId WHERE MemberId = @FromId AND NOT EXISTS (SELECT 1 FROM loyalty.ValuePins WHERE MemberId = @IntoId)
            """, both, cancellationToken);
        await db.Execute("DELETE FROM loyalty.ValuePins WHERE MemberId = @FromId", both, cancellationToken);
    }

    public async Task Handle(MemberErased notification, CancellationToken cancellationToken)
    {
        await db.Execute("DELETE FROM loyalty.ValuePins WHERE MemberId IN @MemberIds", notification, cancellationToken);
        await db.Execute("UPDATE loyalty.ValueEntries SET Reason = NULL WHERE MemberId IN @MemberIds AND Reason IS NOT NULL", notification, cancellationToken);
        await db.Execute("UPDATE loyalty.TopUps SET NextDueAt = NULL, InstalmentsLeft = 0, BonusLeftMinor = 0, PointsLeft = 0, UsesLeft = 0 WHERE MemberId IN @MemberIds", notification, cancellationToken);
        foreach (var memberId in notification.MemberIds)
            await GiveUp(memberId, cancellationToken);
    }

    public async Task Handle(MemberDataAsked notification, CancellationToken cancellationToken)
    {
        var members = new { notification.MemberIds };
        notification.Parts["storedValue"] = await db.Query<BalanceRow>("""
            SELECT PrincipalMinor, BonusMinor FROM loyalty.ValueBalances WHERE MemberId IN @MemberIds ORDER BY MemberId
            """, members, cancellationToken);
        notification.Parts["storedValueEntries"] = await db.Query<EntryRow>("""
            SELECT Kind, PrincipalMinor, BonusMinor, StoreId, SaleId, OccurredAt, Reason
            FROM   loyalty.ValueEntries
            WHERE  MemberId IN @MemberIds
            ORDER BY EntryId
            """, members, cancellationToken);
        notification.Parts["passes"] = await db.Query<PassRow>("""
            SELECT PassId, Name, Uses, UsesLeft, BoughtAt, ExpiresAt FROM loyalty.Passes WHERE MemberId IN @MemberIds ORDER BY PassId
            """, members, cancellationToken);
        notification.Parts["passEntries"] = await db.Query<PassEntryRow>("""
            SELECT e.PassId, e.Kind, e.Uses, e.StoreId, e.OccurredAt
            FROM   loyalty.Passes p
            JOIN   loyalty.PassEntries e ON e.PassId = p.PassId
            WHERE  p.MemberId IN @MemberIds
            ORDER BY e.EntryId
            """, members, cancellationToken);
        notification.Parts["topUps"] = await db.Query<TopUpRow>("""
            SELECT SaleId, StoreId, PaidMinor, ReturnedMinor, BonusGivenMinor, BonusTakenMinor, BonusLeftMinor, BonusPoints, NextDueAt FROM loyalty.TopUps WHERE MemberId IN @MemberIds ORDER BY TopUpId
            """, members, cancellationToken);
    }

    /// <summary>What had been paid for is owed to nobody any more, in the books of the stores that had sold it.</summary>
    private async Task GiveUp(long memberId, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        if (await book.Read(memberId, cancellationToken) is null)
            return;
        var entries = await book.End(memberId, paying: null, issuer => StoreMoment.Of(mediator, issuer, now, cancellationToken), _ => { }, cancellationToken);
        foreach (var entry in entries.Where(entry => entry.Principal != Money.Zero))
            await outbox.Add(new ValueEnded(entry.EntryId, entry.StoreId, entry.BusinessDate, entry.OccurredAt, PaidOut: Money.Zero, -entry.Principal), cancellationToken);
    }

    private async Task MoveBalance(MembersMerged merged, CancellationToken cancellationToken)
    {
        var both = new { merged.FromId, merged.IntoId };
        await db.Execute("""
            INSERT INTO loyalty.ValueBalances (MemberId, PrincipalMinor, BonusMinor, HeldMinor, HoldChecked, Version)
            SELECT @IntoId, 0, 0, 0, 0, 1
            FROM   loyalty.ValueBalances
            WHERE  MemberId = @FromId AND NOT EXISTS (SELECT 1 FROM loyalty.ValueBalances WHERE MemberId = @IntoId)
            """, both, cancellationToken);

        // The version is part of every other change, so that one that has read the balances before finds nothing to change.
        await db.Execute("UPDATE loyalty.ValueBalances SET Version = Version + 1, HoldId = NULL, HeldMinor = 0, HeldUntil = NULL WHERE MemberId IN (@FromId, @IntoId)", both, cancellationToken);
        await db.Execute("""
            UPDATE loyalty.ValueBalances
            SET    PrincipalMinor = PrincipalMinor + COALESCE((SELECT f.PrincipalMinor FROM loyalty.ValueBalances f WHERE f.MemberId = @FromId), 0),
                   BonusMinor = BonusMinor + COALESCE((SELECT f.BonusMinor FROM loyalty.ValueBalances f WHERE f.MemberId = @FromId), 0)
            WHERE  MemberId = @IntoId
            """, both, cancellationToken);
        await db.Execute("""
            UPDATE loyalty.ValueShares
            SET    PrincipalMinor = PrincipalMinor + COALESCE((SELECT f.PrincipalMinor FROM loyalty.ValueShares f WHERE f.MemberId = @FromId AND f.IssuerStoreId = ValueShares.IssuerStoreId), 0),
                   BonusMinor = BonusMinor + COALESCE((SELECT f.BonusMinor FROM loyalty.ValueShares f WHERE f.MemberId = @FromId AND f.IssuerStoreId = ValueShares.IssuerStoreId), 0)
            WHERE  MemberId = @IntoId
            """, both, cancellationToken);
        await db.Execute("""
            INSERT INTO loyalty.ValueShares (MemberId, IssuerStoreId, PrincipalMinor, BonusMinor)
            SELECT @IntoId, f.IssuerStoreId, f.PrincipalMinor, f.BonusMinor
            FROM   loyalty.ValueShares f
            WHERE  f.MemberId = @FromId AND f.IssuerStoreId NOT IN (SELECT i.IssuerStoreId FROM loyalty.ValueShares i WHERE i.MemberId = @IntoId)
            """, both, cancellationToken);
        await db.Execute("DELETE FROM loyalty.ValueShares WHERE MemberId = @FromId", both, cancellationToken);
        await db.Execute("DELETE FROM loyalty.ValueBalances WHERE MemberId = @FromId", both, cancellationToken);
    }

    private sealed record BalanceRow(Money Principal, Money Bonus);

    private sealed record EntryRow(string Kind, Money Principal, Money Bonus, long StoreId, long? SaleId, DateTime OccurredAt, string? Reason);

    private sealed record PassRow(long PassId, string Name, int Uses, int UsesLeft, DateTime BoughtAt, DateTime? ExpiresAt);

    private sealed record PassEntryRow(long PassId, string Kind, int Uses, long StoreId, DateTime OccurredAt);

    private sealed record TopUpRow(
        long SaleId, long StoreId, Money Paid, Money Returned, Money BonusGiven, Money BonusTaken, Money BonusLeft, long BonusPoints, DateTime? NextDueAt);
}
