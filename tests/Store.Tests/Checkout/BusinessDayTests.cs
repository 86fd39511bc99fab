using System.Globalization;
using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

public sealed class BusinessDayTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly string[] Zones = ["Asia/Shanghai", "Europe/London", "America/Los_Angeles", "America/New_York"];

    [Fact]
    public async Task A_night_belongs_to_the_day_before_until_the_business_day_ends()
    {
        // A store where it is night now, and whose business day ends in a minute.
        var (zone, now) = Zones.Select(zone => (zone, TimeZoneInfo.ConvertTime(store.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime))
            .First(one => one.DateTime.TimeOfDay > TimeSpan.FromMinutes(1) && one.DateTime.TimeOfDay < TimeSpan.FromHours(11.5));
        var storeId = await store.GivenStore(timeZone: zone, dayEndsMinutes: (int)now.TimeOfDay.TotalMinutes + 2);
        var till = await store.GivenTillIn(storeId, openingFloat: 0m);
        var product = await till.Product(1m);

        var late = (await till.Sell(product, 1, 1m, cash: 1m)).Ok().GetProperty("businessDate").GetString();
        (await till.Move("CashIn", 1m)).Ok();
        await store.Later(TimeSpan.FromMinutes(2));
        var early = (await till.Sell(product, 1, 1m, cash: 1m)).Ok().GetProperty("businessDate").GetString();
        (await till.Move("CashIn", 1m)).Ok();

        Assert.Equal((Day(now.AddDays(-1)), Day(now)), (late, early));
        Assert.Equal(1, (await till.Owner.Get($"{till.Root}/sales?date={late}")).Ok().GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await till.Owner.Get($"{till.Root}/summary?date={early}")).Ok().GetProperty("sales").GetInt32());
        Assert.Equal([DateOnly.FromDateTime(now).AddDays(-1), DateOnly.FromDateTime(now)], await store.Rows<DateOnly>(
            "SELECT BusinessDate FROM checkout.CashMovements WHERE ShiftId = @ShiftId ORDER BY MovementNumber", till));

        // The shift was opened once and takes both days' cash; its Z shows all of it.
        Assert.Equal(4m, (await till.CloseShift(4m)).Ok().Amount("expected"));
        Assert.Equal(2, (await till.Owner.Get($"{till.Root}/z-reports")).Ok().GetProperty("items")[0].GetProperty("sales").GetInt32());
    }

    private static string Day(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
