using Store.Contracts.Loyalty;

namespace Store.Loyalty.Points.Rules;

/// <summary>
/// What the program was on which day, and what its changes do to what is owed. Points carry no price of their own: members can claim what they pay now, so from the day on which another
/// rate holds the chain owes all of them at that rate, and the difference is posted on that day. The figure of a day that is over stays what it was.
/// </summary>
internal sealed class PointsHistory(Db db, Ids ids, Outbox outbox, IMediator mediator, TimeProvider clock)
{
    /// <summary>Keeps a change of the program, and posts what it makes the points of every store's books worth more or less.</summary>
    public async Task Change(PointsProgram old, PointsProgram now, CancellationToken cancellationToken)
    {
        var at = await PointsMoments.Here(mediator, clock.UtcNow(), cancellationToken);
        if (await db.Scalar<int>("SELECT COUNT(*) FROM loyalty.PointsProgramHistory", null, cancellationToken) == 0)
            await Keep(DateOnly.MinValue, old, cancellationToken);
        await Keep(at.BusinessDate, now, cancellationToken);
        if (old.PayRate == now.PayRate)
            return;
        foreach (var store in await db.Query<StorePoints>("SELECT StoreId, SUM(Points) AS Points FROM loyalty.PointsEntries GROUP BY StoreId ORDER BY StoreId", null, cancellationToken))
        {
            await outbox.Add(
                new PointsMoved(ids.Next(), store.StoreId, at.BusinessDate, at.OccurredAt, Points: 0) { Revalued = now.Worth(store.Points) - old.Worth(store.Points) }, cancellationToken);
        }
    }

    /// <summary>The program at the end of a day.</summary>
    public async Task<PointsProgram> On(DateOnly day, CancellationToken cancellationToken)
    {
        var definition = await db.Find<string>("""
            SELECT Definition FROM loyalty.PointsProgramHistory WHERE FromDate <= @day ORDER BY FromDate DESC, ChangeId DESC OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
            """, new { day }, cancellationToken);
        return definition is null ? (await mediator.Send(new GetPointsProgram.Query(), cancellationToken)).Program : PointsProgram.Read(definition);
    }

    private Task<int> Keep(DateOnly fromDate, PointsProgram program, CancellationToken cancellationToken) => db.Execute("""
        INSERT INTO loyalty.PointsProgramHistory (ChangeId, FromDate, Definition) VALUES (@ChangeId, @fromDate, @Definition)
        """, new { ChangeId = ids.Next(), fromDate, Definition = program.Write() }, cancellationToken);

    private sealed record StorePoints(long StoreId, long Points);
}
