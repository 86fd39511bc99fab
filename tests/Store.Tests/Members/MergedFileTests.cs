using Store.Tests.Catalog;
using Store.Tests.Checkout;
using Store.Tests.Loyalty;

namespace Store.Tests.Members;

/// <summary>What of two files that become one stays: levels and ways to be found.</summary>
public sealed class MergedFileTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_paid_level_of_the_file_that_ends_goes_with_its_membership_and_ends_with_it()
    {
        var till = await store.GivenTill();
        var (plan, own) = (await store.GivenPlan(till, 100m, days: 10, rank: 210), await store.GivenLevel(205));
        var (from, into) = (await store.GivenMember(), await store.GivenMember());
        await SetLevel(from, own);
        await till.Bought(plan, from);
        Assert.Equal(plan.LevelId, (await store.LevelOf(from)).LevelId);

        await store.Merge(from, into);
        Assert.Equal(plan.LevelId, (await store.LevelOf(into)).LevelId);

        await store.Later(TimeSpan.FromDays(12));
        await store.Sweep();
        Assert.Equal(own, (await store.LevelOf(into)).LevelId);
        Assert.Equal(["PlanEnded", "Plan", "Merged", "Plan", "ByHand"], await store.LevelCauses(into));
    }

    [Fact]
    public async Task Of_two_own_levels_the_higher_counts_with_the_day_until_which_it_was_set()
    {
        var (lower, higher) = (await store.GivenLevel(301), await store.GivenLevel(302));
        var until = DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime).AddDays(90);
        var (from, into) = (await store.GivenMember(), await store.GivenMember());
        await SetLevel(into, lower);
        await SetLevel(from, higher, until);

        await store.Merge(from, into);

        Assert.Equal(higher, (await store.LevelOf(into)).LevelId);
        Assert.Equal([until], await store.Rows<DateOnly>("SELECT LevelHeldUntil FROM members.Members WHERE MemberId = @into", new { into }));
        Assert.Equal("Merged", (await store.LevelCauses(into))[0]);

        // The other way round nothing changes, and nothing is written down.
        var third = await store.GivenMember();
        await SetLevel(third, lower, until.AddDays(1));
        await store.Merge(third, into);
        Assert.Equal(higher, (await store.LevelOf(into)).LevelId);
        Assert.Equal([until], await store.Rows<DateOnly>("SELECT LevelHeldUntil FROM members.Members WHERE MemberId = @into", new { into }));
        Assert.Single(await store.LevelCauses(into), "Merged");
    }

    [Fact]
    public async Task Both_phones_lead_to_the_member_and_neither_makes_another()
    {
        var (first, second) = (NewPhone(), NewPhone());
        var into = await store.GivenMember(new { name = "王一", phone = first, email = $"{first}@example.com" });
        var from = await store.GivenMember(new { name = "王二", phone = second });
        await store.Merge(from, into);
        var staff = store.Owner(0);

        foreach (var phone in new[] { first, second })
        {
            Assert.Equal(into, (await staff.Post("/api/members/members/lookup", new { code = phone })).Ok().GetProperty("memberId").GetInt64());
            var registered = (await staff.Post("/api/members/stores/0/members", new { phone })).Ok();
            Assert.Equal((into, true), (registered.GetProperty("memberId").GetInt64(), registered.GetProperty("existed").GetBoolean()));
            Assert.Contains(into, Items(await staff.Post("/api/members/members/search", new { text = phone })));
            Assert.Contains(into, Items(await staff.Get($"/api/members/members/by-digits?digits={phone[^4..]}")));
            Assert.Equal("member.phone_taken", (await staff.Post("/api/members/members", new { name = "另一个", phone })).Code);
        }

        Assert.Equal([$"{second[..3]}****{second[^4..]}"], (await staff.Get($"/api/members/members/{into}")).Ok().GetProperty("furtherContacts").EnumerateArray().Select(one => one.GetString()));
        Assert.Contains(second, (await staff.Post($"/api/members/members/{into}/export", new { })).Text, StringComparison.Ordinal);

        // A further number may become the first; and one that is somebody else's by now is let go of.
        (await staff.Put($"/api/members/members/{into}/contact", new { phone = second, email = (string?)null, version = (await store.LevelOf(into)).Version })).Ok();
        Assert.Empty((await staff.Get($"/api/members/members/{into}")).Ok().GetProperty("furtherContacts").EnumerateArray());
        var third = await store.GivenMember(new { name = "王三", phone = first });
        await store.Merge(third, into);
        (await staff.Delete($"/api/members/members/{into}/contact/further")).Ok();
        Assert.False((await staff.Post("/api/members/stores/0/members", new { phone = first })).Ok().GetProperty("existed").GetBoolean());
    }

    [Fact]
    public async Task A_further_phone_is_forgotten_with_the_person()
    {
        var phone = NewPhone();
        var into = await store.GivenMember(new { name = "李一", phone = NewPhone() });
        await store.Merge(await store.GivenMember(new { name = "李二", phone }), into);

        (await store.Owner(0).Post($"/api/members/members/{into}/erase", new { version = (await store.LevelOf(into)).Version })).Ok();

        Assert.Equal(404, (await store.Owner(0).Post("/api/members/members/lookup", new { code = phone })).Status);
    }

    [Theory]
    [InlineData("+86123")]
    [InlineData("0086 123")]
    [InlineData("+8612")]
    [InlineData("12")]
    public async Task What_is_too_short_for_a_phone_is_refused(string phone)
    {
        Assert.Equal(400, (await store.Owner(0).Post("/api/members/stores/0/members", new { phone })).Status);
        Assert.Equal(404, (await store.Owner(0).Post("/api/members/members/lookup", new { code = phone })).Status);
    }

    [Fact]
    public async Task A_mobile_number_with_the_country_before_it_is_the_same_with_or_without_a_plus()
    {
        var phone = NewPhone();
        var memberId = await store.GivenMember(new { name = "赵", phone = $"86{phone}" });

        foreach (var written in new[] { phone, $"86{phone}", $"+86 {phone}", $"0086-{phone}" })
            Assert.Equal(memberId, (await store.Owner(0).Post("/api/members/members/lookup", new { code = written })).Ok().GetProperty("memberId").GetInt64());
    }

    private async Task SetLevel(long memberId, long levelId, DateOnly? heldUntil = null) =>
        (await store.Owner(0).Put($"/api/members/members/{memberId}/level", new { levelId, version = (await store.LevelOf(memberId)).Version, heldUntil })).Ok();

    private static List<long> Items(StoreApp.Reply reply) => [.. reply.Ok().GetProperty("items").EnumerateArray().Select(item => item.GetProperty("memberId").GetInt64())];

    private static string NewPhone() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"139{Random.Shared.Next(10_000_000, 99_999_999)}");
}
