using Microsoft.Extensions.DependencyInjection;
using Store.Loyalty.Points.Ledger;
using Store.Tests.Catalog;
using Store.Tests.Checkout;
using static Store.Tests.Loyalty.PointsGivens;

namespace Store.Tests.Loyalty;

public sealed class PointsUsesTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Points_are_given_by_hand_up_to_the_callers_limit()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        var clerk = store.Limited(storeId, new() { ["loyalty.points-by-hand"] = 100 }, "loyalty.adjust-points");
        var path = $"/api/loyalty/stores/{storeId}/members/{memberId}/points/adjustments";

        Assert.Equal(100, (await clerk.Post(path, new { points = 100, reason = "补偿" })).Ok().GetProperty("balance").GetInt64());
        Assert.Equal((403, "approval_required"), Told(await clerk.Post(path, new { points = -101, reason = "更正" })));
        Assert.Equal((422, "points.short"), Told(await store.Owner(storeId).Post(path, new { points = -101, reason = "更正" })));
        Assert.Equal(400, (await clerk.Post(path, new { points = 0, reason = "更正" })).Status);
        Assert.Equal(400, (await clerk.Post(path, new { points = 1, reason = "" })).Status);
        Assert.Equal(404, (await clerk.Post($"/api/loyalty/stores/{storeId}/members/12345/points/adjustments", new { points = 1, reason = "补偿" })).Status);
        Assert.Equal(40, (await clerk.Post(path, new { points = -60, reason = "更正" })).Ok().GetProperty("balance").GetInt64());
        var entries = (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/points/entries?limit=1")).Ok();
        Assert.Equal((-60L, "更正"), (entries.GetProperty("items")[0].GetProperty("points").GetInt64(), entries.GetProperty("items")[0].GetProperty("reason").GetString()));
        Assert.Equal(100, (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/points/entries?after={entries.GetProperty("next").GetString()}")).Ok().GetProperty("items")[0].GetProperty("points").GetInt64());
    }

    [Fact]
    public async Task Over_the_limit_somebody_else_who_reads_why_approves_it_once_or_refuses_it()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        var clerk = store.Limited(storeId, new() { ["loyalty.points-by-hand"] = 100 }, "loyalty.adjust-points");
        var manager = store.Limited(storeId, new() { ["loyalty.points-by-hand"] = 1000 }, "access.approve");
        var path = $"/api/loyalty/stores/{storeId}/members/{memberId}/points/adjustments";
        var (why, asked) = (StoreApp.NewCode("WHY"), StoreApp.NewCode("补偿"));
        async Task<long> Ask(string reason) => (await clerk.Post($"/api/access/stores/{storeId}/approvals", new { limit = "loyalty.points-by-hand", value = 500, subject = $"points of member {memberId}", reason }))
            .Ok().GetProperty("approvalId").GetInt64();
        async Task Decide(long approvalId, bool approve) => (await manager.Post($"/api/access/approvals/{approvalId}/decide", new { approve, note = (string?)null })).Ok();

        var refusal = await clerk.Post(path, new { points = 500, reason = why });
        Assert.Equal((403, "approval_required", $"points of member {memberId}"), (refusal.Status, refusal.Code, refusal.Json.GetProperty("subject").GetString()));
        Assert.DoesNotContain(why, refusal.Text, StringComparison.Ordinal);
        Assert.Equal(400, (await clerk.Post(path, new { points = 500, reason = new string('长', 201) })).Status);
        Assert.Equal(400, (await clerk.Post($"/api/access/stores/{storeId}/approvals", new { limit = "loyalty.points-by-hand", value = 500, subject = "x", reason = new string('长', 201) })).Status);

        var (refused, granted) = (await Ask(asked), await Ask(asked));
        var pending = (await manager.Get("/api/access/approvals/pending")).Ok().GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([(refused, asked, 500m, true), (granted, asked, 500m, true)], pending.Select(one => (
            one.GetProperty("approvalId").GetInt64(), one.GetProperty("reason").GetString(), one.GetProperty("value").GetDecimal(), one.GetProperty("withinOwnLimit").GetBoolean())));
        await Decide(refused, approve: false);
        await Decide(granted, approve: true);

        clerk.With("Approval", $"{refused}");
        Assert.Equal((403, "approval_required"), Told(await clerk.Post(path, new { points = 500, reason = why })));
        clerk.With("Approval", $"{granted}");
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => clerk.Post(path, new { points = 500, reason = why })));
        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((403, "approval_required"), Told(reply)));
        Assert.Equal(500, await store.Points(memberId));
        Assert.Equal(why, (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/points/entries")).Ok().GetProperty("items")[0].GetProperty("reason").GetString());
        Assert.Empty(await store.Rows<long>("SELECT AuditEntryId FROM kernel.AuditEntries WHERE StoreId = @storeId AND (OldValue LIKE @like OR NewValue LIKE @like)", new { storeId, like = $"%{why}%" }));
    }

    [Fact]
    public async Task A_family_moves_points_and_two_that_do_so_at_once_lose_none()
    {
        await store.GivenProgram();
        var (storeId, one, other) = (await store.GivenStore(), await store.GivenMember(), await store.GivenMember());
        await store.GivenBought(storeId, one, Sold(1, 100m));
        await store.GivenBought(storeId, other, Sold(1, 100m));

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => store.Owner(storeId).Post(
            $"/api/loyalty/stores/{storeId}/members/{(number % 2 == 0 ? one : other)}/points/transfers", new { toMemberId = number % 2 == 0 ? other : one, points = 10, reason = "家人" })));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Equal((100L, 100L), (await store.Points(one), await store.Points(other)));
        Assert.Equal(400, (await store.Owner(storeId).Post($"/api/loyalty/stores/{storeId}/members/{one}/points/transfers", new { toMemberId = one, points = 10, reason = "x" })).Status);
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task A_gift_costs_points_and_leaves_the_stock()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenBought(storeId, memberId, Sold(1, 100m));
        var product = await store.GivenProduct(storeId);
        var owner = store.Owner(storeId);
        (await owner.Post($"/api/inventory/stores/{storeId}/receipts", new { documentUuid = Guid.NewGuid(), lines = new[] { new { productId = product.ProductId, quantity = 5, cost = 10 } } })).Ok();
        var gift = (await owner.Post("/api/loyalty/points/gifts", new { productId = product.ProductId, name = "雨伞", points = 45 })).Ok().GetProperty("giftId").GetInt64();

        Assert.Equal(10, (await owner.Post($"/api/loyalty/stores/{storeId}/members/{memberId}/points/gifts", new { giftId = gift, pieces = 2 })).Ok().GetProperty("balance").GetInt64());
        Assert.Equal((422, "points.short"), Told(await owner.Post($"/api/loyalty/stores/{storeId}/members/{memberId}/points/gifts", new { giftId = gift, pieces = 1 })));
        (await owner.Put($"/api/loyalty/points/gifts/{gift}", new { name = "雨伞", points = 1, active = false, version = 1 })).Ok();
        Assert.Equal((422, "points.gift_gone"), Told(await owner.Post($"/api/loyalty/stores/{storeId}/members/{memberId}/points/gifts", new { giftId = gift, pieces = 1 })));

        Assert.Equal([3000L], await store.Rows<long>("SELECT QuantityMilli FROM inventory.Stock WHERE StoreId = @storeId AND ProductId = @ProductId", new { storeId, product.ProductId }));
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task Points_lead_to_a_higher_level_for_as_long_as_was_said()
    {
        await store.GivenProgram();
        var (storeId, memberId, owner) = (await store.GivenStore(), await store.GivenMember(), store.Owner(0));
        await store.GivenBought(storeId, memberId, Sold(1, 100m));
        var levelId = (await owner.Post("/api/members/levels", new { name = StoreApp.NewCode("金"), rank = 900 })).Ok().GetProperty("levelId").GetInt64();
        var (offer, path) = ($"/api/loyalty/points/levels/{levelId}", $"/api/loyalty/stores/{storeId}/members/{memberId}/points/levels");

        Assert.Equal(404, (await store.Owner(storeId).Post(path, new { levelId })).Status);
        Assert.Equal(422, (await owner.Put("/api/loyalty/points/levels/12345", new { points = 60, months = 12, active = true, version = 0 })).Status);
        (await owner.Put(offer, new { points = 60, months = 12, active = true, version = 0 })).Ok();
        Assert.Equal(409, (await owner.Put(offer, new { points = 60, months = 12, active = true, version = 0 })).Status);

        var bought = (await store.Owner(storeId).Post(path, new { levelId })).Ok();
        Assert.Equal((60L, 40L), (bought.GetProperty("points").GetInt64(), bought.GetProperty("balance").GetInt64()));
        Assert.Equal(levelId, (await owner.Get($"/api/members/members/{memberId}")).Ok().GetProperty("levelId").GetInt64());
        Assert.Equal("Points", (await owner.Get($"/api/members/members/{memberId}/level-changes")).Ok().GetProperty("items")[0].GetProperty("cause").GetString());
        (await owner.Put(offer, new { points = 40, months = 12, active = true, version = 1 })).Ok();
        Assert.Equal((422, "level.not_higher"), Told(await store.Owner(storeId).Post(path, new { levelId })));
        (await owner.Put(offer, new { points = 40, months = 12, active = false, version = 2 })).Ok();
        Assert.Equal((422, "points.level_gone"), Told(await store.Owner(storeId).Post(path, new { levelId })));
        Assert.Equal(40, await store.Points(memberId));
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task Points_are_paid_out_by_whoever_may_up_to_their_limit()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenBought(storeId, memberId, Sold(1, 5000m));
        var path = $"/api/loyalty/stores/{storeId}/members/{memberId}/points/cash-outs";
        var manager = store.Limited(storeId, new() { ["loyalty.points-cash-out"] = 20 }, "loyalty.cash-out-points");

        Assert.Equal(20m, (await manager.Post(path, new { points = 2000, reason = "退会" })).Ok().GetProperty("amount").GetDecimal());
        Assert.Equal((403, "approval_required"), Told(await manager.Post(path, new { points = 2001, reason = "退会" })));
        Assert.Equal(403, (await store.SignedIn(storeId, "loyalty.adjust-points").Post(path, new { points = 1, reason = "x" })).Status);
        Assert.Equal(3000, await store.Points(memberId));
    }

    [Fact]
    public async Task An_activity_gives_points_as_often_as_its_kind_says_however_many_tills_record_it_at_once()
    {
        await store.GivenProgram();
        var storeId = await store.GivenStore();
        var (memberId, other) = (await store.GivenMember(), await store.GivenMember());
        var type = (await store.Owner(0).Post(
                "/api/loyalty/points/activity-types", new { activityTypeId = 0, name = "到店", points = 10, needsApproval = false, active = true, version = 0, dailyAtMost = 2, totalAtMost = 3 }))
            .Ok().GetProperty("activityTypeId").GetInt64();
        Task<StoreApp.Reply> Record(long who) => store.Owner(storeId).Post($"/api/loyalty/stores/{storeId}/members/{who}/points/activities", new { activityTypeId = type });

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Record(memberId)));

        Assert.Equal(2, answers.Count(answer => answer.Status == 200));
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal((422, "points.activity_often"), Told(answer)));
        Assert.Equal(20, await store.Points(memberId));
        (await Record(other)).Ok();
        await store.Later(TimeSpan.FromDays(1));
        Assert.Equal([200, 422], new[] { (await Record(memberId)).Status, (await Record(memberId)).Status }.Order());
        await store.Later(TimeSpan.FromDays(1));
        Assert.Equal((422, "points.activity_often"), Told(await Record(memberId)));
        Assert.Equal(30, await store.Points(memberId));
        Assert.Equal(400, (await store.Owner(0).Post("/api/loyalty/points/activity-types", new { activityTypeId = 0, name = "x", points = 1, needsApproval = false, active = true, version = 0, dailyAtMost = 0 })).Status);
    }

    [Fact]
    public async Task What_was_refused_does_not_count_as_a_time()
    {
        await store.GivenProgram();
        var storeId = await store.GivenStore();
        var memberId = await store.GivenMember();
        var type = (await store.Owner(0).Post("/api/loyalty/points/activity-types", new { activityTypeId = 0, name = "问卷", points = 30, needsApproval = true, active = true, version = 0, totalAtMost = 1 }))
            .Ok().GetProperty("activityTypeId").GetInt64();
        var clerk = store.SignedIn(storeId, "loyalty.record-activities");
        Task<StoreApp.Reply> Record() => clerk.Post($"/api/loyalty/stores/{storeId}/members/{memberId}/points/activities", new { activityTypeId = type });

        var first = (await Record()).Ok().GetProperty("activityId").GetInt64();
        Assert.Equal(422, (await Record()).Status);
        (await store.Owner(storeId).Put($"/api/loyalty/stores/{storeId}/points/activities/{first}", new { approve = false })).Ok();
        (await Record()).Ok();
    }

    [Fact]
    public async Task An_activity_gives_points_once_somebody_else_has_approved_it()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        var type = (await store.Owner(0).Post("/api/loyalty/points/activity-types", new { activityTypeId = 0, name = "问卷", points = 30, needsApproval = true, active = true, version = 0 }))
            .Ok().GetProperty("activityTypeId").GetInt64();
        var clerk = store.Owner(storeId);
        var made = (await clerk.Post($"/api/loyalty/stores/{storeId}/members/{memberId}/points/activities", new { activityTypeId = type, note = "十一月" })).Ok();
        var activity = $"/api/loyalty/stores/{storeId}/points/activities/{made.GetProperty("activityId").GetInt64()}";
        Assert.Equal(("Waiting", 0L), (made.GetProperty("state").GetString(), await store.Points(memberId)));

        Assert.Equal((422, "points.own_activity"), Told(await clerk.Put(activity, new { approve = true })));
        Assert.Single((await store.Owner(storeId).Get("/api/loyalty/points/activities")).Ok().GetProperty("items").EnumerateArray());
        (await store.Owner(storeId).Put(activity, new { approve = true })).Ok();
        Assert.Equal((409, "points.activity_decided"), Told(await store.Owner(storeId).Put(activity, new { approve = true })));
        Assert.Equal(30, await store.Points(memberId));
    }

    [Fact]
    public async Task Points_vest_and_expire_in_time_and_only_once_whichever_host_does_it()
    {
        await store.GivenProgram(vestingDays: 2, lifetimeDays: 10);
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        await store.GivenBought(storeId, memberId, Sold(1, 100m));
        var sweep = store.Services.GetRequiredService<PointsSweep>();
        Assert.Equal((100, 0), await Known());

        await store.Later(TimeSpan.FromDays(3));
        await Task.WhenAll(sweep.Sweep(CancellationToken.None), sweep.Sweep(CancellationToken.None));
        Assert.Equal((100, 100), await Known());
        await store.Settle(store.Ticket(storeId, memberId, [Sold(1, 0.30m)], Paid("Points", 0.30m)));

        await store.Later(TimeSpan.FromDays(8));
        await Task.WhenAll(sweep.Sweep(CancellationToken.None), sweep.Sweep(CancellationToken.None));
        Assert.Equal((0, 0), await Known());
        Assert.Equal([-70L], await store.Rows<long>("SELECT Points FROM loyalty.PointsEntries WHERE MemberId = @memberId AND Kind = 'Expired'", new { memberId }));
        Assert.Equal(0, await sweep.Sweep(CancellationToken.None));
        Assert.Empty(await store.PointsBreaks());

        async Task<(long, long)> Known()
        {
            var points = await store.PointsOf(memberId);
            return (points.GetProperty("balance").GetInt64(), points.GetProperty("available").GetInt64());
        }
    }

    [Fact]
    public async Task Who_has_earned_often_pays_with_as_many_of_those_points_as_it_takes_the_oldest_first()
    {
        await store.GivenProgram(lifetimeDays: 10);
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        for (var visit = 0; visit < 84; visit++)
            await store.GivenBought(storeId, memberId, Sold(1, 10m));

        await store.Settle(store.Ticket(storeId, memberId, [Sold(1, 0.15m)], Paid("Points", 0.15m)));
        Assert.Equal([5L, .. Enumerable.Repeat(10L, 82)], await Left());

        await store.Settle(store.Ticket(storeId, memberId, [Sold(1, 8.20m)], Paid("Points", 8.20m)));
        Assert.Equal([5L], await Left());
        Assert.Equal(5L, await store.Points(memberId));
        Assert.Empty(await store.PointsBreaks());

        Task<IReadOnlyList<long>> Left() => store.Rows<long>("SELECT Remaining FROM loyalty.PointsEntries WHERE MemberId = @memberId AND Remaining > 0 ORDER BY EntryId", new { memberId });
    }

    [Fact]
    public async Task Two_files_that_become_one_bring_their_points_and_goods_can_still_come_back()
    {
        await store.GivenProgram();
        var (storeId, into, from) = (await store.GivenStore(), await store.GivenMember(), await store.GivenMember());
        await store.GivenBought(storeId, into, Sold(1, 10m));
        var sale = await store.GivenBought(storeId, from, Sold(1, 90m));

        (await store.Owner(0).Post($"/api/members/members/{into}/merge", new { otherId = from, version = 1, otherVersion = 1 })).Ok();

        Assert.Equal((100L, 0L), (await store.Points(into), await store.Points(from)));
        await store.Settle(store.Ticket(storeId, from, [Back(1, sale.SaleId, 1, 1, 90m)], Paid("Cash", -90m, sale.SaleId)));
        Assert.Equal((10L, 0L), (await store.Points(into), await store.Points(from)));
        Assert.Contains("points", (await store.Owner(0).Post($"/api/members/members/{into}/export", new { })).Ok().GetProperty("parts").EnumerateObject().Select(part => part.Name));
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task Goods_can_still_come_back_when_the_file_that_went_on_has_ended_in_a_third()
    {
        await store.GivenProgram();
        var (storeId, last, middle, first) = (await store.GivenStore(), await store.GivenMember(), await store.GivenMember(), await store.GivenMember());
        var sale = await store.GivenBought(storeId, first, Sold(1, 90m));

        (await store.Owner(0).Post($"/api/members/members/{middle}/merge", new { otherId = first, version = 1, otherVersion = 1 })).Ok();
        (await store.Owner(0).Post($"/api/members/members/{last}/merge", new { otherId = middle, version = 1, otherVersion = 2 })).Ok();

        await store.Settle(store.Ticket(storeId, last, [Back(1, sale.SaleId, 1, 1, 90m)], Paid("Cash", -90m, sale.SaleId)));
        Assert.Equal((0L, 0L, 0L), (await store.Points(last), await store.Points(middle), await store.Points(first)));
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task What_is_owed_in_points_is_told_by_day()
    {
        await store.GivenProgram();
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        var today = DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime.AddHours(8));
        var before = await Owed(today);

        await store.GivenBought(storeId, memberId, Sold(1, 250m));

        Assert.Equal(250, await Owed(today) - before);
        Assert.Equal(0, await Owed(today.AddYears(-1)));
        Assert.Equal(today, (await store.Owner(0).Get("/api/loyalty/points/owed")).Ok().GetProperty("on").GetDateTime() is var on ? DateOnly.FromDateTime(on) : default);

        async Task<long> Owed(DateOnly on) => (await store.Owner(0).Get($"/api/loyalty/points/owed?on={on:yyyy-MM-dd}")).Ok().GetProperty("points").GetInt64();
    }

    [Fact]
    public async Task When_points_pay_another_amount_what_is_owed_follows_from_that_day_on_and_earlier_days_stay_in_the_books_too()
    {
        await store.GivenProgram(payRate: 100);
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var goods = await till.Product(100m);
        async Task<long> Buy(object[] payments) => (await till.Sell([Till.Line(goods, 10, 100m)], payments, new { memberId })).Ok().GetProperty("saleId").GetInt64();
        await Buy([Till.Cash(1000m)]);
        var paid = await Buy([Paid(4m), Till.Cash(996m)]);
        var month = (await store.Owner(0).Get("/api/loyalty/points/owed")).Ok();
        await store.DispatchEvents();
        Assert.Equal((1596, 15.96m), (await store.Points(memberId), await Books()));

        await store.Later(TimeSpan.FromDays(1));
        await store.GivenProgram(payRate: 50);
        await store.DispatchEvents();
        var (then, now) = ((await Owed(month.GetProperty("on").GetString()!)).Ok(), (await store.Owner(0).Get("/api/loyalty/points/owed")).Ok());
        Assert.Equal(month.GetRawText(), then.GetRawText());
        Assert.Equal(decimal.Round(now.GetProperty("points").GetInt64() / 50m, 2, MidpointRounding.AwayFromZero), now.GetProperty("value").GetDecimal());
        Assert.Equal((31.92m, 15.96m), (await Books(), await Books(month.GetProperty("on").GetString())));

        // Points that paid come back as many as they were, and are owed at what they pay now.
        (await till.Return(paid, [Till.Back(1, 10)], [Paid(4m), Till.Cash(996m)])).Ok();
        await store.DispatchEvents();
        Assert.Equal((1000, 20m), (await store.Points(memberId), await Books()));
        Assert.Empty(await store.Breaks());

        object Paid(decimal amount) => new { tender = "Points", amount };

        Task<StoreApp.Reply> Owed(string on) => store.Owner(0).Get($"/api/loyalty/points/owed?on={on}");

        async Task<decimal> Books(string? to = null) => (await till.Owner.Get($"/api/finance/trial-balance?storeId={till.StoreId}&to={to ?? "9999-12-31"}")).Ok().GetProperty("rows").EnumerateArray()
            .Where(row => row.GetProperty("accountCode").GetString() == "2206").Sum(row => -row.GetProperty("balance").GetDecimal());
    }

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
