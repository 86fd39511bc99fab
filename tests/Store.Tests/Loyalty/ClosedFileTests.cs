using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Database;
using Store.Loyalty.Value;
using Store.Tests.Catalog;
using Store.Tests.Checkout;
using Store.Tests.Members;

namespace Store.Tests.Loyalty;

/// <summary>Tickets, points and value of members whose file was merged or who wished to be forgotten: nothing is booked onto an account that nobody looks at any more.</summary>
public sealed class ClosedFileTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_ticket_that_names_a_merged_file_is_the_members_whose_file_goes_on()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var (from, into) = (await store.GivenMember(), await store.GivenMember());
        var (goods, topUp) = (await till.Product(100m), await till.ValueProduct(100m, "TopUp"));
        await store.GivenTopUpRule(till.StoreId, paidAtLeast: 100m, bonus: 10m, bonusPoints: 7);
        var order = (await till.Owner.Post($"{till.Root}/orders", new
        {
            orderUuid = Guid.NewGuid(), kind = "Special", customerName = "张", depositRequired = 0m, memberId = from, lines = new[] { Till.Line(goods, 1, 100m) },
        })).Ok().GetProperty("orderId").GetInt64();
        var before = (await till.Sell([Till.Line(goods, 1, 100m), Till.Line(topUp, 1, 100m)], [Till.Cash(200m)], new { memberId = from })).Ok().GetProperty("saleId").GetInt64();
        await store.Merge(from, into);
        Assert.Equal((107L, (100m, 10m)), (await store.Points(into), await store.Value(into)));

        var sale = (await till.Sell([Till.Line(goods, 1, 100m), Till.Line(topUp, 1, 100m)], [Till.Cash(200m)], new { memberId = from })).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal((214L, (200m, 20m)), (await store.Points(into), await store.Value(into)));
        Assert.Equal(into, (await till.Owner.Get($"{till.Root}/sales/{sale}")).Ok().GetProperty("memberId").GetInt64());

        // What a till had put away or ordered under the old file, holds and payments of it, and what comes back.
        (await till.Owner.Post($"{till.Root}/orders/{order}/pick-up", new { saleUuid = Guid.NewGuid(), registerId = till.RegisterId, payments = new[] { Till.Cash(100m) } })).Ok();
        var hold = (await till.Owner.Post($"/api/loyalty/stores/{till.StoreId}/value-holds", new { memberId = from, amount = 100m })).Ok().GetProperty("holdId").GetInt64();
        (await till.Sell([Till.Line(goods, 1, 100m)], [new { tender = "StoredValue", amount = 100m, holdId = hold }], new { memberId = from })).Ok();
        Assert.Equal((414L, (100m, 20m)), (await store.Points(into), await store.Value(into)));
        (await till.Return(before, [new { lineNumber = 1, quantity = 1 }, new { lineNumber = 2, quantity = 1 }], [Till.Cash(200m)])).Ok();
        Assert.Equal((307L, (0m, 10m)), (await store.Points(into), await store.Value(into)));

        Assert.Equal((0L, (0m, 0m)), (await store.Points(from), await store.Value(from)));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task What_people_do_to_points_of_a_merged_file_happens_to_the_one_that_goes_on()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var (from, into, other) = (await store.GivenMember(), await store.GivenMember(), await store.GivenMember());
        await store.Merge(from, into);
        var root = $"/api/loyalty/stores/{till.StoreId}/members";
        var type = (await store.Owner(0).Post("/api/loyalty/points/activity-types", new { name = StoreApp.NewCode("评"), points = 5, needsApproval = false, active = true, occasion = "None" })).Ok()
            .GetProperty("activityTypeId").GetInt64();

        (await till.Owner.Post($"{root}/{from}/points/adjustments", new { points = 1000, reason = "补" })).Ok();
        (await till.Owner.Post($"{root}/{from}/points/activities", new { activityTypeId = type })).Ok();
        (await till.Owner.Post($"{root}/{from}/points/cash-outs", new { points = 100, reason = "提现" })).Ok();
        (await till.Owner.Post($"{root}/{other}/points/adjustments", new { points = 50, reason = "补" })).Ok();
        (await till.Owner.Post($"{root}/{other}/points/transfers", new { toMemberId = from, points = 50, reason = "家人" })).Ok();
        Assert.Equal("points.same_member", (await till.Owner.Post($"{root}/{from}/points/transfers", new { toMemberId = into, points = 1, reason = "自己" })).Code);

        Assert.Equal((0L, 955L), (await store.Points(from), await store.Points(into)));
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task Who_was_forgotten_buys_as_a_passer_by_and_has_no_points_and_no_value()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var (goods, topUp) = (await till.Product(100m), await till.ValueProduct(100m, "TopUp"));
        (await till.Sell([Till.Line(goods, 1, 100m)], [Till.Cash(100m)], new { memberId })).Ok();
        (await store.Owner(0).Post($"/api/members/members/{memberId}/erase", new { version = (await store.LevelOf(memberId)).Version, givesUp = true })).Ok();

        var sale = (await till.Sell([Till.Line(goods, 1, 100m)], [Till.Cash(100m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();

        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await till.Owner.Get($"{till.Root}/sales/{sale}")).Ok().GetProperty("memberId").ValueKind);
        Assert.Equal("points.no_member", (await till.Sell([Till.Line(goods, 1, 100m)], [Till.Paid("Points", 1m), Till.Cash(99m)], new { memberId })).Code);
        Assert.Equal("value.no_member", (await till.Sell([Till.Line(topUp, 1, 100m)], [Till.Cash(100m)], new { memberId })).Code);
        Assert.Equal("member.closed", (await till.Owner.Post($"/api/loyalty/stores/{till.StoreId}/members/{memberId}/points/adjustments", new { points = 10, reason = "补" })).Code);
        Assert.Equal("member.closed", (await till.Owner.Post($"/api/loyalty/stores/{till.StoreId}/value-holds", new { memberId, amount = 1m })).Code);
        Assert.Equal((0L, (0m, 0m)), (await store.Points(memberId), await store.Value(memberId)));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Money_of_goods_that_come_back_does_not_go_onto_the_value_of_who_was_forgotten()
    {
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var (goods, topUp) = (await till.Product(100m), await till.ValueProduct(100m, "TopUp"));
        (await till.Sell([Till.Line(topUp, 1, 100m)], [Till.Cash(100m)], new { memberId })).Ok();
        var sale = (await till.Sell([Till.Line(goods, 1, 100m)], [Till.Paid("StoredValue", 100m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        (await store.Owner(0).Post($"/api/members/members/{memberId}/erase", new { version = (await store.LevelOf(memberId)).Version, givesUp = true })).Ok();

        Assert.Equal("member.closed", (await till.Return(sale, [new { lineNumber = 1, quantity = 1 }], [Till.Paid("StoredValue", 100m)])).Code);
        Assert.Equal((0m, 0m), await store.Value(memberId));
    }

    /// <summary>One top-up's turn comes first; the merge waits behind it, and so comes before the turn of the file that it ends.</summary>
    [Fact]
    public async Task An_instalment_that_was_found_due_before_a_merge_goes_to_the_file_that_goes_on()
    {
        var storeId = await store.GivenStore();
        var (first, from, into) = (await store.GivenMember(), await store.GivenMember(), await store.GivenMember());
        await store.GivenTopUpRule(storeId, paidAtLeast: 100m, bonus: 10m, instalments: 2);
        await store.TopUp(storeId, first, 100m);
        await store.TopUp(storeId, from, 100m);
        await store.Later(TimeSpan.FromDays(32));

        var merge = await store.MergesBefore("BonusLeftMinor = BonusLeftMinor - @bonus", from, into);
        await store.Services.GetRequiredService<TopUpInstalments>().Sweep(CancellationToken.None);
        await merge;

        Assert.Equal(((100m, 10m), (100m, 10m), (0m, 0m)), (await store.Value(first), await store.Value(into), await store.Value(from)));
        Assert.Empty(await store.Breaks());
    }

    /// <summary>The embedded engine has one writer and no such hints: there a merge waits anyway. On SQL Server it waits for these, and the rate of points for the tickets that reckon with it.</summary>
    [Fact]
    public async Task A_ticket_keeps_the_members_file_and_the_program_as_they_are_until_it_is_written()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        (await till.Sell([Till.Line(await till.Product(100m), 1, 100m)], [Till.Cash(100m)], new { memberId })).Ok();

        var read = StatementRules.Seen.Where(one => one.Contains("FROM   members.Members f", StringComparison.Ordinal) && one.Contains("AnswerGetStanding.cs", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(read);
        Assert.All(read, one => Assert.Equal(3, one.Split("WITH (REPEATABLEREAD, ROWLOCK)").Length));
        var opened = StatementRules.Seen.Where(one => one.Contains("PointsBook.cs", StringComparison.Ordinal) && one.Contains("loyalty.PointsPrograms", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(opened);
        Assert.All(opened, one => Assert.Contains("FROM   loyalty.PointsPrograms p WITH (REPEATABLEREAD, ROWLOCK)", one, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("INSERT INTO loyalty.PointsAccounts (MemberId, Balance, Pending) VALUES (@from, 5, 0)")]
    [InlineData("INSERT INTO loyalty.ValueBalances (MemberId, PrincipalMinor, BonusMinor, HeldMinor, HoldChecked, Version) VALUES (@from, 5, 0, 0, 0, 1)")]
    public async Task Verify_notices_an_account_of_a_merged_file_that_holds_something(string change)
    {
        var (from, into) = (await store.GivenMember(), await store.GivenMember());
        await store.Merge(from, into);

        Assert.Contains("Files that were merged hold nothing", await store.BrokenBy(change, new { from }));
    }

    [Fact]
    public async Task One_bad_top_up_keeps_no_instalment_of_others_waiting()
    {
        var storeId = await store.GivenStore();
        var (bad, good) = (await store.GivenMember(), await store.GivenMember());
        await store.GivenTopUpRule(storeId, paidAtLeast: 100m, bonus: 10m, instalments: 2);
        await store.TopUp(storeId, bad, 100m);
        await store.TopUp(storeId, good, 100m);
        await store.InScope(services => services.GetRequiredService<Db>().Transact(
            () => services.GetRequiredService<Db>().Execute("UPDATE loyalty.TopUps SET StoreId = 1 WHERE MemberId = @bad", new { bad }, CancellationToken.None), CancellationToken.None));

        await store.Later(TimeSpan.FromDays(32));
        await store.Services.GetRequiredService<TopUpInstalments>().Sweep(CancellationToken.None);

        Assert.Equal(((100m, 5m), (100m, 10m)), (await store.Value(bad), await store.Value(good)));
    }
}
