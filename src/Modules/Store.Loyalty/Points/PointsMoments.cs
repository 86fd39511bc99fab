using Store.Contracts.Chain;
using Store.Contracts.Members;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Points;

/// <summary>Now, as a store's books see it, for what people do to points by hand.</summary>
internal sealed class PointsMoments(IMediator mediator, TimeProvider clock)
{
    public const int ReasonLength = 200;

    private const int DaysThatClocksAreApart = 2;

    /// <summary>The least id of what can belong to a day or a later one: that was written after the day had begun somewhere. Ids are in the order of time, so that all before is not looked at.</summary>
    public static long FirstId(DateOnly day) => Ids.Since(DateOnly.FromDayNumber(Math.Max(0, day.DayNumber - DaysThatClocksAreApart)).ToDateTime(TimeOnly.MinValue));

    /// <summary>The account that is meant, of a merged file that of the one that goes on, and the moment. Refuses a member that there is not, or not any more.</summary>
    public async Task<(long MemberId, PointsMoment At)> For(long memberId, long storeId, string reason, CancellationToken cancellationToken)
    {
        var member = (await mediator.Send(new GetStanding(storeId, memberId, []), cancellationToken)).Required;
        var now = clock.UtcNow();
        var store = await mediator.Send(new GetStore(storeId), cancellationToken);
        return (member, new PointsMoment(storeId, store.Time().BusinessDate(now), now) { Reason = reason.Trim() });
    }

    /// <summary>Now, in the books of the store where a member last got points: what expires belongs there.</summary>
    public static async Task<PointsMoment> Last(Db db, IMediator mediator, long memberId, DateTime now, CancellationToken cancellationToken)
    {
        var storeId = await db.Find<long>("""
            SELECT StoreId FROM loyalty.PointsEntries WHERE MemberId = @memberId AND StoreId > 0 ORDER BY EntryId DESC OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
            """, new { memberId }, cancellationToken);
        var date = storeId == 0 ? DateOnly.FromDateTime(now) : (await mediator.Send(new GetStore(storeId), cancellationToken)).Time().BusinessDate(now);
        return new PointsMoment(storeId, date, now);
    }

    /// <summary>Now, as the books of the chain's first store see it; without a store under none.</summary>
    public static async Task<PointsMoment> Here(IMediator mediator, DateTime now, CancellationToken cancellationToken) =>
        await At(mediator, homeStoreId: 0, now, cancellationToken) ?? new PointsMoment(StoreId: 0, DateOnly.FromDateTime(now), now);

    /// <summary>Now in the books of a member's store or, where they have none, of the chain's first; null in a chain without stores.</summary>
    public static async Task<PointsMoment?> At(IMediator mediator, long homeStoreId, DateTime now, CancellationToken cancellationToken)
    {
        if (homeStoreId == 0)
        {
            var stores = await mediator.Send(new ListStoreIds(), cancellationToken);
            if (stores.Count == 0)
                return null;
            homeStoreId = stores[0];
        }

        return new PointsMoment(homeStoreId, (await mediator.Send(new GetStore(homeStoreId), cancellationToken)).Time().BusinessDate(now), now);
    }
}
