using Store.Contracts.Checkout;

namespace Store.Checkout.Watch;

/// <summary>When a shift has been closed, its cashiers are scored; who stands out is put on the list of alerts, once.</summary>
internal sealed class RaiseWatchAlerts(Db db, Ids ids, TimeProvider clock) : IEventHandler<ShiftClosed>
{
    public async Task Handle(IReadOnlyList<Recorded<ShiftClosed>> events, CancellationToken cancellationToken)
    {
        var shifts = events.Select(one => one.Event).DistinctBy(shift => shift.ShiftId).ToDictionary(shift => shift.ShiftId);
        var high = WatchScore.Of(await WatchFacts.Read(db, [.. shifts.Keys], cancellationToken)).Where(score => score.Score >= WatchWeights.AlertAt).ToList();
        if (high.Count == 0)
            return;
        var there = (await db.Query<Raised>("""
            SELECT ShiftId, CashierId FROM checkout.WatchAlerts WHERE ShiftId IN @Shifts
            """, new { Shifts = high.Select(score => score.ShiftId).Distinct() }, cancellationToken)).ToHashSet();
        await db.Insert("""
            INSERT INTO checkout.WatchAlerts (AlertId, StoreId, ShiftId, CashierId, CashierName, BusinessDate, RaisedAt, Score, State)
            VALUES (@AlertId, @StoreId, @ShiftId, @CashierId, @CashierName, @BusinessDate, @RaisedAt, @Score, @State)
            """, high.Where(score => !there.Contains(new Raised(score.ShiftId, score.CashierId))).Select(score => new
        {
            AlertId = ids.Next(), shifts[score.ShiftId].StoreId, score.ShiftId, score.CashierId, score.CashierName, shifts[score.ShiftId].BusinessDate, RaisedAt = clock.UtcNow(), score.Score,
            State = ListWatchAlerts.Open,
        }).ToList(), cancellationToken);
    }

    private sealed record Raised(long ShiftId, long CashierId);
}
