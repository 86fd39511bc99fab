using FsCheck.Fluent;
using Store.Tests.Catalog;
using Store.Tests.Marketing;
using Store.Tests.Members;

namespace Store.Tests.Checkout;

/// <summary>What a member's level takes off: where, beside what else, and that it comes back with the goods to the cent.</summary>
public sealed class LevelDiscountTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Theory]
    [InlineData(10, 9.99, 1, 8.99)]
    [InlineData(10, 0.04, 1, 0.04)]
    [InlineData(12.5, 0.04, 1, 0.03)]
    [InlineData(33.33, 100.00, 3, 200.01)]
    [InlineData(100, 5.55, 2, 0)]
    [InlineData(0.01, 4999.99, 1, 4999.49)]
    public async Task The_percentage_comes_off_each_line_once_rounded(double percent, double price, int quantity, double total)
    {
        var till = await store.GivenTill();
        var goods = await till.Product((decimal)price);
        var (memberId, _, name) = await Member((decimal)percent);

        var priced = (await till.PriceOf(new { lines = new[] { Till.Line(goods, quantity, (decimal)price) }, memberId })).Ok();

        Assert.Equal((decimal)total, priced.Amount("total"));
        var off = priced.GetProperty("lines")[0].GetProperty("discounts").EnumerateArray().Select(one => (one.GetProperty("kind").GetString(), one.GetProperty("name").GetString()));
        Assert.Equal((decimal)price * quantity == (decimal)total ? [] : [("Level", name)], off);
        Assert.Equal((decimal)price * quantity, (await till.PriceOf(new { lines = new[] { Till.Line(goods, quantity, (decimal)price) } })).Ok().Amount("total"));
    }

    [Theory]
    [InlineData("Compound", 10, 0, 81)]
    [InlineData("Best", 20, 0, 80)]
    [InlineData("Best", 5, 0, 90)]
    [InlineData("Exclusive", 5, 0, 90)]
    [InlineData("Best", 5, 3, 95)]
    [InlineData("Compound", 5, 3, 85.5)]
    public async Task It_adds_up_with_what_adds_up_and_competes_with_the_rest(string stacking, int percentOff, int priority, double total)
    {
        var till = await store.GivenTill();
        var goods = await till.Product(100m);
        await store.GivenPromotion(till.StoreId, MarketingGivens.Promotion([till.StoreId], "Percent", new { percentOff = (decimal)percentOff }, stacking: stacking, priority: priority));
        var (memberId, _, _) = await Member(10m);

        Assert.Equal((decimal)total, (await till.PriceOf(new { lines = new[] { Till.Line(goods, 1, 100m) }, memberId })).Ok().Amount("total"));
    }

    [Fact]
    public async Task Goods_without_discount_sold_value_and_prices_of_their_own_are_left_out()
    {
        var till = await store.GivenTill();
        var (memberId, levelId, _) = await Member(10m);
        var (locked, changed, plain) = (await till.Special(10m, new { flags = new[] { "NoDiscount" } }), await till.Product(20m), await till.Product(40m));
        var special = await till.Product(80m);
        await store.GivenMemberPrice(till, special, levelId, 70m);
        var lines = new[]
        {
            Till.Line(locked, 1, 10m), new { productId = changed.ProductId, quantity = 1, unitPrice = 15m, priceReason = "旧款" }, Till.Line(plain, 1, 40m), Till.Line(special, 1, 70m),
        };

        var priced = (await till.PriceOf(new { lines, memberId })).Ok();

        Assert.Equal([10m, 15m, 36m, 70m], priced.GetProperty("lines").EnumerateArray().Select(line => line.Amount("amount")));
        var value = await till.Special(50m, new { flags = new[] { "Value" } });
        Assert.Equal(50m, (await till.PriceOf(new { lines = new[] { Till.Line(value, 1, 50m) }, memberId })).Ok().Amount("total"));
    }

    [Fact]
    public async Task The_receipt_names_the_level_and_what_comes_back_is_what_was_paid_whatever_the_level_says_by_then()
    {
        var till = await store.GivenTill();
        var goods = await till.Product(9.99m);
        var (memberId, levelId, name) = await Member(12.5m);
        var sold = (await till.Sell([Till.Line(goods, 3, 9.99m)], [Till.Cash(26.22m)], new { memberId, total = 26.22m })).Ok();
        var saleId = sold.GetProperty("saleId").GetInt64();
        (await store.Owner(0).Put($"/api/members/levels/{levelId}", new { name, rank = 50, version = 1, terms = new { discount = "旧说明", discountPercent = 50m } })).Ok();

        var receipt = (await till.Owner.Get($"{till.Root}/sales/{saleId}/receipt")).Ok().GetProperty("lines")[0].GetProperty("levelDiscount");
        Assert.Equal((name, 3.75m), (receipt.GetProperty("name").GetString(), receipt.Amount("amount")));
        Assert.Matches($"{name}\\s+-3.75", (await till.Owner.Get($"{till.Root}/sales/{saleId}/receipt.txt?language=en")).Text);
        foreach (var back in new[] { 8.74m, 8.74m, 8.74m })
            (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(back)])).Ok();
        Assert.Equal(15m, (await till.PriceOf(new { lines = new[] { Till.Line(await till.Product(30m), 1, 30m) }, memberId })).Ok().Amount("total"));
        Assert.Equal("旧说明", (await store.Owner(0).Get("/api/members/levels")).Ok().GetProperty("items").EnumerateArray().Single(level => level.GetProperty("levelId").GetInt64() == levelId)
            .GetProperty("terms").GetProperty("discount").GetString());
    }

    [Fact]
    public async Task What_is_kept_of_a_deal_is_priced_again_with_the_level_as_it_was()
    {
        var till = await store.GivenTill();
        var rules = (await till.Owner.Get($"{till.Root}/refund-rules")).Ok();
        (await till.Owner.Put($"{till.Root}/refund-rules", new { rules = rules.GetProperty("rules"), brokenDeals = "Reprice", version = rules.GetProperty("version").GetInt32() })).Ok();
        await store.GivenPromotion(till.StoreId, MarketingGivens.Promotion([till.StoreId], "SpendAndSave", new { tiers = new[] { new { spend = 100m, save = 30m } } }, stacking: "Compound"));
        var (coat, hat) = (await till.Product(60m), await till.Product(40m));
        var (memberId, levelId, name) = await Member(10m);
        var saleId = (await till.Sell([Till.Line(coat, 1, 60m), Till.Line(hat, 1, 40m)], [Till.Cash(63m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        (await store.Owner(0).Put($"/api/members/levels/{levelId}", new { name, rank = 50, version = 1, terms = new { discountPercent = 90m } })).Ok();

        // The coat alone would have cost 54; 63 was paid.
        (await till.Return(saleId, [Till.Back(2, 1)], [Till.Cash(9m)])).Ok();
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(54m)])).Ok();
    }

    [Fact]
    public async Task Whatever_is_bought_and_in_whatever_order_it_comes_back_all_ends_at_zero()
    {
        var till = await store.GivenTill(openingFloat: 100_000m);
        var prices = new[] { 0.01m, 0.99m, 3.33m, 17.77m };
        var goods = new List<GivenProduct>();
        foreach (var price in prices)
            goods.Add(await till.Product(price));
        foreach (var (percent, counts) in Gen.Sample(Gen.Choose(1, 10_000).Zip(Gen.ArrayOf(Gen.Choose(1, 5), prices.Length)), 10, 10))
        {
            var (memberId, _, _) = await Member(percent / 100m);
            var lines = counts.Select((count, index) => Till.Line(goods[index], count, prices[index])).ToArray();
            var priced = (await till.PriceOf(new { lines, memberId })).Ok();
            var amounts = priced.GetProperty("lines").EnumerateArray().Select(line => line.Amount("amount")).ToList();
            for (var i = 0; i < counts.Length; i++)
            {
                var gross = prices[i] * counts[i];
                Assert.Equal(gross - decimal.Round(gross * percent / 10_000m, 2, MidpointRounding.AwayFromZero), amounts[i]);
            }

            var total = priced.Amount("total");
            var saleId = (await till.Sell(lines, total == 0 ? [] : [Till.Cash(total)], new { memberId, total })).Ok().GetProperty("saleId").GetInt64();
            var left = total;
            foreach (var line in Enumerable.Range(0, counts.Length).SelectMany(i => Enumerable.Repeat(i, counts[i])).OrderBy(i => (i * 7) % 3))
            {
                var due = (await till.Owner.Post($"{till.Root}/returns/quote", new { originalSaleId = saleId, lines = new[] { Till.Back(line + 1, 1) } })).Ok().Amount("total");
                (await till.Return(saleId, [Till.Back(line + 1, 1)], due == 0 ? [] : [Till.Cash(due)])).Ok();
                left -= due;
            }

            Assert.Equal(0m, left);
        }
    }

    /// <summary>A member of a level of their own that takes so much off.</summary>
    private async Task<(long MemberId, long LevelId, string Name)> Member(decimal percent)
    {
        var name = StoreApp.NewCode("级");
        var levelId = (await store.Owner(0).Post("/api/members/levels", new { name, rank = 50, terms = new { discountPercent = percent } })).Ok().GetProperty("levelId").GetInt64();
        var memberId = await MemberGivens.GivenMember(store);
        (await store.Owner(0).Put($"/api/members/members/{memberId}/level", new { levelId, version = 1 })).Ok();
        return (memberId, levelId, name);
    }
}
