namespace Store.Catalog.Prices;

/// <summary>Wall-clock times, which come and go without a zone.</summary>
internal static class LocalTimes
{
    public static IRuleBuilderOptions<T, DateTime?> IsWallClockTime<T>(this IRuleBuilder<T, DateTime?> time) => time
        .Must(value => value is null || value.Value.Kind == DateTimeKind.Unspecified).WithMessage("'{PropertyName}' is the time on the store's wall: write it without a zone, as 2026-11-21T08:00:00.")
        .Must(value => value is null || value.Value.Year is >= 2000 and < 3000).WithMessage("'{PropertyName}' is out of range.");

    /// <summary>A time read from the database, without the mark of UTC.</summary>
    public static DateTime WithoutZone(this DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
}
