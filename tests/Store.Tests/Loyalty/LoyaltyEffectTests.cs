using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Time;
using Store.Loyalty.Points.Ledger;
using Store.Tests.Catalog;
using Store.Tests.Checkout;
using Store.Tests.Members;

namespace Store.Tests.Loyalty;

/// <summary>Whether loyalty pays: members beside passers-by, and what it costs.</summary>
public sealed class LoyaltyEffectTests(StoreApp store) : IClassFixture<StoreApp>
{
    private DateOnly Today => DateOnly.FromDateTime(store.Clock.UtcNow().AddHours(8));

    [Fact]
    public async Task Members_stand_beside_passers_by_with_what_they_had_for_it()
    {
        await store.GivenProgram(lifetimeDays: 10);
        var till = await store.GivenTill();
        var (faithful, saver, once) = (await store.GivenMember(), await store.GivenMember(), await store.GivenMember());
        var (goods, small, topUp) = (await till.Product(100m), await till.Product(10m), await till.ValueProduct(100m, "TopUp"));
        var (first, day) = (await Sell(faithful, 200m, Till.Cash(200m)), Today);
        await Sell(faithful, 100m, Till.Paid("Points", 1m), Till.Cash(99m));
        await store.GivenTopUpRule(till.StoreId, 100m, 20m);
        (await till.Sell([Till.Line(topUp, 1, 100m)], [Till.Cash(100m)], new { memberId = saver })).Ok();
        await Sell(saver, 120m, Till.Paid("StoredValue", 120m));
        await Sell(once, 40m, Till.Cash(40m));
        var back = await Sell(null, 30m, Till.Cash(30m));
        await Sell(null, 50m, Till.Cash(50m));
        (await till.Return(first, [Till.Back(1, 10)], [Till.Cash(100m)])).Ok();
        (await till.Return(back, [Till.Back(1, 3)], [Till.Cash(30m)])).Ok();
        var kind = await store.GivenCoupon(till.StoreId);
        (await till.SellWith([Till.Line(goods, 1, 100m)], [await kind.CodeOf(saver)], 90m, saver)).Ok();
        (await till.SellWith([Till.Line(goods, 1, 100m)], [await kind.Code()], 90m)).Ok();

        var total = (await Effect(till, day, day)).GetProperty("total");
        Assert.Equal((5, 450m, 90m), Side(total, "members"));
        Assert.Equal((3, 140m, 46.67m), Side(total, "others"));
        Assert.Equal((76.27m, 3, 2, 66.67m), (total.Amount("memberPercent"), Count(total, "buyers"), Count(total, "boughtAgain"), total.Amount("againPercent")));
        Assert.Equal((100, 1m, 0, 0), (Count(total, "pointsUsed"), total.Amount("pointsPaid"), Count(total, "pointsForGifts"), Count(total, "pointsExpired")));
        Assert.Equal((20m, 10m, 31m, 6.89m), (total.Amount("bonus"), total.Amount("coupons"), total.Amount("cost"), total.Amount("costPercent")));
        var points = 200 - 100 + 99 + await store.Points(saver) + 40;
        Assert.Equal((points, points / 100m), (Count(total, "pointsGranted"), total.Amount("grantedWorth")));

        // What is left of the points runs out in other days, and in another month.
        var left = await store.Points(faithful) + await store.Points(saver) + await store.Points(once);
        await store.Later(TimeSpan.FromDays(45));
        await store.Services.GetRequiredService<PointsSweep>().Sweep(CancellationToken.None);
        Assert.Equal(0, await store.Points(saver));
        await Sell(once, 60m, Till.Cash(60m));
        var both = await Effect(till, day, Today);
        Assert.Equal((left, 6, 510m), (Count(both.GetProperty("total"), "pointsExpired"), Side(both.GetProperty("total"), "members").Tickets, Side(both.GetProperty("total"), "members").Spent));
        Assert.Equal((3, 3), (Count(both.GetProperty("total"), "buyers"), Count(both.GetProperty("total"), "boughtAgain")));
        var periods = both.GetProperty("periods").EnumerateArray().ToList();
        Assert.Equal((day, Today), (Day(periods[0], "from"), Day(periods[^1], "to")));
        Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal((1, Day(pair.First, "to").AddDays(1)), (Day(pair.Second, "from").Day, Day(pair.Second, "from"))));
        Assert.Equal([450m, .. Enumerable.Repeat(0m, periods.Count - 2), 60m], periods.ConvertAll(period => Side(period, "members").Spent));
        Assert.Equal([0, .. Enumerable.Repeat(0L, periods.Count - 2), left], periods.ConvertAll(period => Count(period, "pointsExpired")));
        Assert.Equal(1, Count(periods[^1], "buyers"));

