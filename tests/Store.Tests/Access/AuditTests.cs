using Store.Access.Roles;
using Store.Access.Users;

namespace Store.Tests.Access;

public sealed class AuditTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const string NewPassword = "second password 2";
    private const string LastPassword = "third password 33";

    [Fact]
    public async Task Every_change_is_logged_and_no_log_holds_a_secret()
    {
        var (storeId, cashier, userName) = (await store.GivenStore(), await store.GivenRole(BuiltInRoles.Cashier), StoreApp.NewCode("u").ToLowerInvariant());
        var owner = store.Owner(0, storeId);

        var userId = (await owner.Post("/api/access/users", new { userName, displayName = "小王", password = Person.Password, grants = new[] { new Grant(cashier, storeId) } })).Ok().GetProperty("userId").GetInt64();
        (await owner.Put($"/api/access/users/{userId}", new { displayName = "王工", active = true, grants = new[] { new Grant(cashier, storeId) }, version = 1 })).Ok();
        (await owner.Put($"/api/access/users/{userId}/password", new { password = NewPassword })).Ok();
        var token = (await store.Anonymous().SignIn(userName, NewPassword)).Ok().GetProperty("token").GetString()!;
        (await store.WithBearer(token).Put("/api/access/me/password", new { oldPassword = NewPassword, newPassword = LastPassword })).Ok();
        var role = StoreApp.NewCode("r");
        var roleId = (await owner.Post("/api/access/roles", new { name = role, permissions = new[] { "access.view-audit" } })).Ok().GetProperty("roleId").GetInt64();
        (await owner.Put($"/api/access/roles/{roleId}", new { name = role, permissions = new[] { "access.manage-users" }, version = 1 })).Ok();
        var keyName = StoreApp.NewCode("k");
        var made = (await owner.Post("/api/access/api-keys", new { name = keyName, storeIds = new[] { storeId }, scopes = new[] { "access.view-audit" } })).Ok();
        (await owner.Delete($"/api/access/api-keys/{made.GetProperty("apiKeyId").GetInt64()}")).Ok();

        Assert.Equal(["access.change-my-password", "access.set-password", "access.manage-users", "access.manage-users"], await Actions(owner, $"user {userName}"));
        Assert.Equal(2, (await Actions(owner, $"role {role}")).Count);
        Assert.Equal(2, (await Actions(owner, $"api key {keyName}")).Count);
        string[] secrets = [Person.Password, NewPassword, LastPassword, token, made.GetProperty("key").GetString()!];
        var kept = await store.Rows<string>("SELECT CONCAT(Subject, OldValue, NewValue) FROM kernel.AuditEntries UNION ALL SELECT CONCAT(BodyHash, Answer) FROM kernel.IdempotencyKeys");
        Assert.DoesNotContain(kept, row => secrets.Any(secret => row.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(kept, row => row.Contains("AQAAAA", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_shows_old_and_new_value_and_who_did_it()
    {
        var (storeId, cashier) = (await store.GivenStore(), await store.GivenRole(BuiltInRoles.Cashier));
        var manager = await store.GivenPerson(BuiltInRoles.Manager, storeId);
        var person = await store.GivenPerson(BuiltInRoles.Cashier, storeId);
        (await (await store.SignedIn(manager)).Put($"/api/access/users/{person.UserId}", new { displayName = "新名字", active = true, grants = new[] { new Grant(cashier, storeId) }, version = 1 })).Ok();

        var entry = Assert.Single((await store.Owner(storeId).Get($"/api/access/audit?subject=user%20{person.UserName}")).Ok().GetProperty("items").EnumerateArray());

        Assert.Equal((manager.UserId, $"店员 {manager.UserName}", storeId), (entry.GetProperty("userId").GetInt64(), entry.GetProperty("userName").GetString(), entry.GetProperty("storeId").GetInt64()));
        Assert.Equal($"店员 {person.UserName}", entry.GetProperty("old").GetProperty("displayName").GetString());
        Assert.Equal("新名字", entry.GetProperty("now").GetProperty("displayName").GetString());
    }

    [Fact]
    public async Task The_log_is_read_store_by_store_and_page_by_page()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        foreach (var storeId in new[] { here, here, there })
            (await store.Owner(storeId).Post("/api/access/api-keys", new { name = "k", storeIds = new[] { storeId }, scopes = new[] { "access.view-audit" } })).Ok();
        var auditor = store.SignedIn(here, "access.view-audit");

        var first = (await auditor.Get($"/api/access/audit?limit=2&storeId={here}")).Ok();
        var second = (await auditor.Get($"/api/access/audit?limit=2&after={first.GetProperty("next").GetString()}")).Ok();

        // Two keys and the opening of the store.
        Assert.Equal((2, 1), (first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength()));
        Assert.All(first.GetProperty("items").EnumerateArray(), entry => Assert.Equal(here, entry.GetProperty("storeId").GetInt64()));
        Assert.Empty((await auditor.Get($"/api/access/audit?storeId={there}")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal(403, (await store.SignedIn(here, "access.manage-users").Get("/api/access/audit")).Status);
        Assert.Equal(400, (await auditor.Get("/api/access/audit?limit=0")).Status);
    }

    private static async Task<IReadOnlyList<string>> Actions(StoreApp.Client client, string subject) =>
        [.. (await client.Get($"/api/access/audit?subject={Uri.EscapeDataString(subject)}")).Ok().GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()!)];
}
