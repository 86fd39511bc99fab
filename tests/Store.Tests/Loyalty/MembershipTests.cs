using System.Text.Json;
using Store.Tests.Catalog;
using Store.Tests.Checkout;
using Store.Tests.Members;

namespace Store.Tests.Loyalty;

/// <summary>Paid memberships from the till to the books, with the days that pass.</summary>
public sealed class MembershipTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_membership_is_bought_by_a_member_gives_its_level_and_is_renewed_at_its_end()
    {
        var till = await store.GivenTill();
        var plan = await store.GivenPlan(till, 100m, days: 10);
        var memberId = await store.GivenMember();
        var saleUuid = Guid.NewGuid();

        Assert.Equal((422, "value.no_member"), Told(await till.Buy(plan, memberId: null)));
        Assert.Equal((422, "membership.one"), Told(await till.Sell([Till.Line(plan.Product, 2, 100m)], [Till.Cash(200m)], new { memberId })));
        var sales = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => till.Buy(plan, memberId, saleUuid: saleUuid)));
        Assert.Single(sales.Select(sale => sale.Ok().GetProperty("saleId").GetInt64()).Distinct());
        Assert.Equal(plan.LevelId, (await store.LevelOf(memberId)).LevelId);
        Assert.Equal(["Plan"], await store.LevelCauses(memberId));

        await till.Bought(plan, memberId);
        Assert.Equal([("Running", 10, 100m), ("ToCome", 10, 100m)], await store.Terms(memberId));
        var items = (await store.Memberships(memberId)).GetProperty("items");
        Assert.Equal(MembershipGivens.Day(items[1], "toDate").AddDays(1), MembershipGivens.Day(items[0], "fromDate"));

        var first = (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/memberships?limit=1")).Ok();
        var second = (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/memberships?limit=1&after={first.GetProperty("next").GetString()}")).Ok();
        Assert.Equal(items.EnumerateArray().Select(Id), new[] { first, second }.Select(page => Id(Assert.Single(page.GetProperty("items").EnumerateArray()))));
        Assert.Null(second.GetProperty("next").GetString());
        static long Id(JsonElement membership) => membership.GetProperty("membershipId").GetInt64();
        Assert.Equal(MembershipGivens.Day(items[0], "toDate"), MembershipGivens.Day(second, "paidUntil"));

        await store.DispatchEvents();
        Assert.Empty(await store.Rows<string>("SELECT AccountCode FROM finance.DailyBalances WHERE StoreId = @StoreId AND AccountCode = '6001'", new { till.StoreId }));
        Assert.Equal(200_00, await till.Books("2208"));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Days_that_pass_are_earned_and_at_the_end_the_member_falls_back_to_what_they_have_earned()
    {
        var till = await store.GivenTill();
        var silver = await store.GivenLevel(10, new { entry = "Spend", amount = 50, windowMonths = 60 });
        var plan = await store.GivenPlan(till, 100m, days: 40);
        var memberId = await store.GivenMember();
        await till.Bought(plan, memberId);
        await till.SellTo(memberId, await till.Product(60m), 1m, 60m);
        await store.DispatchEvents();
        Assert.Equal(plan.LevelId, (await store.LevelOf(memberId)).LevelId);
        (await store.Owner(0).Post("/api/members/levels/review", new { })).Ok();
        Assert.Equal(plan.LevelId, (await store.LevelOf(memberId)).LevelId);

        await store.Later(TimeSpan.FromDays(35));
        await store.Sweep();
        await store.DispatchEvents();
        var earned = await till.Books("6011");
        Assert.InRange(earned, 1, 100_00 * 35 / 40);
        Assert.Equal(100_00 - earned, await till.Books("2208"));
        Assert.Equal(plan.LevelId, (await store.LevelOf(memberId)).LevelId);
        Assert.Empty(await store.Breaks());

        await store.Later(TimeSpan.FromDays(5));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(store.Sweep)));
        await store.DispatchEvents();
        Assert.Equal([("Ended", 40, 0m)], await store.Terms(memberId));
        Assert.Equal((100_00, 0), (await till.Books("6011"), await till.Books("2208")));
        Assert.Equal(silver, (await store.LevelOf(memberId)).LevelId);
        Assert.Equal(["PlanEnded", "Plan"], await store.LevelCauses(memberId));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task An_upgrade_credits_the_days_that_are_left_and_the_receipt_says_so()
    {
        var till = await store.GivenTill();
        var gold = await store.GivenPlan(till, 300m, days: 30, rank: 200);
        var silver = await store.GivenPlan(till, 100m, days: 9, rank: 150, upgradesTo: gold);
        var other = await store.GivenPlan(till, 100m, days: 90, rank: 160);
        var memberId = await store.GivenMember();
        var first = await till.Bought(silver, memberId);
        await till.Bought(silver, memberId);
        await store.Later(TimeSpan.FromDays(2));

        // 100.00 × 7 ÷ 9 = 77.78
        Assert.Equal((422, "membership.other_plan"), Told(await till.Buy(other, memberId)));
        var offer = (await store.Owner(till.StoreId).Get($"/api/loyalty/stores/{till.StoreId}/members/{memberId}/membership-offers/{gold.Product.ProductId}")).Ok();
        Assert.Equal(("Upgrade", 77.78m, "年度会员"), (offer.GetProperty("kind").GetString(), offer.Amount("credit"), offer.GetProperty("replaces").GetString()));
        var basket = (await till.PriceOf(new { lines = new[] { Till.Line(gold.Product, 1, 300m) }, memberId })).Ok();
        Assert.Equal(222.22m, basket.Amount("total"));
        Assert.Equal("Upgrade", basket.GetProperty("lines")[0].GetProperty("discounts")[0].GetProperty("kind").GetString());
        var sale = (await till.Buy(gold, memberId, pays: 222.22m)).Ok().GetProperty("saleId").GetInt64();

        Assert.Equal([("Upgraded", 9, 0m), ("ToCome", 9, 100m), ("Running", 30, 300m)], await store.Terms(memberId));
        var items = (await store.Memberships(memberId)).GetProperty("items");
        Assert.Equal(MembershipGivens.Day(items[0], "toDate").AddDays(1), MembershipGivens.Day(items[1], "fromDate"));
        Assert.Equal(gold.LevelId, (await store.LevelOf(memberId)).LevelId);
        var receipt = (await till.Owner.Get($"{till.Root}/sales/{sale}/receipt")).Ok().GetProperty("lines")[0].GetProperty("credit");
        Assert.Equal(("年度会员", 77.78m), (receipt.GetProperty("name").GetString(), receipt.Amount("amount")));
        Assert.Contains("抵扣 年度会员", (await till.Owner.Get($"{till.Root}/sales/{sale}/receipt.html")).Text, StringComparison.Ordinal);
        Assert.Equal((422, "membership.upgraded"), Told(await till.Quote(first)));
        await store.DispatchEvents();
        Assert.Equal((22_22, 400_00), (await till.Books("6011"), await till.Books("2208")));
        Assert.Empty(await store.Breaks());

        // The upgrade comes back: what is left of the lower one runs on.
        await store.Later(TimeSpan.FromDays(3));
        (await till.GiveBack(sale, 200m)).Ok();
        Assert.Equal([("Running", 9, 44.44m), ("ToCome", 9, 100m), ("Refunded", 30, 0m)], await store.Terms(memberId));
        Assert.Equal(silver.LevelId, (await store.LevelOf(memberId)).LevelId);
        (await till.GiveBack(first, 44.44m)).Ok();
        Assert.Equal([("Refunded", 9, 0m), ("Running", 9, 100m), ("Refunded", 30, 0m)], await store.Terms(memberId));
        await store.DispatchEvents();
        Assert.Equal(100_00, await till.Books("2208"));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_membership_comes_back_whole_at_first_then_by_the_days_and_not_at_all_when_it_is_over()
    {
        var till = await store.GivenTill();
        var plan = await store.GivenPlan(till, 100m, days: 12, refundDays: 3);
        var memberId = await store.GivenMember();
        var (first, second) = (await till.Bought(plan, memberId), await till.Bought(plan, memberId));

        await store.Later(TimeSpan.FromDays(3));
        await store.Sweep();
        Assert.Equal(100m, (await till.Quote(first)).Ok().Amount("total"));
        await store.Later(TimeSpan.FromDays(1));
        Assert.Equal(66.67m, (await till.Quote(first)).Ok().Amount("total"));
        Assert.Equal((422, "refund.differs"), Told(await till.GiveBack(first, 100m)));
        var back = (await till.GiveBack(first, 66.67m)).Ok();
        Assert.Equal(-66.67m, back.Amount("total"));
        Assert.Equal((422, "return.too_many"), Told(await till.GiveBack(first, 66.67m)));
        Assert.Equal([("Refunded", 12, 0m), ("Running", 12, 100m)], await store.Terms(memberId));
        Assert.Contains("已使用", (await till.Owner.Get($"{till.Root}/sales/{back.GetProperty("saleId").GetInt64()}/receipt.html")).Text, StringComparison.Ordinal);

        await store.Later(TimeSpan.FromDays(2));
        (await till.GiveBack(second, 83.33m)).Ok();
        Assert.Null((await store.LevelOf(memberId)).LevelId);
        var late = await till.Bought(plan, memberId);
        await store.Later(TimeSpan.FromDays(2));
        (await till.GiveBack(late, 100m)).Ok();
        var over = await till.Bought(plan, memberId);
        await store.Later(TimeSpan.FromDays(12));
        Assert.Equal((422, "membership.used_up"), Told(await till.GiveBack(over, 100m)));
        await store.Sweep();
        Assert.Equal((422, "membership.used_up"), Told(await till.Quote(over)));
        await store.DispatchEvents();
        Assert.Equal((33_33 + 16_67 + 100_00, 0), (await till.Books("6011"), await till.Books("2208")));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task What_was_sold_keeps_its_terms_when_the_plan_changes_and_a_stopped_or_running_plan_is_refused()
    {
        var till = await store.GivenTill();
        var plan = await store.GivenPlan(till, 100m, days: 10, renewableEarly: false);
        var memberId = await store.GivenMember();
        var sale = await till.Bought(plan, memberId);
        Assert.Equal((422, "membership.running"), Told(await till.Buy(plan, memberId)));

        var terms = MembershipGivens.Terms(plan.Product.ProductId, await store.GivenLevel(5), days: 3, refundDays: 9);
        (await store.Owner(0).Put($"/api/loyalty/plans/{plan.PlanId}", new { terms, version = 1 })).Ok();
        Assert.Equal("value.stale", (await store.Owner(0).Put($"/api/loyalty/plans/{plan.PlanId}", new { terms, version = 1 })).Code);
        await store.Later(TimeSpan.FromDays(1));
        Assert.Equal(90m, (await till.Quote(sale)).Ok().Amount("total"));
        Assert.Equal(plan.LevelId, (await store.LevelOf(memberId)).LevelId);

        Assert.Equal("plan.product_taken", (await store.Owner(0).Post("/api/loyalty/plans", terms)).Code);
        Assert.Equal("plan.product_taken", (await store.Owner(0).Put($"/api/loyalty/value-products/{plan.Product.ProductId}", new { kind = "TopUp", name = "储值" })).Code);
        Assert.Equal(403, (await store.SignedIn(0, "loyalty.view").Post("/api/loyalty/plans", terms)).Status);
    }

    [Fact]
    public async Task Of_tills_that_buy_at_once_each_adds_its_days_and_of_those_that_refund_one_gets_it()
    {
        var till = await store.GivenTill();
        var plan = await store.GivenPlan(till, 100m, days: 10, refundDays: 1);
        var once = await store.GivenPlan(till, 100m, days: 10, renewableEarly: false);
        var (memberId, single) = (await store.GivenMember(), await store.GivenMember());
        var tills = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => store.GivenTillIn(till.StoreId)));

        var sales = await Task.WhenAll(tills.Select(one => Task.Run(() => one.Bought(plan, memberId))));
        Assert.Equal(50, (await store.PaidDays(memberId)).Distinct().Count());
        var singles = await Task.WhenAll(tills.Select(one => Task.Run(() => one.Buy(once, single))));
        Assert.Single(singles, sale => sale.Status == 200);
        Assert.All(singles.Where(sale => sale.Status != 200), sale => Assert.Equal((422, "membership.running"), Told(sale)));

        var backs = await Task.WhenAll(tills.SelectMany(one => sales.Take(2).Select(sale => Task.Run(() => one.GiveBack(sale, 100m)))));
        Assert.Equal(2, backs.Count(back => back.Status == 200));
        Assert.All(backs.Where(back => back.Status != 200), back => Assert.Equal((422, "return.too_many"), Told(back)));
        Assert.Equal(30, (await store.PaidDays(memberId)).Distinct().Count());
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_level_set_by_hand_comes_back_after_the_membership_and_a_higher_one_is_not_touched()
    {
        var till = await store.GivenTill();
        var plan = await store.GivenPlan(till, 100m, days: 10, rank: 100);
        var (friend, king) = (await store.GivenLevel(50), await store.GivenLevel(500));
        var (held, high) = (await store.GivenMember(), await store.GivenMember());
        var day = DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime).AddDays(100);
        (await store.Owner(0).Put($"/api/members/members/{held}/level", new { levelId = friend, version = 1, heldUntil = day })).Ok();
        (await store.Owner(0).Put($"/api/members/members/{high}/level", new { levelId = king, version = 1 })).Ok();
        await till.Bought(plan, held);
        await till.Bought(plan, high);
        Assert.Equal((plan.LevelId, king), ((await store.LevelOf(held)).LevelId, (await store.LevelOf(high)).LevelId));

        await store.Later(TimeSpan.FromDays(10));
        await store.Sweep();
        Assert.Equal((friend, king), ((await store.LevelOf(held)).LevelId, (await store.LevelOf(high)).LevelId));
        Assert.Equal([day], await store.Rows<DateOnly>("SELECT LevelHeldUntil FROM members.Members WHERE MemberId = @held", new { held }));
        Assert.Equal(["PlanEnded", "Plan", "ByHand"], await store.LevelCauses(held));
        Assert.Equal(["ByHand"], await store.LevelCauses(high));
    }

    [Fact]
    public async Task What_the_chain_owes_has_the_days_of_memberships_that_the_books_have_not_earned()
    {
        var till = await store.GivenTill();
        var plan = await store.GivenPlan(till, 100m, days: 40);
        var before = (await store.Owner(0).Get("/api/loyalty/value-owed")).Ok();
        await till.Bought(plan, await store.GivenMember());
        Assert.Equal((1, 100m), await More());

        await store.Later(TimeSpan.FromDays(35));
        await store.Sweep();
        await store.DispatchEvents();
        var owed = (await store.Owner(0).Get("/api/loyalty/value-owed")).Ok().Amount("onMemberships");
        var books = await store.Rows<long>("SELECT COALESCE(SUM(CreditMinor - DebitMinor), 0) FROM finance.DailyBalances WHERE AccountCode = '2208'", new { });
        Assert.Equal(books[0], owed * 100);

        async Task<(int, decimal)> More()
        {
            var now = (await store.Owner(0).Get("/api/loyalty/value-owed")).Ok();
            return (now.GetProperty("memberships").GetInt32() - before.GetProperty("memberships").GetInt32(), now.Amount("onMemberships") - before.Amount("onMemberships"));
        }
    }

    [Theory]
    [InlineData("UPDATE loyalty.Memberships SET ValueMinor = ValueMinor - 1 WHERE MemberId = @memberId", "Memberships owe")]
    [InlineData("UPDATE loyalty.Memberships SET ToDate = FromDate WHERE MemberId = @memberId", "Memberships owe")]
    [InlineData("UPDATE loyalty.MembershipEntries SET AmountMinor = AmountMinor + 1", "Memberships owe")]
    [InlineData("UPDATE loyalty.MembershipAccounts SET OwedMinor = OwedMinor + 1 WHERE MemberId = @memberId", "The account of memberships")]
    public async Task Verify_names_what_somebody_has_changed_by_hand(string change, string invariant)
    {
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        await till.Bought(await store.GivenPlan(till, 100m, days: 10), memberId);
        await store.DispatchEvents();

        Assert.Contains(await store.BrokenBy(change, new { memberId }), name => name.StartsWith(invariant, StringComparison.Ordinal));
    }

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
