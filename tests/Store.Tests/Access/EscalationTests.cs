using Store.Access.Roles;
using Store.Access.Users;

namespace Store.Tests.Access;

/// <summary>Nobody gives, takes or gets hold of more than they hold themselves.</summary>
public sealed class EscalationTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_store_manager_hires_for_that_store_only()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        var (cashier, manager) = (await store.GivenRole(BuiltInRoles.Cashier), await store.SignedIn(await store.GivenPerson(BuiltInRoles.Manager, here)));

        Assert.Equal(200, (await Hire(manager, new Grant(cashier, here))).Status);
        Assert.Equal((403, "grant.beyond_own"), StatusAndCode(await Hire(manager, new Grant(cashier, there))));
        Assert.Equal((403, "grant.beyond_own"), StatusAndCode(await Hire(manager, new Grant(cashier, 0))));
        Assert.Equal((422, "user.without_store"), StatusAndCode(await Hire(manager)));
    }

    [Fact]
    public async Task A_manager_does_not_make_an_owner_of_anybody_not_even_of_himself()
    {
        var (storeId, owner, managerRole) = (await store.GivenStore(), await store.GivenRole(BuiltInRoles.Owner), await store.GivenRole(BuiltInRoles.Manager));
        foreach (var place in new[] { storeId, 0 })
        {
            var person = await store.GivenPerson(BuiltInRoles.Manager, place);
            var manager = await store.SignedIn(person);

            Assert.Equal((403, "grant.beyond_own"), StatusAndCode(await Hire(manager, new Grant(owner, storeId))));
            Assert.Equal((403, "grant.beyond_own"), StatusAndCode(await Hire(manager, new Grant(owner, 0))));
            Assert.Equal((403, "grant.beyond_own"), StatusAndCode(
                await manager.Put($"/api/access/users/{person.UserId}", AccessGivens.Change(person, grants: [new Grant(managerRole, place), new Grant(owner, place)]))));
        }
    }

    [Fact]
    public async Task A_manager_of_each_store_is_not_yet_one_of_the_chain()
    {
        var (storeId, cashier) = (await store.GivenStore(), await store.GivenRole(BuiltInRoles.Cashier));
        var manager = await store.SignedIn(await store.GivenPerson(BuiltInRoles.Manager, storeId));

        Assert.Equal(403, (await Hire(manager, new Grant(cashier, 0))).Status);
        Assert.Equal(403, (await manager.Post("/api/access/roles", new { name = StoreApp.NewCode("r"), permissions = new[] { "access.view-audit" } })).Status);
    }

    [Fact]
    public async Task Who_does_not_hold_a_permission_does_not_grant_it()
    {
        var (storeId, manager) = (await store.GivenStore(), await store.GivenRole(BuiltInRoles.Manager));

        // May manage users, but neither sells nor sees the books.
        var clerk = store.SignedIn(storeId, "access.manage-users");

        Assert.Equal((403, "grant.beyond_own"), StatusAndCode(await Hire(clerk, new Grant(manager, storeId))));
    }

    [Fact]
    public async Task A_manager_neither_takes_over_nor_closes_the_account_of_someone_who_may_do_more()
    {
        var storeId = await store.GivenStore();
        var manager = await store.SignedIn(await store.GivenPerson(BuiltInRoles.Manager, storeId));
        var owner = await store.GivenPerson(BuiltInRoles.Owner, 0);
        var elsewhere = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        var nowhere = await store.GivenPerson([]);
        var (ownerRole, cashierRole) = (await store.GivenRole(BuiltInRoles.Owner), await store.GivenRole(BuiltInRoles.Cashier));

        foreach (var person in new[] { owner, elsewhere, nowhere })
        {
            Assert.Equal(403, (await manager.Put($"/api/access/users/{person.UserId}/password", new { password = "mine from now on" })).Status);
            Assert.Equal(403, (await manager.Put($"/api/access/users/{person.UserId}", AccessGivens.Change(person, active: false))).Status);
        }

        Assert.Equal(403, (await manager.Put($"/api/access/users/{owner.UserId}", new { displayName = "改名", active = true, grants = new[] { new Grant(ownerRole, 0) }, version = 1 })).Status);

        // Giving them work in one's own store changes nothing of what they do elsewhere, so that is fine.
        Assert.Equal(200, (await manager.Put($"/api/access/users/{owner.UserId}", AccessGivens.Change(owner, grants: [new Grant(ownerRole, 0), new Grant(cashierRole, storeId)]))).Status);
    }

    [Fact]
    public async Task A_store_manager_sees_who_works_in_that_store()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        var manager = await store.SignedIn(await store.GivenPerson(BuiltInRoles.Manager, here));
        var (own, other, nowhere) = (await store.GivenPerson(BuiltInRoles.Cashier, here), await store.GivenPerson(BuiltInRoles.Cashier, there), await store.GivenPerson([]));

        var seen = (await manager.Get("/api/access/users?limit=500")).Ok().GetProperty("items").EnumerateArray().Select(user => user.GetProperty("userId").GetInt64()).ToList();

        Assert.Contains(own.UserId, seen);
        Assert.DoesNotContain(other.UserId, seen);
        Assert.DoesNotContain(nowhere.UserId, seen);
    }

    [Fact]
    public async Task Nobody_adds_to_the_role_they_have_themselves()
    {
        var manager = await store.SignedIn(await store.GivenPerson(BuiltInRoles.Manager, 0));
        var roles = (await manager.Get("/api/access/roles")).Ok().GetProperty("roles").EnumerateArray().ToDictionary(role => role.GetProperty("name").GetString()!);

        Task<StoreApp.Reply> Put(string role, params string[] permissions) => manager.Put(
            $"/api/access/roles/{roles[role].GetProperty("roleId").GetInt64()}", new { name = role, permissions, version = roles[role].GetProperty("version").GetInt32() });

        Assert.Equal((403, "grant.beyond_own"), StatusAndCode(await Put(BuiltInRoles.Manager, "*")));
        Assert.Equal((403, "grant.beyond_own"), StatusAndCode(await Put(BuiltInRoles.Manager, "access.manage-users", "chain.manage-stores")));
        Assert.Equal((403, "grant.beyond_own"), StatusAndCode(await Put(BuiltInRoles.Owner, "access.manage-users")));
        Assert.Equal(200, (await Put(BuiltInRoles.Auditor, "access.view-audit")).Status);
    }

    [Fact]
    public async Task A_key_reaches_no_further_than_who_makes_it()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        var manager = await store.SignedIn(await store.GivenPerson(BuiltInRoles.Manager, here));

        Task<StoreApp.Reply> Make(long storeId, string scope) => manager.Post("/api/access/api-keys", new { name = "kiosk", storeIds = new[] { storeId }, scopes = new[] { scope } });

        Assert.Equal(200, (await Make(here, "access.view-audit")).Status);
        Assert.Equal(403, (await Make(there, "access.view-audit")).Status);
        Assert.Equal(403, (await Make(0, "access.view-audit")).Status);
        Assert.Equal(403, (await Make(here, "chain.manage-stores")).Status);
        Assert.Equal(403, (await Make(here, "*")).Status);
    }

    private static (int, string?) StatusAndCode(StoreApp.Reply reply) => (reply.Status, reply.Code);

    private static Task<StoreApp.Reply> Hire(StoreApp.Client client, params Grant[] grants) =>
        client.Post("/api/access/users", new { userName = StoreApp.NewCode("u"), displayName = "新人", password = Person.Password, grants });
}
