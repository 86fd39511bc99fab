namespace Store.Kernel.Identifiers;

/// <summary>
/// Makes ids: 41 bits of milliseconds since 2025-01-01 UTC, 6 bits of node, 6 bits of counter. 53 bits in all, so that JavaScript keeps them exact;
/// time-ordered on one node, unique over all nodes that hold a lease. A burst runs ahead of the clock, never past the lease.
/// </summary>
public sealed class Ids(NodeLease lease, TimeProvider clock)
{
    internal const int Nodes = 64;

    private const int CounterBits = 6;
    private const int NodeBits = 6;

    private static readonly DateTimeOffset Epoch = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private long millisecond;
    private int counter;

    /// <exception cref="InvalidOperationException">This host has lost its node number; it must not make ids.</exception>
    public long Next()
    {
        var (node, from, until) = lease.Current;
        lock (gate)
        {
            var now = (clock.GetUtcNow() - Epoch).Ticks / TimeSpan.TicksPerMillisecond;
            var earliest = Math.Max(now, Milliseconds(from));
            if (earliest > millisecond)
                (millisecond, counter) = (earliest, 0);
            else if (++counter == 1 << CounterBits)
                (millisecond, counter) = (millisecond + 1, 0);

            if (millisecond >= Milliseconds(until))
                throw new InvalidOperationException("This host's node number has run out and was not renewed; the database cannot be reached.");
            return (millisecond << (NodeBits + CounterBits)) | ((long)node << CounterBits) | (long)counter;
        }
    }

    /// <summary>The least id that can have been made at a moment or later.</summary>
    public static long Since(DateTime utc) => Math.Max(0, Milliseconds(utc)) << (NodeBits + CounterBits);

    private static long Milliseconds(DateTime utc) => (utc - Epoch.UtcDateTime).Ticks / TimeSpan.TicksPerMillisecond;
}
