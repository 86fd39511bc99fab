using Microsoft.Extensions.DependencyInjection;
using Store.Access.Roles;
using Store.Access.Sessions;

namespace Store.Tests.Access;

/// <summary>PIN and badge at the till.</summary>
public sealed class PinTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const string Pin = "4711";

    [Fact]
    public async Task Badge_or_name_and_the_pin_sign_in_and_the_pin_alone_does_not()
    {
        var (storeId, person, badge) = await WithBadge();

        var till = store.Anonymous();
        var byBadge = await AtTill(till, new { badge, pin = Pin });
        Assert.Equal(person.UserId, (await till.Get("/api/access/me")).Ok().GetProperty("userId").GetInt64());
        var byName = await AtTill(store.Anonymous(), new { userName = person.UserName.ToUpperInvariant(), pin = Pin });

        Assert.Equal((person.UserId, person.UserId), (byBadge.Ok().GetProperty("userId").GetInt64(), byName.Ok().GetProperty("userId").GetInt64()));
        Assert.DoesNotContain("token", byBadge.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(400, (await AtTill(store.Anonymous(), new { pin = Pin })).Status);
        Assert.Equal(400, (await AtTill(store.Anonymous(), new { badge })).Status);
        Assert.Equal(400, (await AtTill(store.Anonymous(), new { badge, userName = person.UserName, pin = Pin })).Status);
        foreach (var wrong in new object[] { new { badge, pin = "4712" }, new { badge = badge + "0", pin = Pin }, new { userName = "nobody-of-this-name", pin = Pin }, new { userName = person.UserName, pin = "4712" } })
            Assert.Equal((401, "pin.refused"), StatusAndCode(await AtTill(store.Anonymous(), wrong)));
        Assert.True(storeId > 0);
    }

    [Fact]
    public async Task Two_people_with_the_same_pin_are_two_people()
    {
        var storeId = await store.GivenStore();
        var (one, other) = (await store.GivenPerson(BuiltInRoles.Cashier, storeId), await store.GivenPerson(BuiltInRoles.Cashier, storeId));
        await store.GivenPin(one, Pin);
        await store.GivenPin(other, Pin);

        Assert.Equal(one.UserId, (await AtTill(store.Anonymous(), new { userName = one.UserName, pin = Pin })).Ok().GetProperty("userId").GetInt64());
        Assert.Equal(other.UserId, (await AtTill(store.Anonymous(), new { userName = other.UserName, pin = Pin })).Ok().GetProperty("userId").GetInt64());
    }

    [Fact]
    public async Task The_next_cashier_takes_over_the_browser_and_the_session_before_has_ended()
    {
        var storeId = await store.GivenStore();
        var (one, other) = (await store.GivenPerson(BuiltInRoles.Cashier, storeId), await store.GivenPerson(BuiltInRoles.Cashier, storeId));
        await store.GivenPin(one, Pin);
        await store.GivenPin(other, Pin);
        var till = store.Anonymous();
        (await AtTill(till, new { userName = one.UserName, pin = Pin })).Ok();

        Assert.Equal(401, (await AtTill(till, new { userName = other.UserName, pin = "0000" })).Status);
        Assert.Equal(one.UserId, (await till.Get("/api/access/me")).Ok().GetProperty("userId").GetInt64());
        (await AtTill(till, new { userName = other.UserName, pin = Pin })).Ok();

        Assert.Equal(other.UserId, (await till.Get("/api/access/me")).Ok().GetProperty("userId").GetInt64());
        Assert.Equal(0, Assert.Single(await store.Rows<int>("SELECT COUNT(*) FROM access.Sessions WHERE UserId = @UserId", one)));
    }

    [Fact]
    public async Task A_session_at_a_till_ends_two_hours_after_it_was_last_used()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        await store.GivenPin(person, Pin);
        var till = store.Anonymous();
        (await AtTill(till, new { userName = person.UserName, pin = Pin })).Ok();

        for (var i = 0; i < 8; i++)
        {
            await store.Later(TimeSpan.FromMinutes(110));
            Assert.Equal(200, (await till.Get("/api/access/me")).Status);
        }

        // However much it is used, it ends after the longest day that someone works.
        await store.Later(TimeSpan.FromMinutes(110));
        Assert.Equal(401, (await till.Get("/api/access/me")).Status);

        (await AtTill(till, new { userName = person.UserName, pin = Pin })).Ok();
        await store.Later(TimeSpan.FromMinutes(121));
        Assert.Equal(401, (await till.Get("/api/access/me")).Status);
    }

    [Fact]
    public async Task A_badge_is_kept_as_hash_only_replaced_and_revoked()
    {
        var (storeId, person, badge) = await WithBadge();
        var owner = store.Owner(storeId);
        Assert.StartsWith("SB", badge, StringComparison.Ordinal);
        Assert.Equal(18, badge.Length);
        Assert.DoesNotContain(await store.Rows<string>("SELECT CodeHash FROM access.Badges WHERE UserId = @UserId", person), kept => kept.Contains(badge, StringComparison.OrdinalIgnoreCase));

        var replaced = (await owner.Post($"/api/access/users/{person.UserId}/badge", null)).Ok();
        var second = replaced.GetProperty("code").GetString()!;
        Assert.True(replaced.GetProperty("replacesOne").GetBoolean());
        Assert.Equal((401, 200), ((await AtTill(store.Anonymous(), new { badge, pin = Pin })).Status, (await AtTill(store.Anonymous(), new { badge = second, pin = Pin })).Status));
        Assert.Equal(System.Text.Json.JsonValueKind.String, (await Listed(storeId, person)).GetProperty("badgeIssuedAt").ValueKind);

        (await owner.Delete($"/api/access/users/{person.UserId}/badge")).Ok();
        (await owner.Delete($"/api/access/users/{person.UserId}/badge")).Ok();
        Assert.Equal(401, (await AtTill(store.Anonymous(), new { badge = second, pin = Pin })).Status);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await Listed(storeId, person)).GetProperty("badgeIssuedAt").ValueKind);
        Assert.Equal(404, (await owner.Post("/api/access/users/1/badge", null)).Status);
    }

    [Fact]
    public async Task People_set_their_own_pin_with_their_password()
    {
        var storeId = await store.GivenStore();
        var person = await store.GivenPerson(BuiltInRoles.Cashier, storeId);
        var client = await store.WithSession(person);
        Assert.False((await Listed(storeId, person)).GetProperty("hasPin").GetBoolean());

        Assert.Equal("password.wrong", (await client.Put("/api/access/me/pin", new { password = "not it", pin = "2580" })).Code);
        Assert.Equal("pin.guessable", (await client.Put("/api/access/me/pin", new { password = Person.Password, pin = "1234" })).Code);
        Assert.Equal("pin.guessable", (await client.Put("/api/access/me/pin", new { password = Person.Password, pin = "88888" })).Code);
        Assert.Equal(400, (await client.Put("/api/access/me/pin", new { password = Person.Password, pin = "25 80" })).Status);
        (await client.Put("/api/access/me/pin", new { password = Person.Password, pin = "2580" })).Ok();

        Assert.True((await Listed(storeId, person)).GetProperty("hasPin").GetBoolean());
        Assert.Equal(200, (await AtTill(store.Anonymous(), new { userName = person.UserName, pin = "2580" })).Status);
        Assert.DoesNotContain(await store.Rows<string>("SELECT PinHash FROM access.Users WHERE UserId = @UserId", person), kept => kept.Contains("2580", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_manager_gives_a_pin_unlocks_and_takes_it_away_but_only_from_those_below()
    {
        var storeId = await store.GivenStore();
        var (person, owner) = (await store.GivenPerson(BuiltInRoles.Cashier, storeId), await store.GivenPerson(BuiltInRoles.Owner, 0));
        var manager = await store.WithSession(await store.GivenPerson(BuiltInRoles.Manager, storeId));

        (await manager.Put($"/api/access/users/{person.UserId}/pin", new { pin = Pin })).Ok();
        for (var i = 0; i < 5; i++)
            Assert.Equal(401, (await AtTill(store.Anonymous(), new { userName = person.UserName, pin = "9999" })).Status);
        Assert.Equal(401, (await AtTill(store.Anonymous(), new { userName = person.UserName, pin = Pin })).Status);
        (await manager.Put($"/api/access/users/{person.UserId}/pin", new { pin = "2580" })).Ok();
        var till = store.Anonymous();
        Assert.Equal(200, (await AtTill(till, new { userName = person.UserName, pin = "2580" })).Status);
        (await manager.Put($"/api/access/users/{person.UserId}/pin", new { pin = (string?)null })).Ok();

        // The session at the till has ended with the PIN.
        Assert.Equal((401, 401), ((await till.Get("/api/access/me")).Status, (await AtTill(store.Anonymous(), new { userName = person.UserName, pin = "2580" })).Status));
        Assert.Equal("grant.beyond_own", (await manager.Put($"/api/access/users/{owner.UserId}/pin", new { pin = Pin })).Code);
        Assert.Equal("grant.beyond_own", (await manager.Post($"/api/access/users/{owner.UserId}/badge", null)).Code);
        Assert.Equal("grant.beyond_own", (await manager.Delete($"/api/access/users/{owner.UserId}/badge")).Code);
        Assert.Equal(["access.lock-out", "access.set-pin", "access.set-pin", "access.set-pin"], (await store.Rows<string>(
            "SELECT Action FROM kernel.AuditEntries WHERE Subject = @subject", new { subject = $"user {person.UserName}" })).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Someone_without_a_pin_or_with_a_closed_account_does_not_get_in()
    {
        var (without, closed) = (await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore()), await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore()));
        await store.GivenPin(closed, Pin);
        await store.Close(closed);

        Assert.Equal(401, (await AtTill(store.Anonymous(), new { userName = without.UserName, pin = Pin })).Status);
        Assert.Equal(401, (await AtTill(store.Anonymous(), new { userName = closed.UserName, pin = Pin })).Status);
    }

    private static Task<StoreApp.Reply> AtTill(StoreApp.Client client, object who) => client.Post("/api/access/sign-in-at-till", who);

    private static (int, string?) StatusAndCode(StoreApp.Reply reply) => (reply.Status, reply.Code);

    private async Task<System.Text.Json.JsonElement> Listed(long storeId, Person person) =>
        (await store.Owner(storeId).Get($"/api/access/users?text={person.UserName}")).Ok().GetProperty("items")[0];

    private async Task<(long StoreId, Person Person, string Badge)> WithBadge()
    {
        var storeId = await store.GivenStore();
        var person = await store.GivenPerson(BuiltInRoles.Cashier, storeId);
        await store.GivenPin(person, Pin);
        return (storeId, person, (await store.Owner(storeId).Post($"/api/access/users/{person.UserId}/badge", null)).Ok().GetProperty("code").GetString()!);
    }
}

/// <summary>Guessing PINs at a till locks the account, as guessing passwords does.</summary>
public sealed class PinLockOutTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Five_wrong_pins_lock_pin_and_password_wherever_they_are_typed()
    {
        var storeId = await store.GivenStore();
        var (cashier, manager) = (await store.WithSession(await store.GivenPerson(BuiltInRoles.Cashier, storeId)), await store.GivenPerson(BuiltInRoles.Manager, storeId));
        await store.GivenPin(manager, "4711");
        for (var i = 0; i < 5; i++)
            Assert.Equal("pin.refused", (await cashier.ApproveHere(storeId, 25m, new { userName = manager.UserName, pin = "4712" })).Code);

        Assert.Equal("pin.refused", (await cashier.ApproveHere(storeId, 25m, new { userName = manager.UserName, pin = "4711" })).Code);
        Assert.Equal(401, (await store.Anonymous().SignIn(manager.UserName, Person.Password)).Status);
        await store.Later(TimeSpan.FromMinutes(16));
        Assert.Equal(200, (await (await store.WithSession(await store.GivenPerson(BuiltInRoles.Cashier, storeId))).ApproveHere(storeId, 25m, new { userName = manager.UserName, pin = "4711" })).Status);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge · Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50", "WeChat · iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome · Android")]
    [InlineData("curl/8.5.0", "curl/8.5.0")]
    [InlineData("", "")]
    public void A_device_is_told_in_words(string userAgent, string device) => Assert.Equal(device, Seat.DeviceOf(userAgent));
}
