using Store.Access.Roles;
using Store.Access.Users;

namespace Store.Tests.Access;

public sealed class RoleTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_role_can_be_made_changed_and_takes_effect_at_once()
    {
        await store.GivenRole(BuiltInRoles.Owner);
        var (name, storeId) = (StoreApp.NewCode("r"), await store.GivenStore());
        var roleId = (await store.Owner(0).Post("/api/access/roles", new { name, permissions = new[] { "access.view-audit", "access.view-audit" } })).Ok().GetProperty("roleId").GetInt64();
        var client = await store.SignedIn(await store.GivenPerson([new Grant(roleId, storeId)]));
        Assert.Equal((200, 403), ((await client.Get("/api/access/audit")).Status, (await client.Get("/api/access/users")).Status));

        var changed = await store.Owner(0).Put($"/api/access/roles/{roleId}", new { name, permissions = new[] { "access.manage-users" }, version = 1 });
        var stale = await store.Owner(0).Put($"/api/access/roles/{roleId}", new { name, permissions = new[] { "*" }, version = 1 });

        Assert.Equal((200, 409, "role.stale"), (changed.Status, stale.Status, stale.Code));
        Assert.Equal((403, 200), ((await client.Get("/api/access/audit")).Status, (await client.Get("/api/access/users")).Status));
        var listed = (await client.Get("/api/access/roles")).Ok().GetProperty("roles").EnumerateArray().Single(role => role.GetProperty("roleId").GetInt64() == roleId);
        Assert.Equal("access.manage-users", Assert.Single(listed.GetProperty("permissions").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Bad_roles_are_refused()
    {
        await store.GivenRole(BuiltInRoles.Owner);
        var (owner, name) = (store.Owner(0), StoreApp.NewCode("r"));
        (await owner.Post("/api/access/roles", new { name, permissions = new[] { "access.view-audit" } })).Ok();

        Assert.Equal("role.name_taken", (await owner.Post("/api/access/roles", new { name, permissions = new[] { "access.view-audit" } })).Code);
        Assert.Equal("permission.unknown", (await owner.Post("/api/access/roles", new { name = name + "2", permissions = new[] { "access.view-audits" } })).Code);
        Assert.Equal(400, (await owner.Post("/api/access/roles", new { name = name + "2", permissions = Array.Empty<string>() })).Status);
        Assert.Equal(400, (await owner.Post("/api/access/roles", new { name = name + "2", permissions = new string?[] { null } })).Status);
        Assert.Equal(400, (await owner.Post("/api/access/roles", new { name = name + "2" })).Status);
        Assert.Equal(400, (await owner.Post("/api/access/roles", new { name = new string('r', 51), permissions = new[] { "access.view-audit" } })).Status);
        Assert.Equal(404, (await owner.Put("/api/access/roles/1", new { name = name + "2", permissions = new[] { "access.view-audit" }, version = 1 })).Status);
    }

    [Fact]
    public async Task The_permissions_are_those_that_endpoints_ask_for()
    {
        var permissions = (await store.Owner(0).Get("/api/access/permissions")).Ok().GetProperty("permissions").EnumerateArray()
            .ToDictionary(item => item.GetProperty("permission").GetString()!, item => item.GetProperty("slices").EnumerateArray().Select(slice => slice.GetProperty("name").GetString()).ToList());

        Assert.Contains("CreateStore", permissions["chain.manage-stores"]);
        Assert.Contains("ListAuditEntries", permissions["access.view-audit"]);
        Assert.DoesNotContain("*", permissions.Keys);
        Assert.Equal(403, (await store.SignedIn(1, "access.view-audit").Get("/api/access/permissions")).Status);
    }
}
