namespace Store.Kernel.Events;

/// <summary>Something that has happened and that other modules may follow up. Lives in <c>Store.Contracts</c>; its JSON is kept, so it only grows.</summary>
public interface IEvent;

/// <summary>An event as it was stored.</summary>
/// <param name="EventId">Unique and time-ordered; what makes a follow-up idempotent.</param>
/// <param name="Event">What happened.</param>
public sealed record Recorded<TEvent>(long EventId, TEvent Event)
    where TEvent : IEvent;

/// <summary>
/// Follows up events of one kind. It is handed a batch in the order in which they were stored and runs in a transaction of its own, together with the mark that it
/// has dealt with them: all of the batch or nothing. When it fails, the batch is tried again one by one, so that one bad event does not stop the others.
/// </summary>
public interface IEventHandler<TEvent>
    where TEvent : IEvent
{
    Task Handle(IReadOnlyList<Recorded<TEvent>> events, CancellationToken cancellationToken);
}
