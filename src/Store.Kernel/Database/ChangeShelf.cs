using System.Collections.Concurrent;

namespace Store.Kernel.Database;

/// <summary>
/// What this host has read and made ready, by key, and at which count of changes. Whoever asks has read the count as it is now, so that a change on any host is seen at once;
/// what is taken from other modules may change without being counted, so after a minute it is read again all the same.
/// </summary>
public sealed class ChangeShelf<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TKey, Entry> entries = new();

    /// <summary>What was made ready at that count and is still fresh; null otherwise.</summary>
    public TValue? Find(TKey key, long changes, DateTime now) =>
        entries.TryGetValue(key, out var entry) && entry.Changes == changes && now >= entry.MadeAt && now - entry.MadeAt < FreshFor ? entry.Value : null;

    public void Put(TKey key, long changes, DateTime now, TValue value) => entries[key] = new Entry(changes, now, value);

    private sealed record Entry(long Changes, DateTime MadeAt, TValue Value);
}
