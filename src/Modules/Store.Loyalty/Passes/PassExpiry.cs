using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Store.Contracts.Chain;
using Store.Contracts.Loyalty;

namespace Store.Loyalty.Passes;

/// <summary>Closes passes whose time is over: what is left on them is owed to nobody any more. Any number of hosts may look: one statement takes the uses that are left, and one host gets it.</summary>
internal sealed class PassExpiry(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PassExpiry> log) : RecurringWork(LookEvery, "Expired passes could not be closed", log)
{
    private const int RowsPerSweep = 100;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(10);

    /// <summary>Closes all that have expired; says how many that were.</summary>
    public async Task<int> Sweep(CancellationToken cancellationToken)
    {
        var closed = 0;
        while (await Scoped((_, db) => Due(db, cancellationToken)) is { Count: > 0 } due)
        {
            var step = 0;
            foreach (var pass in due)
                step += await Scoped((services, db) => db.Transact(() => Close(services, db, pass, cancellationToken), cancellationToken));
            closed += step;
            if (step == 0)
                break;
        }

        return closed;
    }

    protected override Task DoDue(CancellationToken cancellationToken) => Sweep(cancellationToken);

    private Task<IReadOnlyList<Pass>> Due(Db db, CancellationToken cancellationToken) => db.Query<Pass>("""
        SELECT PassId, UsesLeft, ValueMinor, IssuerStoreId
        FROM   loyalty.Passes
        WHERE  ExpiresAt <= @Now AND UsesLeft > 0
        ORDER BY ExpiresAt, PassId
        OFFSET 0 ROWS FETCH NEXT @RowsPerSweep ROWS ONLY
        """, new { Now = clock.UtcNow(), RowsPerSweep }, cancellationToken);

    private async Task<int> Close(IServiceProvider services, Db db, Pass pass, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var closed = await db.Execute("""
            UPDATE loyalty.Passes SET UsesLeft = 0, ValueMinor = 0 WHERE PassId = @PassId AND UsesLeft = @UsesLeft AND ValueMinor = @Value AND ExpiresAt <= @now
            """, new { pass.PassId, pass.UsesLeft, pass.Value, now }, cancellationToken);
        if (closed == 0)
            return 0;
        var store = await services.GetRequiredService<IMediator>().Send(new GetStore(pass.IssuerStoreId), cancellationToken);
        var entry = new PassEntry(
            services.GetRequiredService<Ids>().Next(), pass.PassId, pass.IssuerStoreId, pass.IssuerStoreId, PassEntryKinds.Expired, -pass.UsesLeft, -pass.Value, null,
            services.GetRequiredService<Caller>().Name, store.Time().BusinessDate(now), now);
        await services.GetRequiredService<PassBook>().Enter(entry, cancellationToken);
        await services.GetRequiredService<Outbox>().Add(new PassUsed(entry.EntryId, entry.StoreId, entry.BusinessDate, entry.OccurredAt, pass.Value), cancellationToken);
        return 1;
    }

    private async Task<T> Scoped<T>(Func<IServiceProvider, Db, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("passes");
        return await work(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<Db>());
    }

    private sealed record Pass(long PassId, int UsesLeft, Money Value, long IssuerStoreId);
}
