using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Privacy;
using Store.Tests.Checkout;
using Store.Tests.Loyalty;

namespace Store.Tests.Members;

public sealed class MemberFileTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_phone_makes_a_member_once_however_it_is_written_and_whoever_asks_at_once()
    {
        var storeId = await store.GivenStore();
        var digits = NewPhone();
        var ways = new[] { digits, $"{digits[..3]} {digits[3..7]} {digits[7..]}", $"+86 {digits}", $"0086-{digits}" };

        var replies = await Task.WhenAll(ways.Select(phone => store.SignedIn(storeId, "members.register").Post($"/api/members/stores/{storeId}/members", new { phone })));

        var made = replies.Select(reply => reply.Ok()).ToList();
        Assert.Single(made.Select(member => member.GetProperty("memberId").GetInt64()).Distinct());
        Assert.Equal(1, made.Count(member => !member.GetProperty("existed").GetBoolean()));
        Assert.All(made, member => Assert.Equal($"{digits[..3]}****{digits[7..]}", member.GetProperty("phone").GetString()));
        Assert.Equal(400, (await store.SignedIn(storeId, "members.register").Post($"/api/members/stores/{storeId}/members", new { phone = "abc" })).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "members.view").Post($"/api/members/stores/{storeId}/members", new { phone = NewPhone() })).Status);
    }

    [Fact]
    public async Task Phone_and_address_are_unreadable_in_the_database_and_found_all_the_same()
    {
        var (phone, email) = (NewPhone(), $"{StoreApp.NewCode("z").ToLowerInvariant()}@example.com");
        var member = (await Manager().Post("/api/members/members", new { name = "赵敏", phone, email = $" {email.ToUpperInvariant()} " })).Ok();
        var memberId = member.GetProperty("memberId").GetInt64();

        var rows = await store.Rows<string>("SELECT Sealed FROM members.MemberContacts WHERE MemberId = @memberId", new { memberId });
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.DoesNotContain(phone[7..], row, StringComparison.Ordinal));
        Assert.Empty(await store.Rows<string>("SELECT ExactIndex FROM members.MemberContacts WHERE MemberId = @memberId AND ExactIndex LIKE @like", new { memberId, like = $"%{phone}%" }));

        var seen = await Read(memberId);
        Assert.Equal(($"{phone[..3]}****{phone[7..]}", $"z***@example.com"), (seen.GetProperty("phone").GetString(), seen.GetProperty("email").GetString()));
        Assert.Equal(memberId, (await Till().Post("/api/members/members/lookup", new { code = $"+86{phone}" })).Ok().GetProperty("memberId").GetInt64());
        Assert.Contains(memberId, (await Till().Get($"/api/members/members/by-digits?digits={phone[7..]}")).Ok().GetProperty("items").EnumerateArray().Select(one => one.GetProperty("memberId").GetInt64()));
        Assert.Equal([memberId], (await Till().Post("/api/members/members/search", new { text = phone })).Ok().GetProperty("items").EnumerateArray().Select(one => one.GetProperty("memberId").GetInt64()));

        Assert.Equal(403, (await Till().Post($"/api/members/members/{memberId}/contact/reveal", new { })).Status);
        var revealed = (await store.SignedIn(0, "members.see-contact").Post($"/api/members/members/{memberId}/contact/reveal", new { })).Ok();
        Assert.Equal((phone, email), (revealed.GetProperty("phone").GetString(), revealed.GetProperty("email").GetString()));
        Assert.Single(await store.Rows<long>("SELECT AuditEntryId FROM kernel.AuditEntries WHERE Action = 'members.see-contact' AND Subject = @subject", new { subject = $"member {member.GetProperty("number").GetString()}" }));
    }

    [Fact]
    public async Task Nothing_of_a_phone_is_left_in_keys_for_retries_in_the_audit_log_or_in_errors()
    {
        var phone = NewPhone();
        var storeId = await store.GivenStore();
        var till = store.SignedIn(storeId, "members.register", "members.view");
        await till.Post($"/api/members/stores/{storeId}/members", new { phone }, Guid.NewGuid().ToString());

        Assert.Empty(await store.Rows<long>("SELECT AuditEntryId FROM kernel.AuditEntries WHERE NewValue LIKE @like OR Subject LIKE @like", new { like = $"%{phone}%" }));
        Assert.Empty(await store.Rows<string>("SELECT IdempotencyKey FROM kernel.IdempotencyKeys WHERE Operation = 'RegisterMember'"));
        var unknown = await till.Post("/api/members/members/lookup", new { code = NewPhone()[..9] + "77" });
        Assert.Equal((404, "member.not_found"), (unknown.Status, unknown.Code));
        Assert.DoesNotContain("77", unknown.Json.GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_address_finds_its_member_and_no_phone_or_address_finds_anybody_by_an_open_address()
    {
        var (phone, email) = (NewPhone(), $"{StoreApp.NewCode("z").ToLowerInvariant()}@example.com");
        var memberId = (await Manager().Post("/api/members/members", new { name = "赵敏", phone, email })).Ok().GetProperty("memberId").GetInt64();

        Assert.Equal(memberId, (await Till().Post("/api/members/members/lookup", new { code = email.ToUpperInvariant() })).Ok().GetProperty("memberId").GetInt64());
        Assert.Equal(404, (await Till().Post("/api/members/members/lookup", new { code = email[1..] })).Status);
        foreach (var text in new[] { email, phone, $"+86 {phone}" })
            Assert.Equal([memberId], Ids((await Till().Post("/api/members/members/search", new { text })).Ok()));
        foreach (var text in new[] { email, phone })
            Assert.Empty(Ids((await Till().Get($"/api/members/members?text={Uri.EscapeDataString(text)}")).Ok()));
    }

    [Fact]
    public async Task The_same_four_digits_are_leafed_through_and_the_stores_own_members_come_first()
    {
        var (storeId, ending) = (await store.GivenStore(), $"{Random.Shared.Next(10_000):D4}");
        var ours = new List<long>();
        for (var i = 0; i < 25; i++)
        {
            var phone = $"139{Random.Shared.Next(10_000):D4}{ending}";
            var made = i % 5 == 0
                ? (await store.SignedIn(storeId, "members.register").Post($"/api/members/stores/{storeId}/members", new { phone })).Ok().GetProperty("memberId").GetInt64()
                : (await Made(phone)).MemberId;
            if (i % 5 == 0)
                ours.Add(made);
        }

        var pages = new List<JsonElement>();
        for (var next = "0"; next is not null; next = pages[^1].GetProperty("next").GetString())
            pages.Add((await Till().Get($"/api/members/members/by-digits?digits={ending}&homeStoreId={storeId}&after={next}&limit=10")).Ok());

        var found = pages.SelectMany(Ids).ToList();
        Assert.Equal((3, 25), (pages.Count, found.Distinct().Count()));
        Assert.Equal(ours.Order(), found.Take(5).Order());
        Assert.Equal(400, (await Till().Get($"/api/members/members/by-digits?digits={ending}&after=-1")).Status);
    }

    [Fact]
    public async Task The_list_tells_home_store_last_visit_spend_and_points_and_masks_the_phone()
    {
        var till = await store.GivenTill();
        var phone = NewPhone();
        await store.GivenProgram();
        var memberId = (await till.Owner.Post("/api/members/members", new { name = "常客", phone, homeStoreId = till.StoreId })).Ok().GetProperty("memberId").GetInt64();
        await till.SellTo(memberId, await till.Product(30m), 2, 30m);
        await store.DispatchEvents();

        async Task<JsonElement> Seen(StoreApp.Client by) => Assert.Single((await by.Post("/api/members/members/search", new { text = phone })).Ok().GetProperty("items").EnumerateArray());
        var seen = await Seen(store.SignedIn(0, "members.view", "loyalty.view-points"));
        Assert.Equal((till.StoreId, 60m, 60L, $"{phone[..3]}****{phone[7..]}"), (
            seen.GetProperty("homeStoreId").GetInt64(), seen.Amount("spent"), seen.GetProperty("points").GetInt64(), seen.GetProperty("phone").GetString()));
        Assert.NotNull(seen.GetProperty("lastVisit").GetString());
        Assert.Equal(JsonValueKind.Null, (await Seen(Till())).GetProperty("points").ValueKind);
    }

    [Fact]
    public async Task Who_brought_a_member_is_said_when_they_register_and_gets_the_points_once()
    {
        await store.GivenProgram();
        var storeId = await store.GivenStore();
        (await store.Owner(0).Post("/api/loyalty/points/activity-types", new { activityTypeId = 0, name = "推荐", points = 50, needsApproval = false, active = true, version = 0, occasion = "Referral" })).Ok();
        var (friendId, _) = await Made();
        var till = store.SignedIn(storeId, "members.register");

        var path = $"/api/members/stores/{storeId}/members";
        Assert.Equal((422, "referrer.unknown"), Told(await till.Post(path, new { phone = NewPhone(), referrerId = 12345 })));
        var made = (await till.Post(path, new { phone = NewPhone(), referrerId = friendId })).Ok().GetProperty("memberId").GetInt64();
        var other = (await Manager().Post("/api/members/members", new { name = "另一位", referrerId = friendId })).Ok().GetProperty("memberId").GetInt64();
        await store.DispatchEvents();

        Assert.Equal([friendId, friendId], new[] { await Read(made), await Read(other) }.Select(member => member.GetProperty("profile").GetProperty("referrerId").GetInt64()));
        Assert.Equal(100, await store.Points(friendId));
    }

    [Fact]
    public async Task Until_when_a_level_is_held_is_seen_and_taken_off_alone()
    {
        var (memberId, _) = await Made();
        var levelId = await store.GivenLevel(Random.Shared.Next(1000));
        var owner = store.Owner(0);
        (await owner.Put($"/api/members/members/{memberId}/level", new { levelId, version = 1, heldUntil = "2030-06-30" })).Ok();
        Assert.Equal("2030-06-30", (await Read(memberId)).GetProperty("levelHeldUntil").GetString());

        (await owner.Put($"/api/members/members/{memberId}/level", new { levelId, version = 2, heldUntil = (string?)null })).Ok();

        var read = await Read(memberId);
        Assert.Equal((levelId, JsonValueKind.Null), (read.GetProperty("levelId").GetInt64(), read.GetProperty("levelHeldUntil").ValueKind));
    }

    [Fact]
    public async Task A_phone_belongs_to_one_member()
    {
        var phone = NewPhone();
        var (firstId, _) = await Made(phone);
        var (otherId, _) = await Made();

        var reply = await Manager().Put($"/api/members/members/{otherId}/contact", new { phone, email = (string?)null, version = 1 });

        Assert.Equal((409, "member.phone_taken", firstId), (reply.Status, reply.Code, reply.Json.GetProperty("memberId").GetInt64()));
        var blind = await store.SignedIn(0, "members.manage").Post("/api/members/members", new { name = "另一位", phone });
        Assert.False(blind.Json.TryGetProperty("memberId", out _));
        Assert.Equal((409, "member.phone_taken"), Told(await Manager().Post("/api/members/members", new { name = "另一位", phone })));
        Assert.Equal(200, (await Manager().Put($"/api/members/members/{otherId}/contact", new { phone = NewPhone(), email = (string?)null, version = 1 })).Status);
        Assert.Equal((409, "member.stale"), Told(await Manager().Put($"/api/members/members/{otherId}/contact", new { phone = (string?)null, email = (string?)null, version = 1 })));
    }

    [Fact]
    public async Task A_file_is_changed_by_one_person_at_a_time()
    {
        var (memberId, _) = await Made();
        var (friendId, _) = await Made();
        var profile = new { gender = "Female", birthYear = 1990, birthMonth = 2, birthDay = 28, language = "en", referrerId = friendId, notes = "喜欢靠窗", preferences = "无糖", tags = new[] { " VIP ", "VIP", "茶" } };

        (await Manager().Put($"/api/members/members/{memberId}", new { name = "周芷若", homeStoreId = (long?)null, profile, version = 1 })).Ok();

        var read = await Read(memberId);
        Assert.Equal("周芷若", read.GetProperty("name").GetString());
        Assert.Equal((1990, 2, 28), (read.GetProperty("profile").GetProperty("birthYear").GetInt32(), read.GetProperty("profile").GetProperty("birthMonth").GetInt32(), read.GetProperty("profile").GetProperty("birthDay").GetInt32()));
        Assert.Equal(["VIP", "茶"], read.GetProperty("profile").GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal((409, "member.stale"), Told(await Manager().Put($"/api/members/members/{memberId}", new { name = "别人", profile = new { }, version = 1 })));
        foreach (var wrong in new object[] { new { birthMonth = 2, birthDay = 30 }, new { birthMonth = 13, birthDay = 1 }, new { birthDay = 1 }, new { gender = "?" }, new { language = "fr" }, new { birthYear = 3000 }, new { referrerId = memberId } })
            Assert.Equal(400, (await Manager().Put($"/api/members/members/{memberId}", new { name = "周芷若", profile = wrong, version = 2 })).Status);
        Assert.Equal((422, "referrer.unknown"), Told(await Manager().Put($"/api/members/members/{memberId}", new { name = "周芷若", profile = new { referrerId = 12345 }, version = 2 })));
    }

    [Fact]
    public async Task The_last_word_on_messages_counts_and_all_are_kept()
    {
        var (memberId, _) = await Made();
        foreach (var given in new[] { true, false })
            (await Manager().Post($"/api/members/members/{memberId}/consents", new { channel = "Sms", given, source = "till" })).Ok();
        (await Manager().Post($"/api/members/members/{memberId}/consents", new { channel = "Email", given = true, source = "till" })).Ok();

        Assert.Equal(["Email True", "Sms False"], (await Read(memberId)).GetProperty("consents").EnumerateArray().Select(one => $"{one.GetProperty("channel").GetString()} {one.GetProperty("given").GetBoolean()}"));
        Assert.Equal(3, (await Till().Get($"/api/members/members/{memberId}/consents")).Ok().GetProperty("items").GetArrayLength());
        Assert.Equal(400, (await Manager().Post($"/api/members/members/{memberId}/consents", new { channel = "Pigeon", given = true, source = "till" })).Status);
    }

    [Fact]
    public async Task A_lost_card_stops_and_the_new_one_is_the_members()
    {
        var (memberId, _) = await Made();
        var (old, next) = (StoreApp.NewCode("C"), StoreApp.NewCode("C"));
        (await Manager().Post($"/api/members/members/{memberId}/cards", new { code = old, batch = "2026" })).Ok();
        Assert.Equal((409, "card.taken"), Told(await Manager().Post($"/api/members/members/{memberId}/cards", new { code = old.ToLowerInvariant() })));
        Assert.Equal(200, await LookedUp(old));
        (await Manager().Put($"/api/members/members/{memberId}/cards/{old}/blocked", new { blocked = true })).Ok();
        Assert.Equal(404, await LookedUp(old));

        (await Manager().Post($"/api/members/members/{memberId}/cards", new { code = next, replaces = old })).Ok();

        Assert.Equal((200, 404), (await LookedUp(next), await LookedUp(old)));
        Assert.Equal(404, (await Manager().Put($"/api/members/members/{memberId}/cards/{old}/blocked", new { blocked = false })).Status);
        Assert.Equal(["Replaced", "Active"], (await Read(memberId)).GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Two_files_become_one_and_every_way_leads_to_it()
    {
        var phone = NewPhone();
        var (memberId, number) = await Made();
        var (otherId, otherNumber) = await Made(phone);
        var card = StoreApp.NewCode("C");
        (await Manager().Post($"/api/members/members/{otherId}/cards", new { code = card })).Ok();
        (await Manager().Put($"/api/members/members/{otherId}", new { name = "同一人", profile = new { gender = "Male", tags = new[] { "茶" } }, version = 1 })).Ok();

        var merges = await Task.WhenAll(
            Manager().Post($"/api/members/members/{memberId}/merge", new { otherId, version = 1, otherVersion = 2 }),
            Manager().Post($"/api/members/members/{otherId}/merge", new { otherId = memberId, version = 2, otherVersion = 1 }));
        Assert.Equal([200, 409], merges.Select(merge => merge.Status).Order());

        var (into, from) = merges[0].Status == 200 ? (memberId, otherId) : (otherId, memberId);
        foreach (var code in new[] { number, otherNumber, card, phone })
            Assert.Equal(into, (await Till().Post("/api/members/members/lookup", new { code })).Ok().GetProperty("memberId").GetInt64());
        var read = await Read(into);
        Assert.Equal(("Male", 1), (read.GetProperty("profile").GetProperty("gender").GetString(), read.GetProperty("profile").GetProperty("tags").GetArrayLength()));
        Assert.Equal(("Merged", into), ((await Read(from)).GetProperty("state").GetString(), (await Read(from)).GetProperty("mergedIntoId").GetInt64()));
        Assert.Equal((422, "member.closed"), Told(await Manager().Put($"/api/members/members/{from}", new { name = "x", profile = new { }, version = 3 })));
    }

    [Fact]
    public async Task A_person_gets_all_that_is_kept_of_them_and_can_be_forgotten()
    {
        var phone = NewPhone();
        var (memberId, number) = await Made(phone);
        (await Manager().Put($"/api/members/members/{memberId}", new { name = "要走的人", profile = new { notes = "秘密", tags = new[] { "茶" } }, version = 1 })).Ok();
        (await Manager().Post($"/api/members/members/{memberId}/consents", new { channel = "Sms", given = true, source = "till" })).Ok();

        var exported = (await store.SignedIn(0, "members.export").Post($"/api/members/members/{memberId}/export", new { })).Ok().ToString();
        foreach (var known in new[] { phone, "要走的人", "秘密", "茶", "Sms" })
            Assert.Contains(known, JsonSerializer.Deserialize<JsonElement>(exported).GetRawText(), StringComparison.Ordinal);

        Assert.Equal(403, (await Manager().Post($"/api/members/members/{memberId}/erase", new { version = 2 })).Status);
        (await store.SignedIn(0, "members.erase").Post($"/api/members/members/{memberId}/erase", new { version = 2 })).Ok();

        var left = await Read(memberId);
        Assert.Equal(("Erased", "", number), (left.GetProperty("state").GetString(), left.GetProperty("name").GetString(), left.GetProperty("number").GetString()));
        Assert.Equal(JsonValueKind.Null, left.GetProperty("phone").ValueKind);
        Assert.Equal(404, await LookedUp(phone));
        Assert.Equal(404, await LookedUp(number));
        (await store.SignedIn(0, "members.register").Post($"/api/members/stores/0/members", new { phone })).Ok();
    }

    [Fact]
    public void What_is_sealed_opens_with_the_same_purpose_only_and_not_when_it_was_touched()
    {
        var personal = store.Services.GetRequiredService<PersonalData>();
        var once = personal.Seal("a", "13800138000");

        Assert.NotEqual(once, personal.Seal("a", "13800138000"));
        Assert.Equal("13800138000", personal.Open("a", once));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => personal.Open("b", once));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => personal.Open("a", once[..^2] + (once[^2] == 'A' ? "B" : "A") + once[^1]));
        Assert.NotEqual(personal.Index("a", "1"), personal.Index("b", "1"));
    }

    private static IReadOnlyList<long> Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("memberId").GetInt64())];

    private StoreApp.Client Manager() => store.SignedIn(0, "members.view", "members.manage", "members.merge");

    private StoreApp.Client Till() => store.SignedIn(0, "members.view");

    private async Task<(long MemberId, string Number)> Made(string? phone = null)
    {
        var made = (await Manager().Post("/api/members/members", new { name = "会员", phone })).Ok();
        return (made.GetProperty("memberId").GetInt64(), made.GetProperty("number").GetString()!);
    }

    private async Task<JsonElement> Read(long memberId) => (await Till().Get($"/api/members/members/{memberId}")).Ok();

    private async Task<int> LookedUp(string code) => (await Till().Post("/api/members/members/lookup", new { code })).Status;

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);

    private static string NewPhone() => $"1{Random.Shared.NextInt64(3_000_000_000, 9_999_999_999)}";
}
