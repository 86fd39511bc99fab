using Store.Contracts.Members;

namespace Store.Loyalty.Memberships;

/// <summary>
/// Paid memberships of a member whose file is merged or exported. Those of a merged file become the other's with their days as they are, so that two may run at once. What is owed to
/// someone who was forgotten runs off with the days.
/// </summary>
internal sealed class MembershipsFollowTheMember(Db db, MembershipBook book, TimeProvider clock) : INotificationHandler<MembersMerged>, INotificationHandler<MemberDataAsked>
{
    private const int RowsAtMost = 10_000;
    private const long WholeChain = 0;

    public async Task Handle(MembersMerged notification, CancellationToken cancellationToken)
    {
        var at = new Moment(WholeChain, DateOnly.FromDateTime(clock.UtcNow()), clock.UtcNow());
        if (await db.Find<long?>("SELECT MemberId FROM loyalty.MembershipAccounts WHERE MemberId = @FromId", notification, cancellationToken) is null)
            return;
        foreach (var memberId in new[] { notification.FromId, notification.IntoId }.Order())
            await book.Take(memberId, at, cancellationToken);
        await db.Execute("UPDATE loyalty.Memberships SET MemberId = @IntoId WHERE MemberId = @FromId", notification, cancellationToken);
        await book.Close(notification.FromId, at, cancellationToken);
        await book.Close(notification.IntoId, at, cancellationToken);
    }

    public async Task Handle(MemberDataAsked notification, CancellationToken cancellationToken) => notification.Parts["memberships"] = await db.Query<Row>("""
        SELECT PlanName, FromDate, ToDate, PaidMinor, State, StoreId
        FROM   loyalty.Memberships
        WHERE  MemberId IN @MemberIds
        ORDER BY MembershipId
        OFFSET 0 ROWS FETCH NEXT @RowsAtMost ROWS ONLY
        """, new { notification.MemberIds, RowsAtMost }, cancellationToken);

    private sealed record Row(string PlanName, DateOnly FromDate, DateOnly ToDate, Money Paid, string State, long StoreId);
}
