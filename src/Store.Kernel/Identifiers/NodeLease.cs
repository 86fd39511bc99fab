using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Store.Kernel.Database;
using Store.Kernel.Time;

namespace Store.Kernel.Identifiers;

/// <summary>
/// This host's node number, leased from the database so that no two hosts make the same id. Whoever takes a number over starts
/// where the last holder's lease ended, which is past every id the last holder can have made.
/// </summary>
public sealed class NodeLease(IServiceScopeFactory scopes, TimeProvider clock, ILogger<NodeLease> log) : BackgroundService
{
    private static readonly TimeSpan Term = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);

    private readonly string holder = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private (int Node, DateTime From, DateTime Until)? current;

    /// <summary>The number, and the time span for which ids may be made with it, UTC.</summary>
    public (int Node, DateTime From, DateTime Until) Current =>
        current ?? throw new InvalidOperationException("The host has no node number yet; it takes one when it starts.");

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Take(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Takes a free node number; waits for one when all are in use.</summary>
    public async Task Take(CancellationToken cancellationToken)
    {
        while (!await TryTake(cancellationToken))
        {
            log.LogWarning("All {Nodes} node numbers are in use; waiting for one.", Ids.Nodes);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RenewEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Renew(stoppingToken);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                log.LogError(failed, "The node number could not be renewed; it is good until {Until:O}.", Current.Until);
            }
        }
    }

    private Task<bool> TryTake(CancellationToken cancellationToken) => Transact(async db =>
    {
        var now = clock.UtcNow();
        var free = await db.Query<Row>("""
            SELECT NodeId, LeasedUntil
            FROM   kernel.NodeLeases
            WHERE  LeasedUntil <= @now
            ORDER BY LeasedUntil
            OFFSET 0 ROWS FETCH NEXT 8 ROWS ONLY
            """, new { now }, cancellationToken);
        foreach (var row in free)
        {
            // With the old end in the WHERE, of two hosts that want the same number one goes on to the next.
            var taken = await db.Execute("""
                UPDATE kernel.NodeLeases
                SET    Holder = @holder, LeasedUntil = @until
                WHERE  NodeId = @NodeId AND LeasedUntil = @LeasedUntil
                """, new { holder, until = now + Term, row.NodeId, row.LeasedUntil }, cancellationToken);
            if (taken == 1)
            {
                current = (row.NodeId, row.LeasedUntil, now + Term);
                return true;
            }
        }

        return false;
    }, cancellationToken);

    private Task<bool> Renew(CancellationToken cancellationToken) => Transact(async db =>
    {
        var until = clock.UtcNow() + Term;
        var (node, from, _) = Current;
        var renewed = await db.Execute(
            "UPDATE kernel.NodeLeases SET LeasedUntil = @until WHERE NodeId = @node AND Holder = @holder",
            new { until, node, holder }, cancellationToken);
        if (renewed == 1)
            db.AfterCommit(() => current = (node, from, until));
        else
            throw new InvalidOperationException($"Node number {node} has been taken by another host.");
        return true;
    }, cancellationToken);

    private async Task<bool> Transact(Func<Db, Task<bool>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        return await db.Transact(() => work(db), cancellationToken);
    }

    private sealed record Row(int NodeId, DateTime LeasedUntil);
}
