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
}
