using Store.Devices.Events;

namespace Store.Devices.Drawers;

/// <summary>How often a drawer may be opened: once in two seconds; and whoever opens it without a sale twenty times in an hour is noticed.</summary>
internal sealed class DrawerPace(EventLog events, TimeProvider clock)
{
    private const int WithoutSaleAnHour = 20;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (long At, Guid Kick)> last = new(StringComparer.Ordinal);
    private readonly Queue<long> withoutSale = new();

    /// <summary>Counts an opening that is about to be.</summary>
    /// <exception cref="Conflict">It stands open.</exception>
    /// <exception cref="RuleBroken">It was opened just now, and not by the same kick that comes once more or at the same moment.</exception>
    public void Take(Drawer drawer, bool isOpen, Guid kick, bool isSale)
    {
        if (isOpen && !drawer.Settings.KickWhenOpen)
            throw new Conflict("drawer.already_open", "The drawer is open.");
        lock (gate)
        {
            var isKnown = last.TryGetValue(drawer.Id, out var before);
            if (isKnown && before.Kick == kick)
                return;
            if (isKnown && clock.GetElapsedTime(before.At) < Between)
                throw new RuleBroken("drawer.too_often", "The drawer was opened just now; wait two seconds.");
            var now = clock.GetTimestamp();
            last[drawer.Id] = (now, kick);
            if (isSale)
                return;
            withoutSale.Enqueue(now);
            while (clock.GetElapsedTime(withoutSale.Peek()) > Hour)
                withoutSale.Dequeue();
            if (withoutSale.Count > WithoutSaleAnHour)
                events.Publish(drawer.Id, "error", "TOO_MANY_WITHOUT_SALE", new Dictionary<string, object?> { ["count"] = withoutSale.Count });
        }
    }
}
