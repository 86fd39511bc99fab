using Store.Contracts.Chain;
using Store.Contracts.Members;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Points;

/// <summary>Now, as a store's books see it, for what people do to points by hand.</summary>
internal sealed class PointsMoments(IMediator mediator, TimeProvider clock)
{
    public const int ReasonLength = 200;

    /// <summary>Refuses a member that there is not.</summary>
    public async Task<PointsMoment> For(long memberId, long storeId, string reason, CancellationToken cancellationToken)
    {
        await mediator.Send(new GetStanding(storeId, memberId, []), cancellationToken);
        var now = clock.UtcNow();
        var store = await mediator.Send(new GetStore(storeId), cancellationToken);
        return new PointsMoment(storeId, store.Time().BusinessDate(now), now) { Reason = reason.Trim() };
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
