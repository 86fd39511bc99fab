using System.Runtime.CompilerServices;
using Store.Devices.Registry;

namespace Store.Devices.Events;

/// <summary>What happened lately, for pages that look on and for those that come back after a break: 10,000 events of the last 24 hours.</summary>
internal sealed class EventLog
{
    private const int KeptAtMost = 10_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>What is for the holder of a claim alone is a scan: later it would end up on the next customer's ticket, or be a payment code that is worth something.</summary>
    private static readonly TimeSpan ScansKeptFor = TimeSpan.FromSeconds(10);

    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly Queue<Entry> kept = new();
    private readonly Bell news = new();
    private long last;

    public EventLog(TimeProvider clock)
    {
        this.clock = clock;

        // Numbers go on above those of the last run, so that a page which names the last one it saw gets what it missed.
        last = clock.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
    }

    /// <summary>Tells everyone who looks on, or only the client that holds a claim.</summary>
    /// <param name="deviceId">Where it happened.</param>
    /// <param name="kind"><c>statusUpdate</c>, <c>data</c>, <c>outputComplete</c>, <c>error</c> or <c>claim</c>.</param>
    /// <param name="name">What exactly.</param>
    /// <param name="detail">Facts.</param>
    /// <param name="onlyFor">The one client that may see it, as it named itself in its claim; null for all.</param>
    public void Publish(string deviceId, string kind, string name, IReadOnlyDictionary<string, object?>? detail = null, string? onlyFor = null)
    {
        lock (gate)
        {
            kept.Enqueue(new Entry(new DeviceEvent(++last, clock.UtcNow(), deviceId, kind, name, detail), onlyFor, clock.GetTimestamp()));
            while (kept.Count > KeptAtMost || clock.GetElapsedTime(kept.Peek().Stamp) > KeptFor)
                kept.Dequeue();
        }

        news.Ring();
    }

    /// <summary>What came after a number and is for this client, of one kind if it is named. A number from a clock that ran ahead counts as none.</summary>
    public IReadOnlyList<DeviceEvent> Since(long after, string? client, int limit, string? kind = null)
    {
        lock (gate)
        {
            var from = after > last ? 0 : after;
            return [.. kept.Where(entry => entry.Event.Seq > from && (kind is null || entry.Event.Event == kind) && (entry.OnlyFor is null || (entry.OnlyFor == client && clock.GetElapsedTime(entry.Stamp) < ScansKeptFor))).Take(limit).Select(entry => entry.Event)];
        }
    }

    /// <summary>The number of the newest event.</summary>
    public long Last
    {
        get
        {
            lock (gate)
                return last;
        }
    }

    /// <summary>Everything after a number, and then what happens, until the caller has enough. Null every so often when nothing happens.</summary>
    public async IAsyncEnumerable<DeviceEvent?> Follow(long after, string? client, TimeSpan heartbeat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = news.Next;
            var batch = Since(after, client, KeptAtMost);
            foreach (var happened in batch)
                yield return happened;
            after = batch.Count > 0 ? batch[^1].Seq : Math.Min(after, Last);
            if (batch.Count > 0)
                continue;
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var beat = Task.Delay(heartbeat, clock, quiet.Token);
            var first = await Task.WhenAny(next, beat);
            await quiet.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (first == beat)
                yield return null;
        }
    }

    private sealed record Entry(DeviceEvent Event, string? OnlyFor, long Stamp);
}
