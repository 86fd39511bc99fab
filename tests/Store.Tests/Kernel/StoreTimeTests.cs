using System.Globalization;
using Store.Kernel.Time;

namespace Store.Tests.Kernel;

public sealed class StoreTimeTests
{
    [Theory]
    [InlineData("2026-11-21T15:59:59Z", 0, "2026-11-21")]
    [InlineData("2026-11-21T16:00:00Z", 0, "2026-11-22")]
    [InlineData("2026-11-21T18:59:59Z", 180, "2026-11-21")]
    [InlineData("2026-11-21T19:00:00Z", 180, "2026-11-22")]
    [InlineData("2026-11-21T05:00:00Z", 180, "2026-11-21")]
    public void A_sale_after_midnight_belongs_to_the_day_that_has_not_ended(string utc, int dayEndsMinutes, string day) =>
        Assert.Equal(day, StoreTime.Of("Asia/Shanghai", dayEndsMinutes).BusinessDate(Utc(utc)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Fact]
    public void The_wall_clock_of_a_store_goes_there_and_back()
    {
        var time = StoreTime.Of("America/New_York", 0);

        Assert.Equal(new DateTime(2026, 7, 1, 8, 0, 0, DateTimeKind.Unspecified), time.Local(Utc("2026-07-01T12:00:00Z")));
        Assert.Equal(Utc("2026-07-01T12:00:00Z"), time.Utc(new DateTime(2026, 7, 1, 8, 0, 0, DateTimeKind.Unspecified)));
    }

    [Fact]
    public void An_hour_that_the_clock_change_skips_moves_on_to_the_first_that_exists() =>
        Assert.Equal(Utc("2026-03-29T01:00:00Z"), StoreTime.Of("Europe/Berlin", 0).Utc(new DateTime(2026, 3, 29, 2, 30, 0, DateTimeKind.Unspecified)));

    [Fact]
    public void An_hour_that_comes_twice_is_one_of_the_two() =>
        Assert.Equal(Utc("2026-10-25T01:30:00Z"), StoreTime.Of("Europe/Berlin", 0).Utc(new DateTime(2026, 10, 25, 2, 30, 0, DateTimeKind.Unspecified)));

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime;
}
