using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Store.Contracts.Chain;

namespace Store.Loyalty.Points.Ledger;

/// <summary>Lets points vest and expire when they are due. One member at a time, so that no till waits; any number of hosts may do it at once: who comes second finds nothing due.</summary>
internal sealed class PointsSweep(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PointsSweep> log)
    : RecurringWork(Every, "Points that are due could not be settled", log)
{
    private const int MembersPerStep = 200;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>Settles everything that is due; says for how many members.</summary>
    public async Task<int> Sweep(CancellationToken cancellationToken)
    {
        var all = 0;
        while (true)
        {
            var due = await Due(cancellationToken);
            foreach (var memberId in due)
                await Settle(memberId, cancellationToken);
            all += due.Count;
            if (due.Count == 0)
                return all;
        }
    }

    protected override Task DoDue(CancellationToken cancellationToken) => Sweep(cancellationToken);

    private async Task<IReadOnlyList<long>> Due(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var due = await scope.ServiceProvider.GetRequiredService<Db>().Query<long>("""
            SELECT MemberId FROM loyalty.PointsEntries WHERE DueAt <= @Now ORDER BY DueAt, EntryId OFFSET 0 ROWS FETCH NEXT @MembersPerStep ROWS ONLY
            """, new { Now = clock.UtcNow(), MembersPerStep }, cancellationToken);
        return [.. due.Distinct()];
    }

    private async Task Settle(long memberId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<Caller>().BecomeSystem("points");
        var (book, outbox, mediator) = (services.GetRequiredService<PointsBook>(), services.GetRequiredService<Outbox>(), services.GetRequiredService<IMediator>());
        await services.GetRequiredService<Db>().Transact(async () =>
        {
            var (account, scheme) = await book.Open(memberId, cancellationToken);
            var at = await Moment(services.GetRequiredService<Db>(), mediator, memberId, cancellationToken);
            if (account.Settle(at.OccurredAt, at) > 0)
                await outbox.Add(PointsBook.Moved(account.Entries[0].EntryId, at, scheme.Program, account.Entries), cancellationToken);
            await book.Save([account], cancellationToken);
            return account.Entries.Count;
        }, cancellationToken);
    }

    /// <summary>What expires belongs to the books of the store where the member last got points.</summary>
    private async Task<PointsMoment> Moment(Db db, IMediator mediator, long memberId, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var storeId = await db.Find<long>("""
            SELECT StoreId FROM loyalty.PointsEntries WHERE MemberId = @memberId AND StoreId > 0 ORDER BY EntryId DESC OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
            """, new { memberId }, cancellationToken);
        var date = storeId == 0 ? DateOnly.FromDateTime(now) : (await mediator.Send(new GetStore(storeId), cancellationToken)).Time().BusinessDate(now);
        return new PointsMoment(storeId, date, now);
    }
}
