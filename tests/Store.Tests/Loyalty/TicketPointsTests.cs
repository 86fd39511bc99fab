using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Loyalty;
using Store.Kernel.Http;
using Store.Loyalty.Points.Ledger;
using Store.Tests.Catalog;
using static Store.Tests.Loyalty.PointsGivens;

namespace Store.Tests.Loyalty;

public sealed class TicketPointsTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_sale_earns_and_the_receipt_tells()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());

        var outcome = await store.Settle(store.Ticket(storeId, memberId, [Sold(1, 30.40m), Sold(2, 9.90m)], Paid("Cash", 40.30m)));

        Assert.Equal((0L, 40L, 0L, 40L), (outcome.PointsBefore, outcome.PointsEarned, outcome.PointsUsed, outcome.PointsAfter));
        Assert.Equal(40, await store.Points(memberId));
        Assert.Equal([30L, 10L], await store.Rows<long>("SELECT Earned FROM loyalty.TicketLinePoints WHERE MemberId = @memberId ORDER BY LineNumber", new { memberId }));
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task Nothing_is_earned_on_deposits_and_on_what_points_pay()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenBought(storeId, memberId, Sold(1, 5000m));

        var outcome = await store.Settle(store.Ticket(
            storeId, memberId, [Sold(1, 100m), Sold(2, 10m) with { EarnsNothing = true }], Paid("Points", 50m), Paid("Cash", 60m)));

        // 50 of 110 are paid with points, 45.45 of them on the line that earns.
        Assert.Equal((54L, 5000L), (outcome.PointsEarned, outcome.PointsUsed));
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task Points_pay_within_the_programs_limits_and_only_a_member_has_them()
    {
        await store.GivenProgram(minPoints: 100, maxPoints: 2000, maxPercent: 50);
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenBought(storeId, memberId, Sold(1, 3000m));

        Assert.Equal("points.no_member", await Refused(null, 1m));
        Assert.Equal("points.minimum", await Refused(memberId, 0.99m));
        Assert.Equal("points.too_many", await Refused(memberId, 20.01m));
        Assert.Equal("points.too_many", await Refused(memberId, 15.01m, total: 30m));
        await store.GivenProgram(maxPercent: 100);
        Assert.Equal("points.short", await Refused(memberId, 30.01m));
        await store.GivenProgram(active: false);
        Assert.Equal("points.do_not_pay", await Refused(memberId, 1m));
        Assert.Equal(3000, await store.Points(memberId));

        async Task<string> Refused(long? buyer, decimal points, decimal total = 100m) =>
            (await Assert.ThrowsAnyAsync<Refusal>(() => store.Settle(store.Ticket(storeId, buyer, [Sold(1, total)], Paid("Points", points), Paid("Cash", total - points))))).Code;
    }

    [Theory]
    [InlineData(365, 365)]
    [InlineData(null, null)]
    [InlineData(null, 365)]
    [InlineData(365, null)]
    public async Task As_many_lots_pay_as_it_takes_and_those_that_end_go_first(int? firstLifetime, int? thenLifetime)
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        foreach (var lifetimeDays in (int?[])[firstLifetime, thenLifetime])
        {
            await store.GivenProgram(lifetimeDays: lifetimeDays);
            for (var sale = 0; sale < 9; sale++)
                await store.GivenBought(storeId, memberId, Sold(1, 100m));
        }

        await store.Settle(store.Ticket(storeId, memberId, [Sold(1, 9m)], Paid("Points", 9m)));
        Assert.Equal(firstLifetime == thenLifetime && firstLifetime is not null ? (900, 0) : (0, 900), (await Left(ending: true), await Left(ending: false)));
        await store.Settle(store.Ticket(storeId, memberId, [Sold(1, 9m)], Paid("Points", 9m)));

        Assert.Equal(0, await store.Points(memberId));
        Assert.Empty(await store.PointsBreaks());

        async Task<long> Left(bool ending) => (await store.Rows<long>(
            $"SELECT COALESCE(SUM(Remaining), 0) FROM loyalty.PointsEntries WHERE MemberId = @memberId AND ExpiresAt IS {(ending ? "NOT " : "")}NULL", new { memberId })).Single();
    }

    [Fact]
    public async Task Points_do_not_stay_after_a_refund_and_are_not_taken_twice()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenBought(storeId, memberId, Sold(1, 2000m));
        var sale = store.Ticket(storeId, memberId, [Sold(1, 30m, 3), Sold(2, 10m)], Paid("Points", 20m), Paid("Cash", 20m));
        await store.Settle(sale);
        Assert.Equal(20, await store.Points(memberId));

        // The program changes meanwhile: what goes back is what came.
        await store.GivenProgram(pointsPerUnit: 7, payRate: 3);
        await store.Settle(store.Ticket(storeId, memberId, [Back(1, sale.SaleId, 1, 1, 10m)], Paid("Points", -5m, sale.SaleId), Paid("Cash", -5m, sale.SaleId)));
        Assert.Equal(20 - 5 + 500, await store.Points(memberId));
        await store.Settle(store.Ticket(storeId, memberId, [Back(1, sale.SaleId, 2, 1, 10m), Back(2, sale.SaleId, 1, 2, 20m)], Paid("Points", -15m, sale.SaleId), Paid("Cash", -15m, sale.SaleId)));

        Assert.Equal(2000, await store.Points(memberId));
        var again = await Assert.ThrowsAnyAsync<Refusal>(() => store.Settle(store.Ticket(storeId, memberId, [], Paid("Points", -0.01m, sale.SaleId))));
        Assert.Equal("points.not_paid", again.Code);
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task A_rule_for_a_tender_gives_its_extra_on_all_that_is_paid_by_it_though_points_pay_a_part()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenBought(storeId, memberId, Sold(1, 5000m));
        (await store.Owner(0).Post("/api/loyalty/points/rules", new { name = "钱包双倍", factor = 2m, tender = "Wallet", storeIds = new[] { storeId }, addsUp = true })).Ok();

        var outcome = await store.Settle(store.Ticket(storeId, memberId, [Sold(1, 100m)], Paid("Points", 50m), Paid("Wallet", 50m)));
        Assert.Equal((100L, 5000L), (outcome.PointsEarned, outcome.PointsUsed));

        outcome = await store.Settle(store.Ticket(storeId, memberId, [Sold(1, 100m)], Paid("Cash", 50m), Paid("Wallet", 50m)));
        Assert.Equal(150L, outcome.PointsEarned);
    }

    [Fact]
    public async Task What_is_over_pays_no_more_though_nobody_has_swept_it_and_shows_in_no_balance()
    {
        await store.GivenProgram(lifetimeDays: 10);
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        for (var visit = 0; visit < 12; visit++)
            await store.GivenBought(storeId, memberId, Sold(1, 10m));
        await store.Later(TimeSpan.FromDays(6));
        await store.GivenBought(storeId, memberId, Sold(1, 50m));
        await store.Later(TimeSpan.FromDays(5));

        Assert.Equal((50L, 50L), await Balance(memberId));
        Assert.Equal("points.short", (await Assert.ThrowsAnyAsync<Refusal>(() => store.Settle(store.Ticket(storeId, memberId, [Sold(1, 1m)], Paid("Points", 0.51m), Paid("Cash", 0.49m))))).Code);
        await store.Settle(store.Ticket(storeId, memberId, [Sold(1, 0.30m)], Paid("Points", 0.30m)));
        Assert.Equal((20L, 20L), await Balance(memberId));
        await store.Services.GetRequiredService<PointsSweep>().Sweep(CancellationToken.None);
        Assert.Equal((20L, 20L), await Balance(memberId));
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task Points_that_come_back_late_hold_as_long_as_they_had_left_when_they_paid()
    {
        await store.GivenProgram(lifetimeDays: 10);
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenBought(storeId, memberId, Sold(1, 1000m));
        await store.Later(TimeSpan.FromDays(7));
        await store.GivenProgram(pointsPerUnit: 0, lifetimeDays: 10);
        var sale = store.Ticket(storeId, memberId, [Sold(1, 10m)], Paid("Points", 10m));
        await store.Settle(sale);

        await store.Later(TimeSpan.FromDays(20));
        await store.Settle(store.Ticket(storeId, memberId, [Back(1, sale.SaleId, 1, 1, 10m)], Paid("Points", -10m, sale.SaleId)));
        await store.Services.GetRequiredService<PointsSweep>().Sweep(CancellationToken.None);

        await store.Later(TimeSpan.FromDays(2));
        Assert.Equal((1000L, 1000L), await Balance(memberId));
        await store.Later(TimeSpan.FromDays(2));
        Assert.Equal((0L, 0L), await Balance(memberId));
    }

    [Fact]
    public async Task Spent_points_of_returned_goods_are_owed_and_won_back()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        var first = await store.GivenBought(storeId, memberId, Sold(1, 500m));
        await store.Settle(store.Ticket(storeId, memberId, [Sold(1, 5m)], Paid("Points", 5m)));

        var outcome = await store.Settle(store.Ticket(storeId, memberId, [Back(1, first.SaleId, 1, 1, 500m)], Paid("Cash", -500m, first.SaleId)));

        Assert.Equal((0L, -500L, 0L, -500L), (outcome.PointsBefore, outcome.PointsEarned, outcome.PointsUsed, outcome.PointsAfter));
        await store.GivenBought(storeId, memberId, Sold(1, 300m));
        Assert.Equal((-200L, 0L), await Balance(memberId));
        await store.GivenBought(storeId, memberId, Sold(1, 300m));
        Assert.Equal((100L, 100L), await Balance(memberId));
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task A_return_takes_from_what_waits_first_and_points_wait_until_they_vest()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenBought(storeId, memberId, Sold(1, 100m));
        await store.GivenProgram(vestingDays: 7);
        var sale = await store.GivenBought(storeId, memberId, Sold(1, 50m, 2));
        Assert.Equal((150L, 100L), await Balance(memberId));

        await store.Settle(store.Ticket(storeId, memberId, [Back(1, sale.SaleId, 1, 1, 25m)], Paid("Cash", -25m, sale.SaleId)));

        Assert.Equal((125L, 100L), await Balance(memberId));
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task Of_fifty_tills_that_spend_the_same_points_exactly_one_gets_them()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenBought(storeId, memberId, Sold(1, 1000m));

        var tries = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            try
            {
                await store.Settle(store.Ticket(storeId, memberId, [Sold(1, 10m)], Paid("Points", 10m)));
                return "paid";
            }
            catch (Refusal refused)
            {
                return refused.Code;
            }
        })));

        Assert.Equal((1, 49), (tries.Count(one => one == "paid"), tries.Count(one => one == "points.short")));
        Assert.Equal(0, await store.Points(memberId));
        Assert.Empty(await store.PointsBreaks());
    }

    /// <summary>Whatever is bought and in however many parts it comes back: in the end there is what there was before.</summary>
    [Fact]
    public async Task Any_order_of_partial_returns_ends_at_zero()
    {
        await store.GivenProgram(pointsPerUnit: 0.7m, payRate: 30);
        var storeId = await store.GivenStore();
        var cases = Gen.Sample(
            from quantities in Gen.NonEmptyListOf(Gen.Choose(1, 5)).Select(list => list.Take(4).ToArray())
            from prices in Gen.ArrayOf(Gen.Choose(1, 9999), quantities.Length)
            from order in Gen.Shuffle(quantities.SelectMany((quantity, line) => Enumerable.Repeat(line + 1, quantity)).ToArray())
            from percent in Gen.Choose(0, 60)
            select (quantities, prices, order, percent), 25, 5);
        foreach (var (quantities, prices, order, percent) in cases)
        {
            var memberId = await store.GivenMember();
            await store.GivenBought(storeId, memberId, Sold(1, 100_000m));
            var before = await store.Points(memberId);
            LoyalLine[] lines = [.. quantities.Select((quantity, index) => Sold(index + 1, prices[index] * quantity / 100m, quantity))];
            var total = lines.Sum(line => line.Total.ToDecimal());
            var points = decimal.Round(total * percent / 100, 2);
            LoyalPayment[] paid = points == 0 ? [Paid("Cash", total)] : [Paid("Points", points), Paid("Cash", total - points)];
            var sale = store.Ticket(storeId, memberId, lines, paid);
            await store.Settle(sale);

            foreach (var (line, index) in order.Select((line, index) => (line, index)))
            {
                var refund = index == order.Length - 1 ? points - (decimal.Round(points / order.Length, 2, MidpointRounding.ToZero) * index) : decimal.Round(points / order.Length, 2, MidpointRounding.ToZero);
                await store.Settle(store.Ticket(storeId, memberId, [Back(1, sale.SaleId, line, 1, prices[line - 1] / 100m)], refund == 0 ? [] : [Paid("Points", -refund, sale.SaleId)]));
            }

            Assert.Equal(before, await store.Points(memberId));
        }

        Assert.Empty(await store.PointsBreaks());
    }

    /// <summary>Each step is worth less than half a point: all of them together give back, and take back, what there was.</summary>
    [Fact]
    public async Task Steps_too_small_for_a_point_are_not_forgotten()
    {
        await store.GivenProgram(pointsPerUnit: 0.7m, payRate: 30);
        var (storeId, payer, earner) = (await store.GivenStore(), await store.GivenMember(), await store.GivenMember());
        await store.GivenBought(storeId, payer, Sold(1, 100m));
        var before = await store.Points(payer);
        var paid = store.Ticket(storeId, payer, [Sold(1, 0.05m, 5)], Paid("Points", 0.05m));
        await store.Settle(paid);
        var bought = await store.GivenBought(storeId, earner, Sold(1, 2.5m, 5));
        Assert.Equal((before - 2, 1), (await store.Points(payer), await store.Points(earner)));

        for (var piece = 0; piece < 5; piece++)
        {
            await store.Settle(store.Ticket(storeId, payer, [Back(1, paid.SaleId, 1, 1, 0.01m)], Paid("Points", -0.01m, paid.SaleId)));
            await store.Settle(store.Ticket(storeId, earner, [Back(1, bought.SaleId, 1, 1, 0.5m)], Paid("Cash", -0.5m, bought.SaleId)));
        }

        Assert.Equal((before, 0), (await store.Points(payer), await store.Points(earner)));
        Assert.Empty(await store.PointsBreaks());
    }

    /// <summary>The account against the simplest model of one: a number, and what waits.</summary>
    [Fact]
    public void Lots_are_always_what_the_balance_says()
    {
        var moves = Gen.ListOf(Gen.Choose(0, 4).SelectMany(kind => Gen.Choose(1, 100).Select(points => (kind, points))));
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(moves), all =>
        {
            var (ids, balance, day) = (0L, 0L, 0);
            var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            var account = new PointsAccount(1, 0, 0, isNew: true, [], () => ++ids);
            foreach (var (kind, points) in all)
            {
                var now = start.AddDays(++day);
                var at = new PointsMoment(1, DateOnly.FromDateTime(now), now);
                switch (kind)
                {
                    case 0: account.Come(PointsEntryKind.Earned, points, vestsAt: null, now.AddDays(points), at); balance += points; break;
                    case 1: account.Come(PointsEntryKind.Earned, points, now.AddDays(3), now.AddDays(points + 3), at); balance += points; break;
                    case 2 when points <= account.Available(now): account.Spend(PointsEntryKind.Used, points, at); balance -= points; break;
                    case 3: account.TakeBack(PointsEntryKind.TakenBack, points, at); balance -= points; break;
                    case 4: balance -= account.Settle(now, at); break;
                }

                var holds = account.Balance == balance && account.Lots.Sum(lot => lot.Remaining) == Math.Max(0, balance)
                    && account.Pending == account.Lots.Where(lot => !lot.Vested).Sum(lot => lot.Remaining) && account.Entries.Sum(entry => entry.Points) == balance;
                if (!holds)
                    return false;
            }

            return true;
        }));
    }

    [Theory]
    [InlineData("UPDATE loyalty.PointsAccounts SET Balance = Balance + 1 WHERE MemberId = @memberId")]
    [InlineData("UPDATE loyalty.PointsEntries SET Remaining = Remaining - 1 WHERE MemberId = @memberId")]
    [InlineData("UPDATE loyalty.TicketLinePoints SET Earned = Earned + 1 WHERE MemberId = @memberId")]
    public async Task Verify_sees_what_somebody_has_changed_by_hand(string change)
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenBought(storeId, memberId, Sold(1, 10m));
        Task<int> Change(string sql) => store.InScope(services =>
        {
            var db = (Store.Kernel.Database.Db)services.GetService(typeof(Store.Kernel.Database.Db))!;
            return db.Transact(() => db.Execute(sql, new { memberId }, CancellationToken.None), CancellationToken.None);
        });

        await Change(change);
        Assert.NotEmpty(await store.PointsBreaks());
        await Change(change.Contains("- 1", StringComparison.Ordinal) ? change.Replace("- 1", "+ 1", StringComparison.Ordinal) : change.Replace("+ 1", "- 1", StringComparison.Ordinal));
        Assert.Empty(await store.PointsBreaks());
    }

    private async Task<(long Balance, long Available)> Balance(long memberId)
    {
        var points = await store.PointsOf(memberId);
        return (points.GetProperty("balance").GetInt64(), points.GetProperty("available").GetInt64());
    }
}