        async Task<long> Sell(long? memberId, decimal total, params object[] payments) =>
            (await till.Sell([Till.Line(small, total / 10, 10m)], payments, new { memberId })).Ok().GetProperty("saleId").GetInt64();
    }

    [Fact]
    public async Task Gifts_and_points_paid_out_cost_as_well()
    {
        await store.GivenProgram();
        var (till, memberId) = (await store.GivenTill(), await store.GivenMember());
        var (goods, product) = (await till.Product(5000m), await till.Product(1m));
        (await till.Sell([Till.Line(goods, 1, 5000m)], [Till.Cash(5000m)], new { memberId })).Ok();
        var gift = (await till.Owner.Post("/api/loyalty/points/gifts", new { productId = product.ProductId, name = "雨伞", points = 45 })).Ok().GetProperty("giftId").GetInt64();
        var points = $"/api/loyalty/stores/{till.StoreId}/members/{memberId}/points";
        (await till.Owner.Post($"{points}/gifts", new { giftId = gift, pieces = 2 })).Ok();
        (await till.Owner.Post($"{points}/cash-outs", new { points = 2000, reason = "退会" })).Ok();

        var total = (await Effect(till, Today, Today)).GetProperty("total");
        Assert.Equal((90, 0.90m, 2000, 20m), (Count(total, "pointsForGifts"), total.Amount("giftsWorth"), Count(total, "pointsUsed"), total.Amount("pointsPaid")));
        Assert.Equal((20.90m, 0.42m), (total.Amount("cost"), total.Amount("costPercent")));
    }

    [Fact]
    public async Task What_a_level_takes_off_costs_and_a_merged_member_is_one_buyer()
    {
        var till = await store.GivenTill();
        var (member, other) = (await MemberGivens.GivenMember(store), await store.GivenMember());
        var levelId = await store.GivenLevel(61, new { discountPercent = 10m });
        (await store.Owner(0).Put($"/api/members/members/{member}/level", new { levelId, version = 1 })).Ok();
        var (plain, special, weighed) = (await till.Product(100m), await till.Product(80m), await till.Product(9.99m));
        await store.GivenMemberPrice(till, special, levelId, 70m);
        await store.GivenMemberPrice(till, weighed, levelId, 7.77m);
        // 10 off by the discount, 20 and 1.47 by prices; what the cashier changed is not the level's.
        var lines = new[]
        {
            Till.Line(plain, 1, 100m), Till.Line(special, 2, 70m), Till.Line(weighed, 0.662m, 7.77m), new { productId = special.ProductId, quantity = 1, unitPrice = 50m, priceReason = "旧款" },
        };
        var total = (await till.PriceOf(new { lines, memberId = member })).Ok().Amount("total");
        Assert.Equal(90m + 140m + 5.14m + 50m, total);
        var saleId = (await till.Sell(lines, [Till.Cash(total)], new { memberId = member, total })).Ok().GetProperty("saleId").GetInt64();
        (await till.Sell([Till.Line(plain, 1, 100m)], [Till.Cash(100m)], new { memberId = other })).Ok();
        Assert.Equal((2, 0, 31.47m, 31.47m), await Seen(Today));

        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(90m)])).Ok();
        (await till.Return(saleId, [Till.Back(2, 1)], [Till.Cash(70m)])).Ok();
        await store.Merge(other, member);
        Assert.Equal((1, 1, 11.47m, 11.47m), await Seen(Today));
        Assert.Equal((1, 1, 11.47m, 11.47m), await Seen(Today.AddDays(-60)));

        // A set at 91.01 for 84, whatever its parts cost members; what comes back takes its share along: of 4.01 half, of 10.01 three quarters.
        var set = await till.Product(91.01m);
        (await store.Owner(0).Put($"/api/catalog/products/{set.ProductId}/kit", new
        {
            pricing = "AtKit", version = 1, parts = new[] { new { productId = special.ProductId, quantity = 1m }, new { productId = plain.ProductId, quantity = 2m } },
        })).Ok();
        await store.GivenMemberPrice(till, set, levelId, 84m);
        saleId = (await till.Sell([Till.Line(set, 2, 84m)], [Till.Cash(168m)], new { memberId = member, total = 168m })).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal(11.47m + 14.02m, (await Seen(Today)).Item3);
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(24m)])).Ok();
        (await till.Return(saleId, [Till.Back(2, 3)], [Till.Cash(90m)])).Ok();
        Assert.Equal(11.47m + 14.02m - 2.01m - 7.51m, (await Seen(Today)).Item3);

        async Task<(long, long, decimal, decimal)> Seen(DateOnly from)
        {
            var effect = await Effect(till, from, Today);
            var (all, last) = (effect.GetProperty("total"), effect.GetProperty("periods").EnumerateArray().Last());
            Assert.Equal(all.Amount("levels"), last.Amount("levels"));
            Assert.Equal(Count(all, "buyers"), Count(last, "buyers"));
            return (Count(all, "buyers"), Count(all, "boughtAgain"), all.Amount("levels"), all.Amount("cost"));
        }
    }

    [Fact]
    public async Task Who_works_in_one_store_sees_that_one_alone()
    {
        var (here, there) = (await store.GivenTill(), await store.GivenTill());
        var goods = await here.Product(100m);
        var (memberId, kind) = (await store.GivenMember(), await store.GivenCoupon(here.StoreId));
        (await here.SellWith([Till.Line(goods, 1, 100m)], [await kind.CodeOf(memberId)], 90m, memberId)).Ok();

        Assert.Equal((1, 90m, 10m), await Seen(here, ""));
        Assert.Equal((1, 90m, 10m), await Seen(here, $"&storeId={here.StoreId}"));
        Assert.Equal((0, 0m, 0m), await Seen(there, ""));
        Assert.Equal(403, (await Client(there).Get($"/api/loyalty/effect?storeId={here.StoreId}")).Status);
        Assert.Equal(403, (await store.SignedIn(here.StoreId, "loyalty.view").Get("/api/loyalty/effect")).Status);

        async Task<(long, decimal, decimal)> Seen(Till till, string more)
        {
            var total = (await Client(till).Get($"/api/loyalty/effect?to={Today:yyyy-MM-dd}{more}")).Ok().GetProperty("total");
            return (Side(total, "members").Tickets, Side(total, "members").Spent, total.Amount("coupons"));
        }
    }

    [Fact]
    public async Task Days_without_sales_have_nothing_and_no_rates_and_more_than_a_year_is_refused()
    {
        var till = await store.GivenTill();

        var result = await Effect(till, Today.AddDays(-30), Today);
        Assert.Equal(31, result.GetProperty("periods").GetArrayLength());
        var total = result.GetProperty("total");
        Assert.Equal((0, 0m, (decimal?)null), Side(total, "members"));
        Assert.All(new[] { "memberPercent", "againPercent", "costPercent" }, rate => Assert.Equal(JsonValueKind.Null, total.GetProperty(rate).ValueKind));
        Assert.Equal(0m, total.Amount("cost"));

        Assert.Equal(30, (await Client(till).Get("/api/loyalty/effect")).Ok().GetProperty("periods").GetArrayLength());
        Assert.InRange((await Effect(till, Today.AddDays(-365), Today)).GetProperty("periods").GetArrayLength(), 12, 13);
        foreach (var (from, to) in new[] { (Today.AddDays(-366), Today), (Today, Today.AddDays(-1)) })
            Assert.Equal(400, (await Client(till).Get($"/api/loyalty/effect?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}")).Status);
        Assert.Equal(200, (await Client(till).Get("/api/loyalty/effect?to=0001-01-01")).Status);
        Assert.Equal(200, (await store.Owner(0).Get("/api/loyalty/points/owed?on=0001-01-01")).Status);
        Assert.Equal(200, (await Client(till).Get("/api/loyalty/effect?to=9999-12-31&from=9999-01-01")).Status);
    }

    private async Task<JsonElement> Effect(Till till, DateOnly from, DateOnly to) => (await Client(till).Get($"/api/loyalty/effect?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}")).Ok();

    private StoreApp.Client Client(Till till) => store.SignedIn(till.StoreId, "loyalty.view-books");

    private static (long Tickets, decimal Spent, decimal? Average) Side(JsonElement period, string name)
    {
        var side = period.GetProperty(name);
        var average = side.GetProperty("average");
        return (Count(side, "tickets"), side.Amount("spent"), average.ValueKind == JsonValueKind.Null ? null : average.GetDecimal());
    }

    private static long Count(JsonElement period, string name) => period.GetProperty(name).GetInt64();

    private static DateOnly Day(JsonElement period, string name) => DateOnly.Parse(period.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
