using FsCheck.Fluent;
using Store.Tests.Checkout;
using Store.Tests.Inventory;

namespace Store.Tests.Members;

/// <summary>Growth value follows the goods: at the rate of the day of their sale, there and back.</summary>
public sealed class GrowthPropertyTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly decimal[] Rates = [1m, 0.333m, 7.777m, 0m, 2.5m];

    [Fact]
    public async Task A_return_takes_back_what_the_sale_had_earned_and_not_what_it_would_earn_today()
    {
        var till = await store.GivenTill();
        var tea = await till.Product(30m);
        var memberId = await store.GivenMember();
        await Rate(2m);
        var sale = await till.SellTo(memberId, tea, 3m, 30m);
        await store.DispatchEvents();
        await Rate(5m);

        (await till.Return(sale, [Till.Back(1, 1m)], [Till.Cash(30m)])).Ok();
        await store.DispatchEvents();
        Assert.Equal(120m, await Growth(memberId));

        var swapped = (await till.Sell([Till.Line(tea, 1m, 30m)], [], new { memberId, returns = new[] { new { originalSaleId = sale, lineNumber = 1, quantity = 1m } }, returnReason = "换货" })).Ok();
        await store.DispatchEvents();
        Assert.Equal(60m + 150m, await Growth(memberId));

        (await till.Return(swapped.GetProperty("saleId").GetInt64(), [Till.Back(1, 1m)], [Till.Cash(30m)])).Ok();
        await store.DispatchEvents();
        Assert.Equal(60m, await Growth(memberId));
    }

    /// <summary>Sales of odd amounts come back piece by piece while the rate changes, in events that are told one by one or together: nothing is left, and no month is wrong.</summary>
    [Fact]
    public async Task Whatever_the_steps_and_the_rates_a_sale_that_came_back_whole_has_earned_nothing()
    {
        var till = await store.GivenTill();
        foreach (var plan in Gen.Sample(Gen.ArrayOf(Gen.Choose(1, 9999).Zip(Gen.Choose(0, 99))), 8, 8))
        {
            var memberId = await store.GivenMember();
            var pieces = new List<(long SaleId, decimal Price)>();
            foreach (var (cents, dice) in plan)
            {
                await Rate(Rates[dice % Rates.Length]);
                var price = cents / 100m;
                var (product, count) = (await till.Product(price), 1 + (dice % 3));
                var saleId = await till.SellTo(memberId, product, count, price);
                pieces.AddRange(Enumerable.Repeat((saleId, price), count));
                await Come(till, memberId, pieces, dice);
            }

            while (pieces.Count > 0)
            {
                await Rate(Rates[pieces.Count % Rates.Length]);
                await Come(till, memberId, pieces, pieces.Count);
            }

            await store.DispatchEvents();
            var known = await store.Purchases(memberId);
            Assert.Equal((0m, 0m), (known.Amount("growth"), known.Amount("spent")));
            Assert.All(known.GetProperty("months").EnumerateArray(), month => Assert.Equal(0m, month.Amount("growth")));
        }

        Assert.Empty(await store.Breaks("Visits and spend of every member"));
    }

    /// <summary>One piece comes back, and sometimes its event is told at once.</summary>
    private async Task Come(Till till, long memberId, List<(long SaleId, decimal Price)> pieces, int dice)
    {
        var (saleId, price) = pieces[dice % pieces.Count];
        pieces.RemoveAt(dice % pieces.Count);
        (await till.Return(saleId, [Till.Back(1, 1m)], [Till.Cash(price)])).Ok();
        if (dice % 2 != 0)
            return;
        await store.DispatchEvents();
        Assert.True(await Growth(memberId) >= 0m);
    }

    private async Task<decimal> Growth(long memberId) => (await store.Purchases(memberId)).Amount("growth");

    private async Task Rate(decimal growthPerUnit)
    {
        var owner = store.Owner(0);
        var version = (await owner.Get("/api/members/levels/settings")).Ok().GetProperty("version").GetInt32();
        (await owner.Put("/api/members/levels/settings", new { growthPerUnit, reviewMonths = 0, nextReview = (string?)null, version })).Ok();
    }
}
