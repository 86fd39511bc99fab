namespace Store.Kernel.Time;

/// <summary>A store's own time: its zone, and the hour until which a night's sales belong to the day before.</summary>
/// <param name="Zone">The store's time zone.</param>
/// <param name="DayEnds">How long after midnight the business day ends; zero where it ends at midnight.</param>
public sealed record StoreTime(TimeZoneInfo Zone, TimeSpan DayEnds)
{
    /// <param name="zoneId">An IANA name such as <c>Asia/Shanghai</c>.</param>
    /// <param name="dayEndsMinutes">Minutes after midnight at which the business day ends.</param>
    public static StoreTime Of(string zoneId, int dayEndsMinutes) =>
        new(TimeZoneInfo.FindSystemTimeZoneById(zoneId), TimeSpan.FromMinutes(dayEndsMinutes));

    /// <summary>The wall clock in the store; what prices with a from and to are compared with.</summary>
    public DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    /// <summary>The day whose books a moment belongs to.</summary>
    public DateOnly BusinessDate(DateTime utc) => DateOnly.FromDateTime(Local(utc) - DayEnds);

    /// <summary>A wall-clock time of the store as UTC. A time that the clock change skips moves on to the first one that exists.</summary>
    public DateTime Utc(DateTime local)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (Zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(1);
        return TimeZoneInfo.ConvertTimeToUtc(wall, Zone);
    }
}
