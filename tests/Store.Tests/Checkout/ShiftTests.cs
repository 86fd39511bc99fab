namespace Store.Tests.Checkout;

public sealed class ShiftTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_register_has_one_open_shift_however_many_open_it_at_once()
    {
        var till = await store.GivenTill();
        await till.CloseShift(100m);

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            till.Owner.Post($"{till.Root}/shifts", new { registerId = till.RegisterId, @float = 50m })));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "shift.already_open"), (reply.Status, reply.Code)));
    }

    [Fact]
    public async Task Closing_compares_the_counted_cash_with_float_sales_and_refunds()
    {
        var till = await store.GivenTill(openingFloat: 200m);
        var product = await till.Product(10m);
        var saleId = (await till.Sell(product, 3, 10m, cash: 50m)).Ok().GetProperty("saleId").GetInt64();
        await till.Sell([Till.Line(product, 1, 10m)], [Till.Paid("Card", 10m)]);
        await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(10m)]);

        var closed = (await till.CloseShift(counted: 219.50m)).Ok();

        Assert.Equal((220m, 219.50m, -0.50m), (closed.Amount("expected"), closed.Amount("counted"), closed.Amount("overShort")));
        var shift = (await till.Owner.Get($"{till.Root}/shifts/{till.ShiftId}")).Ok();
        Assert.Equal(("Closed", 2, 1), (shift.GetProperty("state").GetString(), shift.GetProperty("sales").GetInt32(), shift.GetProperty("returns").GetInt32()));
    }

    [Fact]
    public async Task A_shift_is_closed_once()
    {
        var till = await store.GivenTill();

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => till.CloseShift(100m)));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "shift.closed"), (reply.Status, reply.Code)));
    }

    [Fact]
    public async Task Sales_that_race_with_the_close_are_in_the_sum_or_refused()
    {
        var till = await store.GivenTill(openingFloat: 0m);
        var product = await till.Product(1m);

        var selling = Enumerable.Range(0, 20).Select(_ => till.Sell(product, 1, 1m, cash: 1m)).ToList();
        var expected = (await till.CloseShift(0m)).Ok().Amount("expected");
        var sold = (await Task.WhenAll(selling)).Count(reply => reply.Status == 200);

        Assert.Equal(sold, expected);
    }

    [Fact]
    public async Task The_business_day_of_a_store_that_closes_late_is_the_day_before()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var local = TimeZoneInfo.ConvertTime(store.Clock.GetUtcNow(), zone);
        var storeId = await store.GivenStore(dayEndsMinutes: (int)Math.Min(720, local.TimeOfDay.TotalMinutes + 1));
        var till = await store.GivenTillIn(storeId);

        var businessDate = (await till.Owner.Get($"{till.Root}/shifts/{till.ShiftId}")).Ok().GetProperty("businessDate").GetString();

        var expected = DateOnly.FromDateTime(local.DateTime).AddDays(local.TimeOfDay.TotalMinutes < 719 ? -1 : 0);
        Assert.Equal(expected.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), businessDate);
    }
}
