namespace Store.Tests.Devices;

/// <summary>Stands still until it is moved, or goes on by itself from then on.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    private long? _running;

    public void Advance(TimeSpan by) => _now += by;

    /// <summary>Time goes by again.</summary>
    public void Run() => _running ??= System.GetTimestamp();

    /// <summary>It stands still again.</summary>
    public void Stop() => (_now, _running) = (GetUtcNow(), null);

    public override DateTimeOffset GetUtcNow() => _running is { } since ? _now + System.GetElapsedTime(since) : _now;
}
