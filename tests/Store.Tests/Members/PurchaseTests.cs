using Store.Tests.Checkout;
using Store.Tests.Inventory;

namespace Store.Tests.Members;

public sealed class PurchaseTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const string Facts = "Visits and spend of every member";
    private const string Scores = "Members have the scores";

    [Fact]
    public async Task What_a_member_buys_and_brings_back_is_known()
    {
        var till = await store.GivenTill();
        var (tea, milk) = (await till.Product(30m), await till.Product(5m));
        var memberId = await store.GivenMember();
        var sale = (await till.Sell([Till.Line(tea, 2m, 30m), Till.Line(milk, 1m, 5m)], [Till.Cash(65m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        await till.SellTo(memberId, tea, 1m, 30m);
        (await till.Return(sale, [Till.Back(1, 1m)], [Till.Cash(30m)])).Ok();
        (await till.Sell(tea, 1m, 30m, cash: 30m)).Ok();
        await store.DispatchEvents();

        var known = await store.Purchases(memberId);

        Assert.Equal((2, 1, 65m, 65m, 32.5m), (known.GetProperty("visits").GetInt32(), known.GetProperty("returns").GetInt32(), known.Amount("spent"), known.Amount("growth"), known.Amount("averageBasket")));
        Assert.Equal(till.StoreId, known.GetProperty("mainStoreId").GetInt64());
        var usual = known.GetProperty("goods").EnumerateArray().ToList();
        Assert.Equal(
            [(tea.ProductId, 2, 2m, 60m), (milk.ProductId, 1, 1m, 5m)],
            usual.Select(goods => (goods.GetProperty("productId").GetInt64(), goods.GetProperty("times").GetInt32(), goods.Amount("quantity"), goods.Amount("spent"))));
        Assert.Equal(65m, Assert.Single(known.GetProperty("months").EnumerateArray()).Amount("spent"));
        Assert.Empty(await Broken(memberId));

        var history = (await till.Owner.Get($"/api/checkout/members/{memberId}/sales?limit=2")).Ok();
        Assert.Equal(["Return", "Sale"], history.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("kind").GetString()));
        Assert.Equal("Sale", Assert.Single((await till.Owner.Get($"/api/checkout/members/{memberId}/sales?after={history.GetProperty("next").GetString()}")).Ok().GetProperty("items").EnumerateArray()).GetProperty("kind").GetString());
        Assert.Empty((await store.Owner(await store.GivenStore()).Get($"/api/checkout/members/{memberId}/sales")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal(404, (await till.Owner.Get("/api/checkout/members/12345/sales")).Status);
    }

    [Fact]
    public async Task A_sale_counts_once_and_one_that_was_missed_is_counted_later()
    {
        var till = await store.GivenTill();
        var tea = await till.Product(30m);
        var memberId = await store.GivenMember();
        await till.SellTo(memberId, tea, 1m, 30m);
        await store.DispatchEvents();
        await store.Spoil("DELETE FROM members.MemberVisits WHERE MemberId = @memberId", new { memberId });
        await store.Spoil("DELETE FROM members.MemberFacts WHERE MemberId = @memberId", new { memberId });
        await store.Spoil("DELETE FROM members.MemberMonths WHERE MemberId = @memberId", new { memberId });
        await store.Spoil("DELETE FROM members.MemberGoods WHERE MemberId = @memberId", new { memberId });
        Assert.NotEmpty(await Broken(memberId));

        var clerk = store.SignedIn(0, "members.manage-segments");
        Assert.Equal(1, (await clerk.Post("/api/members/facts/count", new { })).Ok().GetProperty("sales").GetInt32());
        Assert.Equal(0, (await clerk.Post("/api/members/facts/count", new { })).Ok().GetProperty("sales").GetInt32());

        Assert.Equal(30m, (await store.Purchases(memberId)).Amount("spent"));
        Assert.Empty(await Broken(memberId));
        await store.Spoil("UPDATE members.MemberMonths SET SpentMinor = SpentMinor + 1 WHERE MemberId = @memberId", new { memberId });
        Assert.NotEmpty(await Broken(memberId));
    }

    [Fact]
    public async Task Merged_files_have_bought_together_and_later_sales_of_either_count()
    {
        var till = await store.GivenTill();
        var (tea, milk) = (await till.Product(30m), await till.Product(5m));
        var (memberId, otherId) = (await store.GivenMember(), await store.GivenMember());
        await till.SellTo(memberId, tea, 1m, 30m);
        await till.SellTo(otherId, tea, 2m, 30m);
        await till.SellTo(otherId, milk, 1m, 5m);
        await store.DispatchEvents();
        await till.SellTo(otherId, milk, 1m, 5m);
        (await store.Owner(0).Post($"/api/members/members/{memberId}/merge", new { otherId, version = 1, otherVersion = 1 })).Ok();
        await store.DispatchEvents();

        var known = await store.Purchases(memberId);

        Assert.Equal((4, 100m), (known.GetProperty("visits").GetInt32(), known.Amount("spent")));
        Assert.Equal([(tea.ProductId, 2, 3m), (milk.ProductId, 2, 2m)], known.GetProperty("goods").EnumerateArray()
            .Select(goods => (goods.GetProperty("productId").GetInt64(), goods.GetProperty("times").GetInt32(), goods.Amount("quantity"))).OrderByDescending(goods => goods.Item3));
        Assert.Equal(4, (await till.Owner.Get($"/api/checkout/members/{memberId}/sales")).Ok().GetProperty("items").GetArrayLength());
        Assert.Empty(await Broken(memberId));
    }

    [Fact]
    public async Task Verify_sees_wrong_facts_of_one_member_though_sales_of_others_are_on_their_way()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);
        var (wrong, waiting) = (await store.GivenMember(), await store.GivenMember());
        await till.SellTo(wrong, product, 2, 10m);
        await store.DispatchEvents();
        await till.SellTo(waiting, product, 1, 10m);
        Assert.Empty(await Broken(wrong));

        foreach (var (change, back) in new[]
        {
            ("UPDATE members.MemberGoods SET SpentMinor = SpentMinor + 1 WHERE MemberId = @wrong", "UPDATE members.MemberGoods SET SpentMinor = SpentMinor - 1 WHERE MemberId = @wrong"),
            ("UPDATE members.MemberGoods SET QuantityMilli = QuantityMilli + 1 WHERE MemberId = @wrong", "UPDATE members.MemberGoods SET QuantityMilli = QuantityMilli - 1 WHERE MemberId = @wrong"),
            ("UPDATE members.MemberGoods SET Times = Times + 1 WHERE MemberId = @wrong", "UPDATE members.MemberGoods SET Times = Times - 1 WHERE MemberId = @wrong"),
            ("UPDATE members.MemberMonths SET Month = Month - 1 WHERE MemberId = @wrong", "UPDATE members.MemberMonths SET Month = Month + 1 WHERE MemberId = @wrong"),
            ("UPDATE members.MemberMonths SET Visits = Visits + 1 WHERE MemberId = @wrong", "UPDATE members.MemberMonths SET Visits = Visits - 1 WHERE MemberId = @wrong"),
            ("UPDATE members.MemberFacts SET YearSpentMinor = YearSpentMinor + 1 WHERE MemberId = @wrong", "UPDATE members.MemberFacts SET YearSpentMinor = YearSpentMinor - 1 WHERE MemberId = @wrong"),
            ("UPDATE members.MemberFacts SET GrowthMilli = GrowthMilli + 1 WHERE MemberId = @wrong", "UPDATE members.MemberFacts SET GrowthMilli = GrowthMilli - 1 WHERE MemberId = @wrong"),
            ("UPDATE members.MemberFacts SET YearVisits = YearVisits - 1 WHERE MemberId = @wrong", "UPDATE members.MemberFacts SET YearVisits = YearVisits + 1 WHERE MemberId = @wrong"),
            ("UPDATE members.MemberFacts SET Visits = Visits + 1 WHERE MemberId = @wrong", "UPDATE members.MemberFacts SET Visits = Visits - 1 WHERE MemberId = @wrong"),
        })
        {
            await store.Spoil(change, new { wrong });
            Assert.NotEmpty(await Broken(wrong));
            Assert.Empty(await Broken(waiting));
            await store.Spoil(back, new { wrong });
            Assert.Empty(await Broken(wrong));
        }

        await store.DispatchEvents();
    }

    [Fact]
    public async Task A_person_is_told_what_they_bought_and_it_is_forgotten_with_them()
    {
        var till = await store.GivenTill();
        var tea = await till.Product(30m);
        var memberId = await store.GivenMember();
        await till.SellTo(memberId, tea, 1m, 30m);
        await store.DispatchEvents();

        var parts = (await store.Owner(0).Post($"/api/members/members/{memberId}/export", new { })).Ok().GetProperty("parts");
        Assert.Equal(30m, Assert.Single(parts.GetProperty("purchases").EnumerateArray()).Amount("spent"));
        Assert.Equal(tea.ProductId, Assert.Single(parts.GetProperty("usualGoods").EnumerateArray()).GetProperty("productId").GetInt64());

        await till.SellTo(memberId, tea, 1m, 30m);
        (await store.Owner(0).Post($"/api/members/members/{memberId}/erase", new { version = 1 })).Ok();
        await store.DispatchEvents();
        Assert.Equal(0, (await store.Purchases(memberId)).GetProperty("visits").GetInt32());
        Assert.Empty(await Broken(memberId));
    }

    [Fact]
    public async Task Members_are_scored_by_fifths_and_equals_alike()
    {
        var till = await store.GivenTill();
        var tea = await till.Product(10m);
        var members = new List<long>();
        for (var i = 1; i <= 5; i++)
        {
            members.Add(await store.GivenMember());
            await till.SellTo(members[^1], tea, i * 100m, 10m);
        }

        var (twin, stranger) = (await store.GivenMember(), await store.GivenMember());
        await till.SellTo(twin, tea, 500m, 10m);
        await store.DispatchEvents();

        (await store.SignedIn(0, "members.manage-segments").Post("/api/members/facts/score", new { })).Ok();

        var scores = new List<int>();
        foreach (var memberId in members)
            scores.Add((await store.Purchases(memberId)).GetProperty("moneyScore").GetInt32());
        Assert.Equal(scores.Order(), scores);
        Assert.Equal(5, scores[^1]);
        Assert.Equal(5, (await store.Purchases(twin)).GetProperty("moneyScore").GetInt32());
        Assert.Equal(0, (await store.Purchases(stranger)).GetProperty("moneyScore").GetInt32());

        Assert.Empty(await store.Breaks(Scores));
        foreach (var score in new[] { "RecencyScore", "FrequencyScore", "MoneyScore" })
        {
            await store.Spoil($"UPDATE members.MemberFacts SET {score} = 6 - {score} - (CASE WHEN {score} = 3 THEN 1 ELSE 0 END) WHERE MemberId = @twin", new { twin });
            Assert.StartsWith($"Member {twin}:", Assert.Single(await store.Breaks(Scores)), StringComparison.Ordinal);
            await store.Spoil($"UPDATE members.MemberFacts SET {score} = 6 - {score} WHERE MemberId = @twin", new { twin });
        }

        // Who buys after the scores keeps them until the next ones.
        await till.SellTo(members[0], tea, 900m, 10m);
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks(Scores));
        (await store.SignedIn(0, "members.manage-segments").Post("/api/members/facts/score", new { })).Ok();
        Assert.Equal(5, (await store.Purchases(members[0])).GetProperty("moneyScore").GetInt32());
        Assert.Empty(await store.Breaks(Scores));
    }

    private async Task<IEnumerable<string>> Broken(long memberId) => (await store.Breaks(Facts)).Where(one => one.StartsWith($"Member {memberId}:", StringComparison.Ordinal));
}
