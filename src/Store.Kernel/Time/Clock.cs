namespace Store.Kernel.Time;

/// <summary>The time as Store keeps it.</summary>
public static class Clock
{
    /// <summary>Now in UTC, to the millisecond like every stored time, so that an answer given again from the database is the same to the letter.</summary>
    public static DateTime UtcNow(this TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
