using Store.Contracts.Chain;
using Store.Contracts.Members;

namespace Store.Loyalty.Memberships;

/// <summary>
/// Paid memberships of a member whose file is merged or exported. Where both files have one that runs, the one of the higher level runs on, and of all others the days that are left
/// follow it: nothing that was paid for is lost, and no day is used twice. What is owed to someone who was forgotten runs off with the days.
/// </summary>
internal sealed class MembershipsFollowTheMember(Db db, MembershipBook book, IMediator mediator, TimeProvider clock) : INotificationHandler<MembersMerged>, INotificationHandler<MemberDataAsked>
{
    private const long WholeChain = 0;

    public async Task Handle(MembersMerged notification, CancellationToken cancellationToken)
    {
        if (await db.Find<long?>("SELECT MemberId FROM loyalty.MembershipAccounts WHERE MemberId = @FromId", notification, cancellationToken) is null)
            return;
        var at = new Moment(WholeChain, await Today(notification, cancellationToken), clock.UtcNow());
        var open = new List<Membership>();
        foreach (var memberId in new[] { notification.FromId, notification.IntoId }.Order())
            open.AddRange(await book.Take(memberId, at, cancellationToken));
        await db.Execute("UPDATE loyalty.Memberships SET MemberId = @IntoId WHERE MemberId = @FromId", notification, cancellationToken);
        await Queue(open, at, cancellationToken);
        await book.Close(notification.FromId, at, cancellationToken);
        await book.Close(notification.IntoId, at, cancellationToken);
    }

    private async Task Queue(List<Membership> open, Moment at, CancellationToken cancellationToken)
    {
        var running = open.Where(one => one.IsOn(at.Today)).ToList();
        if (running.Count < 2)
            return;
        var ranks = (await mediator.Send(new GetStandingNames(), cancellationToken)).Ranks;
        var first = running.OrderByDescending(one => ranks[one.LevelId]).ThenBy(one => one.ToDate).ThenBy(one => one.MembershipId).First();
        await book.Follow(open.Where(one => one != first).OrderBy(one => one.FromDate).ThenBy(one => one.MembershipId), first.ToDate.AddDays(1), at, cancellationToken);
    }

    /// <summary>The business day of the store that has sold the last of them.</summary>
    private async Task<DateOnly> Today(MembersMerged notification, CancellationToken cancellationToken)
    {
        var storeId = await db.Find<long?>("""
            SELECT StoreId FROM loyalty.Memberships WHERE MemberId IN (@FromId, @IntoId) ORDER BY MembershipId DESC OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
            """, notification, cancellationToken);
        return storeId is null ? DateOnly.FromDateTime(clock.UtcNow()) : (await mediator.Send(new GetStore(storeId.Value), cancellationToken)).Time().BusinessDate(clock.UtcNow());
    }

    public async Task Handle(MemberDataAsked notification, CancellationToken cancellationToken) => notification.Parts["memberships"] = await db.Query<Row>("""
        SELECT PlanName, FromDate, ToDate, PaidMinor, State, StoreId
        FROM   loyalty.Memberships
        WHERE  MemberId IN @MemberIds
        ORDER BY MembershipId
        """, new { notification.MemberIds }, cancellationToken);

    private sealed record Row(string PlanName, DateOnly FromDate, DateOnly ToDate, Money Paid, string State, long StoreId);
}
