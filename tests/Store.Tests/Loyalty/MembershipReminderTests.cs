using System.Text.Json;
using Store.Tests.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Loyalty;

/// <summary>Reminders of the end of paid memberships.</summary>
public sealed class MembershipReminderTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Before_its_end_whoever_sold_it_is_reminded_once_and_the_list_names_it()
    {
        var till = await store.GivenTill();
        var plan = await store.GivenPlan(till, 100m, days: 20);
        var (ends, renewed) = (await store.GivenMember(), await store.GivenMember());
        await till.Bought(plan, ends);
        await till.Bought(plan, renewed);
        await till.Bought(plan, renewed);
        await store.Sweep();
        Assert.Empty(await Reminders(ends));

        await store.Later(TimeSpan.FromDays(7));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(store.Sweep)));
        Assert.Single(await Reminders(ends));
        Assert.Empty(await Reminders(renewed));
        Assert.True((await store.Memberships(ends)).GetProperty("endsSoon").GetBoolean());
        Assert.False((await store.Memberships(renewed)).GetProperty("endsSoon").GetBoolean());
        var listed = (await store.Owner(0).Get("/api/loyalty/memberships/expiring?limit=200")).Ok().GetProperty("items").EnumerateArray().Select(item => item.GetProperty("memberId").GetInt64()).ToList();
        Assert.Contains(ends, listed);
        Assert.DoesNotContain(renewed, listed);
        var file = (await store.Owner(0).Get("/api/loyalty/memberships/expiring/export")).Text;
        Assert.Contains((await store.Rows<string>("SELECT Number FROM members.Members WHERE MemberId = @ends", new { ends }))[0], file, StringComparison.Ordinal);
        Assert.Equal("value.stale", (await store.Owner(0).Put("/api/loyalty/membership-settings", new { remindDays = 14, version = 99 })).Code);
    }

    [Theory]
    [InlineData("renewal")]
    [InlineData("refund")]
    [InlineData("upgrade")]
    [InlineData("merge")]
    public async Task A_reminder_of_the_end_is_closed_when_the_end_is_off(string why)
    {
        var till = await store.GivenTill();
        var gold = await store.GivenPlan(till, 300m, days: 90, rank: 200);
        var silver = await store.GivenPlan(till, 100m, days: 20, rank: 150, upgradesTo: gold);
        var (memberId, other) = (await store.GivenMember(), await store.GivenMember());
        var sale = await till.Bought(silver, memberId);
        await till.Bought(silver, other);
        await store.Later(TimeSpan.FromDays(10));
        await store.Sweep();
        Assert.Equal((1, 1), (await OpenReminders(memberId), await OpenReminders(other)));

        switch (why)
        {
            case "renewal":
                await till.Bought(silver, memberId);
                break;
            case "refund":
                (await till.GiveBack(sale, 50m)).Ok();
                break;
            case "upgrade":
                await till.Bought(gold, memberId, pays: 250m);
                break;
            case "merge":
                var better = await store.GivenMember();
                await till.Bought(gold, better);
                await store.Merge(memberId, better);
                memberId = better;
                break;
        }

        Assert.Equal((0, 1), (await OpenReminders(memberId), await OpenReminders(other)));
        Assert.Single(await Reminders(memberId));
        await store.Later(TimeSpan.FromDays(10));
        await store.Sweep();
        Assert.Equal(1, await OpenReminders(other));
    }

    [Fact]
    public async Task An_end_that_comes_after_all_is_reminded_of_again()
    {
        var till = await store.GivenTill();
        var plan = await store.GivenPlan(till, 100m, days: 20);
        var memberId = await store.GivenMember();
        await till.Bought(plan, memberId);
        await store.Later(TimeSpan.FromDays(10));
        await store.Sweep();
        var renewal = await till.Bought(plan, memberId);
        Assert.Equal(0, await OpenReminders(memberId));

        (await till.GiveBack(renewal, 100m)).Ok();
        await store.Sweep();
        Assert.Equal(1, await OpenReminders(memberId));
        Assert.Equal(2, (await Reminders(memberId)).Count);
    }

    private async Task<int> OpenReminders(long memberId) => (await store.Owner(0).Get($"/api/members/members/{memberId}/notes")).Ok().GetProperty("items").EnumerateArray()
        .Count(note => note.GetProperty("channel").GetString() == "Ends" && note.GetProperty("doneAt").ValueKind == JsonValueKind.Null);

    private async Task<IReadOnlyList<string>> Reminders(long memberId) =>
        [.. (await store.Owner(0).Get($"/api/members/members/{memberId}/notes")).Ok().GetProperty("items").EnumerateArray().Where(note => note.GetProperty("channel").GetString() == "Ends")
            .Select(note => note.GetProperty("body").GetString()!)];
}
