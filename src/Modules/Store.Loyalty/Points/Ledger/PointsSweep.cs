using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Store.Loyalty.Points.Ledger;

/// <summary>Lets points vest and expire when they are due. One member at a time, so that no till waits; any number of hosts may do it at once: who comes second finds nothing due.</summary>
internal sealed class PointsSweep(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PointsSweep> log)
    : RecurringWork(Every, "Points that are due could not be settled", log)
{
    private const int RowsPerStep = 200;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>Settles everything that is due; says for how many members.</summary>
    public async Task<int> Sweep(CancellationToken cancellationToken)
    {
        var done = new HashSet<long>();
        for (var after = new DueRow(DateTime.UnixEpoch, 0, 0); await Due(after, cancellationToken) is { Count: > 0 } due; after = due[^1])
        {
            foreach (var memberId in due.Select(row => row.MemberId).Distinct().Except(done).ToList())
            {
                if (await Try(() => Settle(memberId, cancellationToken), cancellationToken))
                    done.Add(memberId);
            }
        }

        return done.Count;
    }

    protected override Task DoDue(CancellationToken cancellationToken) => Sweep(cancellationToken);

    /// <summary>What is due after a row; what could not be settled is behind it, and keeps nothing else waiting.</summary>
    private async Task<IReadOnlyList<DueRow>> Due(DueRow after, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Db>().Query<DueRow>("""
            SELECT DueAt, EntryId, MemberId
            FROM   loyalty.PointsEntries
            WHERE  DueAt <= @Now AND (DueAt > @DueAt OR (DueAt = @DueAt AND EntryId > @EntryId))
            ORDER BY DueAt, EntryId
            OFFSET 0 ROWS FETCH NEXT @RowsPerStep ROWS ONLY
            """, new { Now = clock.UtcNow(), after.DueAt, after.EntryId, RowsPerStep }, cancellationToken);
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
            var at = await PointsMoments.Last(services.GetRequiredService<Db>(), mediator, memberId, clock.UtcNow(), cancellationToken);
            if (account.Settle(at.OccurredAt, at) > 0)
                await outbox.Add(PointsBook.Moved(account.Entries[0].EntryId, at, scheme.Program, account.Entries), cancellationToken);
            await book.Save([account], cancellationToken);
            return account.Entries.Count;
        }, cancellationToken);
    }

    private sealed record DueRow(DateTime DueAt, long EntryId, long MemberId);
}
