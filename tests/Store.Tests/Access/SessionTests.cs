using System.Text.Json;
using Store.Access.Roles;

namespace Store.Tests.Access;

/// <summary>Who is signed in where can be seen and ended.</summary>
public sealed class SessionTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task People_see_where_they_are_signed_in_and_end_it()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        var phone = store.Anonymous();
        phone.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36");
        (await phone.SignIn(person.UserName, Person.Password, "cookie")).Ok();
        var office = await store.SignedIn(person);

        var sessions = Items(await office.Get("/api/access/me/sessions"));
        Assert.Equal(["bearer", "cookie"], sessions.Select(session => session.GetProperty("kind").GetString()));
        Assert.Equal([true, false], sessions.Select(session => session.GetProperty("current").GetBoolean()));
        Assert.Equal(("Chrome · Android", "127.0.0.1"), (sessions[1].GetProperty("device").GetString(), sessions[1].GetProperty("address").GetString()));
        (await office.Delete($"/api/access/me/sessions/{sessions[1].GetProperty("sessionId").GetInt64()}")).Ok();

        Assert.Equal((401, 200), ((await phone.Get("/api/access/me")).Status, (await office.Get("/api/access/me")).Status));
        Assert.Single(Items(await office.Get("/api/access/me/sessions")));
        Assert.Equal("session.not_found", (await office.Delete($"/api/access/me/sessions/{sessions[1].GetProperty("sessionId").GetInt64()}")).Code);
    }

    [Fact]
    public async Task Nobody_ends_a_colleagues_session_as_their_own()
    {
        var storeId = await store.GivenStore();
        var (one, other) = (await store.WithSession(await store.GivenPerson(BuiltInRoles.Cashier, storeId)), await store.WithSession(await store.GivenPerson(BuiltInRoles.Cashier, storeId)));
        var session = Assert.Single(Items(await one.Get("/api/access/me/sessions"))).GetProperty("sessionId").GetInt64();

        Assert.Equal(404, (await other.Delete($"/api/access/me/sessions/{session}")).Status);
        Assert.Equal(403, (await other.Delete($"/api/access/sessions/{session}")).Status);
        Assert.Equal(403, (await other.Get("/api/access/sessions")).Status);
        Assert.Equal(200, (await one.Get("/api/access/me")).Status);
    }

    [Fact]
    public async Task A_manager_ends_the_sessions_of_those_below_in_the_own_store()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        var (cashier, stranger, owner) = (await store.GivenPerson(BuiltInRoles.Cashier, here), await store.GivenPerson(BuiltInRoles.Cashier, there), await store.GivenPerson(BuiltInRoles.Owner, 0));
        var (till, elsewhere, office) = (await store.WithSession(cashier), await store.WithSession(stranger), await store.WithSession(owner));
        var manager = await store.WithSession(await store.GivenPerson(BuiltInRoles.Manager, here));

        var seen = Items(await manager.Get("/api/access/sessions?limit=500"));
        var ofCashier = Assert.Single(Items(await manager.Get($"/api/access/sessions?userId={cashier.UserId}")));
        Assert.DoesNotContain(seen, session => session.GetProperty("userId").GetInt64() == stranger.UserId);
        Assert.Equal(200, (await till.Get("/api/access/me")).Status);
        (await manager.Delete($"/api/access/sessions/{ofCashier.GetProperty("sessionId").GetInt64()}")).Ok();
        Assert.Equal(401, (await till.Get("/api/access/me")).Status);

        var ofOwner = Assert.Single(Items(await manager.Get($"/api/access/sessions?userId={owner.UserId}"))).GetProperty("sessionId").GetInt64();
        var ofStranger = Assert.Single(Items(await elsewhere.Get("/api/access/me/sessions"))).GetProperty("sessionId").GetInt64();
        Assert.Equal("grant.beyond_own", (await manager.Delete($"/api/access/sessions/{ofOwner}")).Code);
        Assert.Equal("grant.beyond_own", (await manager.Delete($"/api/access/sessions/{ofStranger}")).Code);
        Assert.Equal((200, 200), ((await office.Get("/api/access/me")).Status, (await elsewhere.Get("/api/access/me")).Status));
        Assert.Equal(404, (await manager.Delete("/api/access/sessions/1")).Status);
        Assert.Single(await store.Rows<string>("SELECT Subject FROM kernel.AuditEntries WHERE Action = 'access.end-session' AND Subject = @subject", new { subject = $"user {cashier.UserName}" }));
    }

    [Fact]
    public async Task The_list_pages_shows_when_they_were_last_used_and_nothing_to_sign_in_with()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        StoreApp.Client[] clients = [await store.WithSession(person), await store.WithSession(person), await store.WithSession(person)];
        await store.Later(TimeSpan.FromMinutes(30));
        (await clients[0].Get("/api/access/me")).Ok();

        var first = (await clients[2].Get("/api/access/me/sessions?limit=2")).Ok();
        var second = (await clients[2].Get($"/api/access/me/sessions?limit=2&after={first.GetProperty("next").GetString()}")).Ok();

        Assert.Equal((2, 1), (first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength()));
        var used = second.GetProperty("items")[0];
        Assert.True(used.GetProperty("lastSeenAt").GetDateTime() - used.GetProperty("createdAt").GetDateTime() > TimeSpan.FromMinutes(29));
        var hashes = await store.Rows<string>("SELECT TokenHash FROM access.Sessions WHERE UserId = @UserId", person);
        Assert.All(hashes, hash => Assert.DoesNotContain(hash, first.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    private static List<JsonElement> Items(StoreApp.Reply reply) => [.. reply.Ok().GetProperty("items").EnumerateArray()];
}
