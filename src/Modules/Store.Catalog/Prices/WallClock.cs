using Store.Contracts.Chain;

namespace Store.Catalog.Prices;

/// <summary>The time by which prices begin and end: that of the clock on the store's wall.</summary>
internal sealed class WallClock(IMediator mediator, TimeProvider clock)
{
    /// <param name="storeId">The store; for the whole chain, the time where it is earliest, so that what has begun there has begun in every store.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<DateTime> Now(long storeId, CancellationToken cancellationToken)
    {
        var utc = clock.GetUtcNow().UtcDateTime;
        if (storeId != PriceRow.WholeChain)
            return (await mediator.Send(new GetStore(storeId), cancellationToken)).Time().Local(utc);
        var zones = await mediator.Send(new ListTimeZones(), cancellationToken);
        return zones.Select(zone => StoreTime.Of(zone, dayEndsMinutes: 0).Local(utc)).DefaultIfEmpty(utc).Min();
    }

    /// <summary>The time where it is latest: what has not begun there has begun in no store.</summary>
    public async Task<DateTime> Latest(CancellationToken cancellationToken)
    {
        var utc = clock.GetUtcNow().UtcDateTime;
        var zones = await mediator.Send(new ListTimeZones(), cancellationToken);
        return zones.Select(zone => StoreTime.Of(zone, dayEndsMinutes: 0).Local(utc)).DefaultIfEmpty(utc).Max();
    }
}
