using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Loyalty;
using Store.Kernel.Access;
using Store.Kernel.Database;
using Store.Kernel.Events;
using Store.Kernel.Http;
using Store.Kernel.Identifiers;
using Store.Kernel.Privacy;
using Store.Kernel.Time;
using Store.Loyalty.Coupons;
using Store.Loyalty.GiftCards;
using Store.Loyalty.Memberships;
using Store.Loyalty.Passes;
using Store.Loyalty.Value;
using Store.Tests.Catalog;
using static Store.Tests.Loyalty.LoyaltyGivens;

namespace Store.Tests.Loyalty;

public sealed class StoredValueTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_top_up_brings_the_bonus_of_the_best_rule_and_a_refund_gives_back_what_was_taken()
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenTopUpRule(storeId, 100m, 5m);
        await store.GivenTopUpRule(storeId, 500m, 50m, bonusPoints: 30);
        await store.GivenTopUpRule(storeId, 1000m, 200m);

        var sold = (await store.Settle(storeId, memberId, [Sold(await store.GivenValueProduct("TopUp"), 600m)], Paid("Cash", 600m))).Outcome;
        Assert.Equal([new("TopUp", Money.FromDecimal(600m))], sold.ValueSold);
        Assert.Equal((600m, 50m), await store.Value(memberId));

        var (saleId, outcome) = await store.Settle(storeId, memberId, payments: Paid("StoredValue", 620m));
        Assert.Equal(Money.FromDecimal(20m), outcome.BonusUsed);
        Assert.Equal((0m, 30m), await store.Value(memberId));

        foreach (var (back, expected) in new[] { (0.01m, (0.01m, 30m)), (310m, (300.01m, 40m)), (309.99m, (600m, 50m)) })
        {
            await store.Settle(storeId, null, payments: Paid("StoredValue", -back, refunds: saleId));
            Assert.Equal(expected, await store.Value(memberId));
        }

        Assert.Empty(await store.Breaks());
    }

    [Theory]
    [InlineData("PrincipalFirst", 30, 20)]
    [InlineData("BonusFirst", 80, 0)]
    [InlineData("InProportion", 66.67, 13.33)]
    public async Task Principal_and_bonus_are_used_in_the_order_that_the_chain_chooses(string order, decimal principal, decimal bonus)
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenTopUpRule(storeId, 100m, 20m);
        await store.TopUp(storeId, memberId, 100m);

        await Settings(new { spendOrder = order, pinAbove = (decimal?)null, holdMinutes = 10 });
        await store.Settle(storeId, memberId, payments: Paid("StoredValue", order == "PrincipalFirst" ? 70m : 40m));
        await Settings(new { spendOrder = "PrincipalFirst", pinAbove = (decimal?)null, holdMinutes = 10 });

        Assert.Equal((principal, bonus), await store.Value(memberId));
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(330, 3)]
    public async Task Of_fifty_tills_that_spend_the_same_balance_only_as_many_get_it_as_it_pays(decimal balance, int wins)
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.TopUp(storeId, memberId, balance);

        var won = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Wins(() => store.Settle(storeId, memberId, payments: Paid("StoredValue", 100m)), "value.short"))));

        Assert.Equal(wins, won.Count(one => one));
        Assert.Equal((balance - (wins * 100m), 0m), await store.Value(memberId));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_top_up_goes_back_with_its_bonus_while_neither_is_used()
    {
        var (storeId, memberId, product) = (await store.GivenStore(), await store.GivenMember(), await store.GivenValueProduct("TopUp"));
        await store.GivenTopUpRule(storeId, 100m, 30m, passUses: 3);
        var first = await store.TopUp(storeId, memberId, 100m);
        Assert.Equal(3, (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/value")).Ok().GetProperty("passes")[0].GetProperty("usesLeft").GetInt32());

        var (back, outcome) = await store.Settle(storeId, null, [Back(product, 100m, first)], Paid("Cash", -100m, refunds: first));
        Assert.Equal(-100m, outcome.ValueSold[0].Amount.ToDecimal());
        Assert.True(back > 0);
        Assert.Equal((0m, 0m), await store.Value(memberId));
        Assert.Equal("value.spent", await Refused(() => store.Settle(storeId, null, [Back(product, 100m, first)], Paid("Cash", -100m, refunds: first))));

        var second = await store.TopUp(storeId, memberId, 100m);
        await store.Settle(storeId, memberId, payments: Paid("StoredValue", 0.01m));
        Assert.Equal("value.spent", await Refused(() => store.Settle(storeId, null, [Back(product, 100m, second)], Paid("Cash", -100m, refunds: second))));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Bonus_comes_in_instalments_once_each_however_many_hosts_look()
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenTopUpRule(storeId, 100m, 10m, instalments: 3, every: "Day");
        var saleId = await store.TopUp(storeId, memberId, 100m);
        Assert.Equal((100m, 3.34m), await store.Value(memberId));

        await store.Later(TimeSpan.FromDays(1));
        var sweeps = store.Services.GetRequiredService<TopUpInstalments>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => sweeps.Sweep(CancellationToken.None))));
        Assert.Equal((100m, 6.67m), await store.Value(memberId));

        await store.Later(TimeSpan.FromDays(40));
        await sweeps.Sweep(CancellationToken.None);
        await sweeps.Sweep(CancellationToken.None);
        Assert.Equal((100m, 10m), await store.Value(memberId));
        Assert.Equal(3, (await store.Rows<long>("SELECT EntryId FROM loyalty.ValueEntries WHERE SaleId = @saleId", new { saleId })).Count);
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Nothing_is_taken_that_is_not_there_or_that_buys_value_with_value()
    {
        var (storeId, memberId, product) = (await store.GivenStore(), await store.GivenMember(), await store.GivenValueProduct("TopUp"));
        await store.TopUp(storeId, memberId, 50m);

        Assert.Equal("value.short", await Refused(() => store.Settle(storeId, memberId, payments: Paid("StoredValue", 50.01m))));
        Assert.Equal("value.short", await Refused(async () => await store.Settle(storeId, await store.GivenMember(), payments: Paid("StoredValue", 1m))));
        Assert.Equal("value.no_member", await Refused(() => store.Settle(storeId, null, payments: Paid("StoredValue", 1m))));
        Assert.Equal("value.no_member", await Refused(() => store.Settle(storeId, null, [Sold(product, 10m)], Paid("Cash", 10m))));
        Assert.Equal("value.paid_by_value", await Refused(() => store.Settle(storeId, memberId, [Sold(product, 10m)], Paid("StoredValue", 10m))));
        Assert.Equal("value.unknown_product", await Refused(() => store.Settle(storeId, memberId, [Sold(12345, 10m)], Paid("Cash", 10m))));
        Assert.Equal((50m, 0m), await store.Value(memberId));
    }

    [Fact]
    public async Task A_hold_keeps_a_balance_from_other_tills_until_it_is_used_given_up_or_over()
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.TopUp(storeId, memberId, 100m);
        var till = store.SignedIn(storeId, "loyalty.use-value");

        var hold = await Hold(till, storeId, memberId, 80m);
        Assert.Equal("value.held", (await till.Post($"/api/loyalty/stores/{storeId}/value-holds", new { memberId, amount = 10m })).Code);
        Assert.Equal("value.short", await Refused(() => store.Settle(storeId, memberId, payments: Paid("StoredValue", 21m))));
        await store.Settle(storeId, memberId, payments: Paid("StoredValue", 20m));
        await store.Settle(storeId, memberId, payments: Paid("StoredValue", 80m, holdId: hold));
        Assert.Equal((0m, 0m), await store.Value(memberId));

        await store.TopUp(storeId, memberId, 100m);
        (await till.Delete($"/api/loyalty/stores/{storeId}/holds/{await Hold(till, storeId, memberId, 100m)}")).Ok();
        await store.Settle(storeId, memberId, payments: Paid("StoredValue", 50m));

        await Hold(till, storeId, memberId, 50m);
        Assert.Equal("value.short", await Refused(() => store.Settle(storeId, memberId, payments: Paid("StoredValue", 50m))));
        await store.Later(TimeSpan.FromMinutes(11));
        await store.Settle(storeId, memberId, payments: Paid("StoredValue", 50m));
        Assert.Equal("value.short", (await till.Post($"/api/loyalty/stores/{storeId}/value-holds", new { memberId, amount = 10m })).Code);
        Assert.Equal(403, (await store.SignedIn(await store.GivenStore(), "loyalty.use-value").Post($"/api/loyalty/stores/{storeId}/value-holds", new { memberId, amount = 10m })).Status);
    }

    [Fact]
    public async Task Stores_settle_what_one_sold_and_another_served()
    {
        var (issuer, user, memberId) = (await store.GivenStore(), await store.GivenStore(), await store.GivenMember());
        await store.GivenTopUpRule(issuer, 100m, 20m);
        await store.TopUp(issuer, memberId, 100m);
        await store.TopUp(user, memberId, 30m);
        var card = await store.GivenGiftCard(issuer, 50m);

        var (saleId, _) = await store.Settle(user, memberId, payments: Paid("StoredValue", 140m));
        await store.Settle(user, null, payments: Paid("GiftCard", 15m, card));
        await store.Settle(user, memberId, payments: Paid("StoredValue", -140m, refunds: saleId));
        await store.Settle(user, memberId, payments: Paid("StoredValue", 80m));

        var pairs = (await store.Owner(user).Get(SettlementPath)).Ok().GetProperty("items");
        Assert.Equal((1, issuer, user), (pairs.GetArrayLength(), pairs[0].GetProperty("issuerStoreId").GetInt64(), pairs[0].GetProperty("storeId").GetInt64()));
        Assert.Equal((50m, 0m, 15m, 65m), (Figure(pairs[0], "principal"), Figure(pairs[0], "bonus"), Figure(pairs[0], "cards"), Figure(pairs[0], "due")));
        Assert.Equal(0, (await store.Owner(await store.GivenStore()).Get(SettlementPath)).Ok().GetProperty("items").GetArrayLength());
        Assert.True((await store.Owner(0).Get("/api/loyalty/value-owed")).Ok().GetProperty("onCards").GetDecimal() >= 35m);
        Assert.Contains(memberId, (await store.Owner(0).Get("/api/loyalty/value-balances?limit=500")).Ok().GetProperty("items").EnumerateArray().Select(row => row.GetProperty("memberId").GetInt64()));
        Assert.Equal(400, (await store.Owner(0).Get("/api/loyalty/value-settlement?from=2026-02-01&to=2026-01-01")).Status);
    }

    [Fact]
    public async Task A_merged_members_value_passes_and_refunds_go_on_with_the_other_file()
    {
        var (storeId, other, from, into) = (await store.GivenStore(), await store.GivenStore(), await store.GivenMember(), await store.GivenMember());
        await store.TopUp(storeId, from, 100m);
        await store.TopUp(other, from, 10m);
        await store.TopUp(storeId, into, 7m);
        var (saleId, _) = await store.Settle(storeId, from, payments: Paid("StoredValue", 40m));

        (await store.Owner(0).Post($"/api/members/members/{into}/merge", new { otherId = from, version = 1, otherVersion = 1 })).Ok();
        await store.Settle(storeId, into, payments: Paid("StoredValue", -40m, refunds: saleId));

        Assert.Equal((117m, 0m), await store.Value(into));
        Assert.Equal((0m, 0m), await store.Value(from));
        var export = (await store.Owner(0).Post($"/api/members/members/{into}/export", null)).Text;
        Assert.Contains("storedValueEntries", export, StringComparison.Ordinal);
        Assert.Empty(await store.Breaks());

        var refused = await store.Owner(0).Post($"/api/members/members/{into}/erase", new { version = 2 });
        Assert.Equal((422, "member.holds", 117m), (refused.Status, refused.Code, refused.Json.GetProperty("principal").GetDecimal()));
        (await store.Owner(0).Post($"/api/members/members/{into}/erase", new { version = 2, givesUp = true })).Ok();
        Assert.Equal((0m, 0m), await store.Value(into));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Paying_out_of_stored_value_takes_four_statements()
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.TopUp(storeId, memberId, 100m);
        var seen = new Statements();
        await store.InScope(async services =>
        {
            var (ids, clock) = (services.GetRequiredService<Ids>(), services.GetRequiredService<TimeProvider>());
            await using var db = new Db(services.GetRequiredService<DatabaseEngine>(), services.GetRequiredService<Caller>(), [seen]);
            var book = new ValueBook(db, ids, services.GetRequiredService<IMediator>(), clock);
            var passes = new PassBook(db, ids, services.GetRequiredService<Caller>(), services.GetRequiredService<IMediator>(), services.GetRequiredService<Outbox>());
            var desk = new ValueDesk(db, book, new TopUpDesk(db, ids, book, passes, services.GetRequiredService<CouponIssuer>(), services.GetRequiredService<IMediator>()), new GiftCardBook(db, ids, services.GetRequiredService<PersonalData>(), clock), passes, services.GetRequiredService<MembershipDesk>());
            var now = clock.UtcNow();
            return await db.Transact(() => desk.Settle(
                new SettleTicket(storeId, ids.Next(), memberId, null, [], DateOnly.FromDateTime(now), now, now, [], [Paid("StoredValue", 60m)], []), CancellationToken.None), CancellationToken.None);
        });

        Assert.Equal(4, seen.Count);
        Assert.Equal((40m, 0m), await store.Value(memberId));
    }

    [Theory]
    [InlineData("UPDATE loyalty.ValueBalances SET PrincipalMinor = PrincipalMinor + 1 WHERE MemberId = @memberId", "Stored value")]
    [InlineData("UPDATE loyalty.ValueEntries SET BonusMinor = BonusMinor - 1 WHERE MemberId = @memberId AND Kind = 'ToppedUp'", "Stored value")]
    [InlineData("UPDATE loyalty.ValueShares SET IssuerStoreId = 1 WHERE MemberId = @memberId", "Stored value")]
    [InlineData("UPDATE loyalty.Passes SET UsesLeft = UsesLeft - 1 WHERE MemberId = @memberId", "Passes")]
    [InlineData("UPDATE loyalty.GiftCards SET BalanceMinor = BalanceMinor + 1 WHERE State = 'Active'", "Gift cards")]
    public async Task Verify_names_what_somebody_has_changed_by_hand(string change, string invariant)
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenTopUpRule(storeId, 100m, 20m, passUses: 2);
        await store.TopUp(storeId, memberId, 100m);
        await store.GivenGiftCard(storeId, 10m);

        Assert.Contains(await store.BrokenBy(change, new { memberId }), name => name.StartsWith(invariant, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rules_and_settings_are_changed_by_those_who_may_and_never_over_each_other()
    {
        var storeId = await store.GivenStore();
        var manager = store.SignedIn(storeId, "loyalty.manage-value", "loyalty.view");
        var ruleId = await store.GivenTopUpRule(storeId, 100m, 5m);

        (await manager.Put($"/api/loyalty/top-up-rules/{ruleId}", new { terms = Rule(storeId, 200m, 9m), version = 1 })).Ok();
        Assert.Equal("value.stale", (await manager.Put($"/api/loyalty/top-up-rules/{ruleId}", new { terms = Rule(storeId, 300m, 9m), version = 1 })).Code);
        Assert.Equal(404, (await manager.Put("/api/loyalty/top-up-rules/1", new { terms = Rule(storeId, 300m, 9m), version = 1 })).Status);
        Assert.Equal(400, (await manager.Post("/api/loyalty/top-up-rules", Rule(storeId, 0m, 9m))).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "loyalty.view").Post("/api/loyalty/top-up-rules", Rule(storeId, 10m, 9m))).Status);
        var rule = (await manager.Get("/api/loyalty/top-up-rules")).Ok().GetProperty("items").EnumerateArray().Single(item => item.GetProperty("ruleId").GetInt64() == ruleId).GetProperty("terms");
        Assert.Equal((200m, storeId), (rule.GetProperty("paidAtLeast").GetDecimal(), rule.GetProperty("storeIds")[0].GetInt64()));

        var product = await store.GivenValueProduct("Pass", uses: 5);
        (await manager.Delete($"/api/loyalty/value-products/{product}")).Ok();
        Assert.Equal(404, (await manager.Delete($"/api/loyalty/value-products/{product}")).Status);
        Assert.Equal(400, (await manager.Put($"/api/loyalty/value-products/{product}", new { kind = "Pass", name = "洗车", uses = 0 })).Status);
    }

    private string SettlementPath => $"/api/loyalty/value-settlement?from={store.Clock.UtcNow().AddDays(-2):yyyy-MM-dd}&to={store.Clock.UtcNow().AddDays(2):yyyy-MM-dd}";

    private static decimal Figure(System.Text.Json.JsonElement row, string name) => row.GetProperty(name).GetDecimal();

    private static async Task<bool> Wins(Func<Task> spend, string orElse)
    {
        try
        {
            await spend();
            return true;
        }
        catch (Refusal refusal)
        {
            Assert.Equal(orElse, refusal.Code);
            return false;
        }
    }

    [Fact]
    public async Task A_top_up_of_nothing_comes_back_for_nothing()
    {
        var (storeId, memberId, product) = (await store.GivenStore(), await store.GivenMember(), await store.GivenValueProduct("TopUp"));
        var saleId = (await store.Settle(storeId, memberId, [Sold(product, 0m)])).SaleId;

        await store.Settle(storeId, memberId, [Back(product, 0m, saleId)]);

        Assert.Equal((0m, 0m), await store.Value(memberId));
        Assert.Empty(await store.Breaks());
    }

    private static async Task<string> Refused(Func<Task> settle) => (await Assert.ThrowsAnyAsync<Refusal>(settle)).Code;

    private static async Task<long> Hold(StoreApp.Client till, long storeId, long memberId, decimal amount) =>
        (await till.Post($"/api/loyalty/stores/{storeId}/value-holds", new { memberId, amount })).Ok().GetProperty("holdId").GetInt64();

    private async Task Settings(object settings)
    {
        var version = (await store.Owner(0).Get("/api/loyalty/value-settings")).Ok().GetProperty("version").GetInt32();
        var body = System.Text.Json.JsonSerializer.SerializeToNode(settings)!.AsObject();
        body["version"] = version;
        (await store.Owner(0).Put("/api/loyalty/value-settings", body)).Ok();
    }

    private sealed class Statements : IStatementObserver
    {
        public int Count { get; private set; }

        public void Executing(string statement) => Count++;
    }
}
