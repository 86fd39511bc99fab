using Store.Tests.Catalog;
using Store.Tests.Checkout;
using Store.Tests.Members;

namespace Store.Tests.Loyalty;

/// <summary>What becomes of paid memberships when two files are one person's.</summary>
public sealed class MergedMembershipTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Memberships_go_with_a_file_that_is_merged()
    {
        var till = await store.GivenTill();
        var plan = await store.GivenPlan(till, 100m, days: 10);
        var (from, into) = (await store.GivenMember(), await store.GivenMember());
        await till.Bought(plan, from);

        await store.Merge(from, into);

        Assert.Equal([("Running", 10, 100m)], await store.Terms(into));
        Assert.Equal(plan.LevelId, (await store.LevelOf(into)).LevelId);
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Of_two_memberships_that_a_merge_brings_together_the_higher_runs_and_the_days_left_of_the_other_follow()
    {
        var till = await store.GivenTill();
        var gold = await store.GivenPlan(till, 300m, days: 30, rank: 200);
        var silver = await store.GivenPlan(till, 100m, days: 10, rank: 150);
        var (from, into) = (await store.GivenMember(), await store.GivenMember());
        var first = await till.Bought(silver, into);
        await till.Bought(silver, into);
        await store.Later(TimeSpan.FromDays(4));
        await till.Bought(gold, from);

        await store.Merge(from, into);
        Assert.Equal([("ToCome", 6, 60m), ("ToCome", 10, 100m), ("Running", 30, 300m)], await store.Terms(into));
        Assert.Equal(46, (await store.PaidDays(into)).Distinct().Count());
        Assert.Equal(gold.LevelId, (await store.LevelOf(into)).LevelId);
        Assert.Equal(60m, (await till.Quote(first)).Ok().Amount("total"));

        // The waiting days cost nothing, and are used when their turn comes.
        await store.Later(TimeSpan.FromDays(20));
        await store.Sweep();
        Assert.Equal([("ToCome", 6, 60m), ("ToCome", 10, 100m), ("Running", 30, 100m)], await store.Terms(into));
        await store.Later(TimeSpan.FromDays(12));
        await store.Sweep();
        Assert.Equal([("Running", 6, 40m), ("ToCome", 10, 100m), ("Ended", 30, 0m)], await store.Terms(into));
        Assert.Equal(silver.LevelId, (await store.LevelOf(into)).LevelId);
        (await till.GiveBack(first, 40m)).Ok();
        Assert.Equal([("Refunded", 6, 0m), ("Running", 10, 100m), ("Ended", 30, 0m)], await store.Terms(into));
        await store.DispatchEvents();
        Assert.Equal((300_00 + 60_00, 100_00), (await till.Books("6011"), await till.Books("2208")));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task What_an_upgrade_had_replaced_waits_with_it_and_comes_back_in_its_place()
    {
        var till = await store.GivenTill();
        var gold = await store.GivenPlan(till, 300m, days: 30, rank: 200);
        var silver = await store.GivenPlan(till, 100m, days: 20, rank: 150);
        var bronze = await store.GivenPlan(till, 20m, days: 10, rank: 120, upgradesTo: silver);
        var (from, into) = (await store.GivenMember(), await store.GivenMember());
        await till.Bought(bronze, into);
        var upgraded = await till.Bought(silver, into, pays: 80m);
        await till.Bought(gold, from);
        await store.Merge(from, into);

        await store.Later(TimeSpan.FromDays(15));
        (await till.GiveBack(upgraded, 80m)).Ok();
        Assert.Equal([("ToCome", 10, 20m), ("Refunded", 20, 0m), ("Running", 30, 150m)], await store.Terms(into));
        await store.Later(TimeSpan.FromDays(40));
        await store.Sweep();
        await store.DispatchEvents();
        Assert.Equal((320_00, 0), (await till.Books("6011"), await till.Books("2208")));
        Assert.Empty(await store.Breaks());
    }
}
