using System.Text.Json;

namespace Store.Tests.Members;

public sealed class MemberPageTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_link_and_its_code_open_a_members_own_page_once()
    {
        var (memberId, number) = await store.GivenNumberedMember();
        var invitation = await store.Invite(memberId);
        var (key, code) = (invitation.GetProperty("path").GetString()!["/m/".Length..], invitation.GetProperty("code").GetString()!);

        var opened = (await store.Anonymous().Post("/api/members/page/sign-in", new { key, code })).Ok();

        var phone = store.Anonymous().With("Member-Session", opened.GetProperty("token").GetString()!);
        Assert.Equal(number, (await phone.Get("/api/members/page/card")).Ok().GetProperty("number").GetString());
        Assert.Equal((401, "page.link_over"), Told(await store.Anonymous().Post("/api/members/page/sign-in", new { key, code })));
        Assert.Equal((401, "page.signed_out"), Told(await store.Anonymous().Get("/api/members/page/card")));

        (await phone.Post("/api/members/page/sign-out", new { })).Ok();
        Assert.Equal(401, (await phone.Get("/api/members/page/card")).Status);
    }

    [Fact]
    public async Task Five_wrong_codes_end_a_link_even_all_at_once()
    {
        var (memberId, _) = await store.GivenNumberedMember();
        var invitation = await store.Invite(memberId);
        var (key, code) = (invitation.GetProperty("path").GetString()!["/m/".Length..], invitation.GetProperty("code").GetString()!);
        var wrong = code == "000000" ? "111111" : "000000";

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.Anonymous().Post("/api/members/page/sign-in", new { key, code = wrong })));

        Assert.Equal(5, replies.Count(reply => reply.Status == 200 && reply.Json.GetProperty("token").ValueKind == JsonValueKind.Null));
        Assert.Equal(3, replies.Count(reply => reply.Code == "page.link_over"));
        Assert.Equal(401, (await store.Anonymous().Post("/api/members/page/sign-in", new { key, code })).Status);
    }

    [Fact]
    public async Task A_member_changes_what_is_theirs_and_tells_a_birthday_once()
    {
        var (memberId, _) = await store.GivenNumberedMember();
        var phone = await store.GivenPhone(memberId);

        (await phone.Put("/api/members/page/profile", new { name = "自己", language = "en", birthMonth = 5, birthDay = 1, channels = new[] { "Sms", "App" } })).Ok();
        (await phone.Put("/api/members/page/profile", new { name = "自己", language = "en", birthMonth = 6, birthDay = 2, channels = new[] { "App" } })).Ok();

        (await phone.Put("/api/members/page/profile", new { name = "自己", language = (string?)null, birthMonth = 6, birthDay = 2, channels = new[] { "App" } })).Ok();
        var profile = (await phone.Get("/api/members/page/profile")).Ok();
        Assert.Equal(("自己", 5, 1), (profile.GetProperty("name").GetString(), profile.GetProperty("birthMonth").GetInt32(), profile.GetProperty("birthDay").GetInt32()));
        Assert.Equal(["App"], profile.GetProperty("channels").EnumerateArray().Select(channel => channel.GetString()));
        Assert.Equal(3, (await store.SignedIn(0, "members.view").Get($"/api/members/members/{memberId}/consents")).Ok().GetProperty("items").GetArrayLength());
        Assert.Equal(400, (await phone.Put("/api/members/page/profile", new { name = " ", language = "en", channels = Array.Empty<string>() })).Status);
    }

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}

/// <summary>Members and their phones, for the tests of the members' page.</summary>
internal static class MemberPhones
{
    public static async Task<StoreApp.Client> GivenPhone(this StoreApp store, long memberId)
    {
        var invitation = await store.Invite(memberId);
        var opened = await store.Anonymous().Post("/api/members/page/sign-in", new { key = invitation.GetProperty("path").GetString()!["/m/".Length..], code = invitation.GetProperty("code").GetString() });
        return store.Anonymous().With("Member-Session", opened.Ok().GetProperty("token").GetString()!);
    }

    public static async Task<JsonElement> Invite(this StoreApp store, long memberId) =>
        (await store.SignedIn(0, "members.register").Post($"/api/members/members/{memberId}/page-invitations", new { })).Ok();

    public static async Task<(long MemberId, string Number)> GivenNumberedMember(this StoreApp store)
    {
        var made = (await store.SignedIn(0, "members.manage").Post("/api/members/members", new { name = "会员" })).Ok();
        return (made.GetProperty("memberId").GetInt64(), made.GetProperty("number").GetString()!);
    }
}

/// <summary>Moves the clock on, and so stands by itself: a host that has lost two minutes makes no ids.</summary>
public sealed class MemberCardTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task The_card_on_the_phone_is_read_at_the_till_for_two_minutes_and_not_after()
    {
        var (memberId, _) = await store.GivenNumberedMember();
        var phone = await store.GivenPhone(memberId);
        var code = (await phone.Get("/api/members/page/card")).Ok().GetProperty("code").GetString()!;
        var till = store.SignedIn(0, "members.view");

        Assert.Equal(memberId, (await till.Post("/api/members/members/lookup", new { code = code.ToLowerInvariant() })).Ok().GetProperty("memberId").GetInt64());
        Assert.Equal(404, (await till.Post("/api/members/members/lookup", new { code = code[..^1] + (code[^1] == 'A' ? 'B' : 'A') })).Status);
        store.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(404, (await till.Post("/api/members/members/lookup", new { code })).Status);
        Assert.NotEqual(code, (await phone.Get("/api/members/page/card")).Ok().GetProperty("code").GetString());
    }
}
