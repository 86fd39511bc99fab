using Store.Contracts.Devices;

namespace Store.Devices.Audit;

/// <summary>
/// Who was turned away. A page that tries again and again fills no disk: the same is noted once a minute, and of each kind only so many in a minute, whatever names they come under; how many were
/// left out stands with the next one.
/// </summary>
internal sealed class RefusalNotes(DeviceAudit audit, TimeProvider clock)
{
    private const int OfAKindAtMost = 20;
    private const int LongestName = 200;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Kind> kinds = new(StringComparer.Ordinal);

    /// <returns>Whether it was noted.</returns>
    public bool Note(NoteRefusal refusal)
    {
        var from = Cut(refusal.From);
        int leftOut;
        lock (gate)
        {
            if (!kinds.TryGetValue(refusal.Code, out var kind))
                kinds[refusal.Code] = kind = new Kind();
            foreach (var old in kind.Noted.Where(one => clock.GetElapsedTime(one.Value) >= Minute).Select(one => one.Key).ToList())
                kind.Noted.Remove(old);
            if (kind.Noted.ContainsKey(from) || kind.Noted.Count >= OfAKindAtMost)
            {
                kind.LeftOut++;
                return false;
            }

            kind.Noted[from] = clock.GetTimestamp();
            (leftOut, kind.LeftOut) = (kind.LeftOut, 0);
        }

        audit.Note("refused", from, new { refusal.Code, Path = Cut(refusal.Path), LeftOut = leftOut });
        return true;
    }

    private static string Cut(string text) => text.Length > LongestName ? text[..LongestName] : text;

    private sealed class Kind
    {
        public Dictionary<string, long> Noted { get; } = new(StringComparer.Ordinal);

        public int LeftOut { get; set; }
    }
}
