using System.Text.Json;
using Store.Kernel.Database;
using Store.Kernel.Identifiers;
using Store.Kernel.Time;
using Store.Kernel.Values;

namespace Store.Kernel.Events;

/// <summary>Keeps events in the transaction of what caused them, all in one statement; the dispatcher hands them on after the commit, at least once.</summary>
public sealed class Outbox(Db db, Ids ids, TimeProvider clock, OutboxSignal signal)
{
    public Task Add<TEvent>(TEvent happened, CancellationToken cancellationToken)
        where TEvent : IEvent => Add([happened], cancellationToken);

    public Task Add<TEvent>(IReadOnlyList<TEvent> happened, CancellationToken cancellationToken)
        where TEvent : IEvent
    {
        var now = clock.UtcNow();
        db.InsertLast("""
            INSERT INTO kernel.OutboxMessages (EventId, Kind, Payload, OccurredAt, DueAt, ClaimId, State, Attempts)
            VALUES (@EventId, @Kind, @Payload, @OccurredAt, @OccurredAt, 0, 0, 0)
            """, [.. happened.Select(one => new Row(ids.Next(), EventKinds.NameOf(typeof(TEvent)), JsonSerializer.Serialize(one, ValueJson.Stored), now))], cancellationToken);
        db.AfterCommit(signal.Wake);
        return Task.CompletedTask;
    }

    private sealed record Row(long EventId, string Kind, string Payload, DateTime OccurredAt);
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
