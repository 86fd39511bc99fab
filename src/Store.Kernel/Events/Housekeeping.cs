using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Store.Kernel.Database;
using Store.Kernel.Time;

namespace Store.Kernel.Events;

/// <summary>
/// Throws away what the kernel needs no more: events that have been dispatched and answers kept for retries, a week after. Small steps, so that no till waits; any
/// number of hosts may do it at once.
/// </summary>
public sealed class Housekeeping(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Housekeeping> log)
    : RecurringWork(Every, "Old events and answers could not be cleared", log)
{
    private const int RowsPerStep = 500;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Clears everything that is old enough; says how many rows went.</summary>
    public async Task<int> Clear(CancellationToken cancellationToken)
    {
        var (all, step) = (0, 0);
        do
        {
            step = await ClearSome(cancellationToken);
            all += step;
        }
        while (step > 0);
        return all;
    }

    protected override Task DoDue(CancellationToken cancellationToken) => Clear(cancellationToken);

    private async Task<int> ClearSome(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var old = new { Before = clock.UtcNow() - Kept, RowsPerStep };
        return await db.Transact(async () =>
        {
            var events = await db.Query<long>("""
                SELECT EventId
                FROM   kernel.OutboxMessages
                WHERE  State = 1 AND DueAt < @Before
                ORDER BY DueAt, EventId
                OFFSET 0 ROWS FETCH NEXT @RowsPerStep ROWS ONLY
                """, old, cancellationToken);
            if (events.Count > 0)
            {
                await db.Execute("DELETE FROM kernel.OutboxDeliveries WHERE EventId IN @events", new { events }, cancellationToken);
                await db.Execute("DELETE FROM kernel.OutboxMessages WHERE EventId IN @events", new { events }, cancellationToken);
            }

            return events.Count + await db.Execute("""
                DELETE FROM kernel.IdempotencyKeys
                WHERE  CreatedAt <= (SELECT MAX(k.CreatedAt) FROM (
                    SELECT CreatedAt FROM kernel.IdempotencyKeys WHERE CreatedAt < @Before ORDER BY CreatedAt OFFSET 0 ROWS FETCH NEXT @RowsPerStep ROWS ONLY) k)
                """, old, cancellationToken);
        }, cancellationToken);
    }
}
