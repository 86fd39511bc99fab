using Store.Contracts.Members;

namespace Store.Loyalty.Points.Ledger;

/// <summary>Two files turn out to be one person's: points go over as they are, with an entry in both accounts, and what wait or expire goes on doing so.</summary>
internal sealed class MovePointsOfMerged(PointsBook book, Db db, IMediator mediator, TimeProvider clock) : INotificationHandler<MembersMerged>
{
    public async Task Handle(MembersMerged merged, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var at = new PointsMoment(StoreId: 0, DateOnly.FromDateTime(now), now);
        var opened = new Dictionary<long, PointsAccount>();
        foreach (var memberId in new[] { merged.FromId, merged.IntoId }.Order())
            opened[memberId] = (await book.Open(memberId, cancellationToken)).Account;
        var (from, into) = (opened[merged.FromId], opened[merged.IntoId]);
        var left = from.Lots.Where(lot => lot.Remaining > 0).GroupBy(lot => (VestsAt: lot.Vested ? null : lot.VestsAt, lot.ExpiresAt))
            .Select(lots => (lots.Key.VestsAt, lots.Key.ExpiresAt, Points: lots.Sum(lot => lot.Remaining))).ToList();
        var debt = Math.Max(0, -from.Balance);
        from.Close(PointsEntryKind.MergeOut, at with { OtherMemberId = merged.IntoId });
        foreach (var (vestsAt, expiresAt, points) in left)
            into.Come(PointsEntryKind.MergeIn, points, vestsAt, expiresAt, at with { OtherMemberId = merged.FromId });
        into.TakeBack(PointsEntryKind.MergeIn, debt, at with { OtherMemberId = merged.FromId });
        await book.Save([.. new[] { from, into }.Where(account => account.Entries.Count > 0)], cancellationToken);

        // So that goods which come back take from, and give to, the file that goes on. Found by the sales that moved the accounts, as no sale is to write its lines into an index for this.
        await db.Execute("""
            UPDATE loyalty.TicketLinePoints
            SET    MemberId = @IntoId
            WHERE  MemberId = @FromId AND SaleId IN (SELECT e.SaleId FROM loyalty.PointsEntries e WHERE e.MemberId IN @files AND e.SaleId IS NOT NULL)
            """, new { merged.FromId, merged.IntoId, files = await mediator.Send(new GetMemberFiles(merged.IntoId), cancellationToken) }, cancellationToken);
        await db.Execute("UPDATE loyalty.PointsActivities SET MemberId = @IntoId WHERE MemberId = @FromId", merged, cancellationToken);
    }
}

/// <summary>What is kept of a person's points.</summary>
internal sealed class TellPoints(Db db) : INotificationHandler<MemberDataAsked>
{
    public async Task Handle(MemberDataAsked asked, CancellationToken cancellationToken)
    {
        asked.Parts["points"] = await db.Query<Entry>("""
            SELECT MemberId, Kind, Points, BalanceAfter, OccurredAt, ExpiresAt, Reason FROM loyalty.PointsEntries WHERE MemberId IN @MemberIds ORDER BY EntryId
            """, new { asked.MemberIds }, cancellationToken);
        asked.Parts["pointsActivities"] = await db.Query<Activity>("""
            SELECT t.Name, a.Points, a.State, a.Note, a.StoreId, a.RecordedAt
            FROM   loyalty.PointsActivities a
            JOIN   loyalty.PointsActivityTypes t ON t.ActivityTypeId = a.ActivityTypeId
            WHERE  a.MemberId IN @MemberIds
            ORDER BY a.ActivityId
            """, new { asked.MemberIds }, cancellationToken);
    }

    private sealed record Entry(long MemberId, string Kind, long Points, long BalanceAfter, DateTime OccurredAt, DateTime? ExpiresAt, string Reason);

    private sealed record Activity(string Name, long Points, string State, string Note, long StoreId, DateTime RecordedAt);
}

/// <summary>A person is forgotten: their points are owed to nobody any more, and what people wrote about them goes. Amounts stay.</summary>
internal sealed class GiveUpPoints(PointsBook book, Db db, Outbox outbox, IMediator mediator, TimeProvider clock) : INotificationHandler<MemberErased>
{
    public async Task Handle(MemberErased erased, CancellationToken cancellationToken)
    {
        foreach (var memberId in erased.MemberIds)
            await GiveUp(memberId, cancellationToken);
        await db.Execute("UPDATE loyalty.PointsEntries SET Reason = '' WHERE MemberId IN @MemberIds OR OtherMemberId IN @MemberIds", new { erased.MemberIds }, cancellationToken);
        await db.Execute("UPDATE loyalty.PointsActivities SET Note = '' WHERE MemberId IN @MemberIds", new { erased.MemberIds }, cancellationToken);
    }

    private async Task GiveUp(long memberId, CancellationToken cancellationToken)
    {
        var (account, scheme) = await book.Open(memberId, cancellationToken);
        var at = await PointsMoments.Last(db, mediator, memberId, clock.UtcNow(), cancellationToken);
        account.Close(PointsEntryKind.Expired, at);
        if (account.Entries.Count == 0)
            return;
        await book.Save([account], cancellationToken);
        await outbox.Add(PointsBook.Moved(account.Entries[0].EntryId, at, scheme.Program, account.Entries), cancellationToken);
    }
}
