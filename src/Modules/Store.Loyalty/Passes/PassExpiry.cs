using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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
                step += await Scoped((services, db) => db.Transact(() => services.GetRequiredService<PassBook>().Lapse(pass, clock.UtcNow(), cancellationToken), cancellationToken));
            closed += step;
            if (step == 0)
                break;
        }

        return closed;
    }

    protected override Task DoDue(CancellationToken cancellationToken) => Sweep(cancellationToken);

    private Task<IReadOnlyList<PassLeft>> Due(Db db, CancellationToken cancellationToken) => db.Query<PassLeft>("""
        SELECT PassId, UsesLeft, ValueMinor, IssuerStoreId
        FROM   loyalty.Passes
        WHERE  ExpiresAt <= @Now AND UsesLeft > 0
        ORDER BY ExpiresAt, PassId
        OFFSET 0 ROWS FETCH NEXT @RowsPerSweep ROWS ONLY
        """, new { Now = clock.UtcNow(), RowsPerSweep }, cancellationToken);

    private async Task<T> Scoped<T>(Func<IServiceProvider, Db, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("passes");
        return await work(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<Db>());
    }
}
