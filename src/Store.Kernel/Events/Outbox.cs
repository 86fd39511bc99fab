using System.Text.Json;
using Store.Kernel.Database;
using Store.Kernel.Identifiers;
using Store.Kernel.Time;
using Store.Kernel.Values;

namespace Store.Kernel.Events;

/// <summary>Keeps events in the transaction of what caused them; the dispatcher hands them on after the commit, at least once.</summary>
public sealed class Outbox(Db db, Ids ids, TimeProvider clock, OutboxSignal signal)
{
    public Task Add<TEvent>(TEvent happened, CancellationToken cancellationToken)
        where TEvent : IEvent => Add([happened], cancellationToken);

    public async Task Add<TEvent>(IReadOnlyList<TEvent> happened, CancellationToken cancellationToken)
        where TEvent : IEvent
    {
        var now = clock.UtcNow();
        var rows = happened.Select(one => new
        {
            EventId = ids.Next(), Kind = EventKinds.NameOf(typeof(TEvent)), Payload = JsonSerializer.Serialize(one, ValueJson.Stored), OccurredAt = now, DueAt = now,
        }).ToList();
        await db.Insert("""
            INSERT INTO kernel.OutboxMessages (EventId, Kind, Payload, OccurredAt, DueAt, ClaimId, State, Attempts)
            VALUES (@EventId, @Kind, @Payload, @OccurredAt, @DueAt, 0, 0, 0)
            """, rows, cancellationToken);
        db.AfterCommit(signal.Wake);
    }
}

/// <summary>Tells the dispatcher of this host that there is something to do; other hosts notice on their next look.</summary>
public sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim waiting = new(0, 1);

    public void Wake()
    {
        try
        {
            waiting.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    public void Dispose() => waiting.Dispose();

    internal Task Wait(TimeSpan atMost, CancellationToken cancellationToken) => waiting.WaitAsync(atMost, cancellationToken);
}

/// <summary>The names under which events are stored: <c>Checkout.SaleCompleted</c>.</summary>
internal static class EventKinds
{
    public static string NameOf(Type type) => $"{type.Namespace![(type.Namespace!.LastIndexOf('.') + 1)..]}.{type.Name}";
}
