using System.Text.Json;
using Store.Access.Roles;
using Store.Access.Users;
using Store.Contracts.Access;

namespace Store.Tests.Access;

public sealed class LimitTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Each_person_is_told_how_far_they_may_go_in_each_store()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        var cashier = await store.WithSession(await store.GivenPerson(BuiltInRoles.Cashier, here, there));
        var owner = await store.WithSession(await store.GivenPerson(BuiltInRoles.Owner, 0));

        Assert.Equal(10m, await LimitOf(cashier, here, Limits.DiscountPercent));
        Assert.Equal(200m, await LimitOf(cashier, there, Limits.RefundAmount));
        Assert.Equal(0m, await LimitOf(cashier, here, Limits.UnverifiedRefundAmount));
        Assert.Null(await LimitOf(owner, here, Limits.DiscountPercent));
        Assert.Equal(Limits.All, (await Place(cashier, here)).GetProperty("limits").EnumerateArray().Select(limit => limit.GetProperty("limit").GetString()));
    }

    [Fact]
    public async Task Of_several_roles_the_greatest_limit_counts_and_one_for_the_whole_chain_covers_every_store()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        var wide = await Role(new(Limits.DiscountPercent, 15.5m), new(Limits.CashOut, 100));
        var narrow = await Role(new(Limits.DiscountPercent, 3), new(Limits.RefundAmount, 12.34m));
        var person = await store.WithSession(await store.GivenPerson([new Grant(wide, 0), new Grant(narrow, here)]));

        Assert.Equal((15.5m, 12.34m, 100m), (await LimitOf(person, here, Limits.DiscountPercent), await LimitOf(person, here, Limits.RefundAmount), await LimitOf(person, here, Limits.CashOut)));
        Assert.Equal((15.5m, 0m, 100m), (await LimitOf(person, there, Limits.DiscountPercent), await LimitOf(person, there, Limits.RefundAmount), await LimitOf(person, there, Limits.CashOut)));

        // A store that opens later is covered too.
        var later = await store.GivenStore();
        Assert.Equal(15.5m, await LimitOf(person, later, Limits.DiscountPercent));
    }

    [Fact]
    public async Task A_changed_limit_holds_at_once_and_is_in_the_log()
    {
        var storeId = await store.GivenStore();
        var roleId = await Role(new RoleLimit(Limits.DiscountPercent, 10));
        var person = await store.WithSession(await store.GivenPerson([new Grant(roleId, storeId)]));
        Assert.Equal(10m, await LimitOf(person, storeId, Limits.DiscountPercent));
        var role = await Listed(roleId);
        var name = role.GetProperty("name").GetString();

        var changed = await store.Owner(0).Put($"/api/access/roles/{roleId}", new { name, permissions = Permissions, version = 1, limits = new[] { new { limit = Limits.DiscountPercent, value = 12.5m } } });
        Assert.Equal(12.5m, await LimitOf(person, storeId, Limits.DiscountPercent));

        // Who does not speak of limits does not change them.
        var kept = await store.Owner(0).Put($"/api/access/roles/{roleId}", new { name, permissions = Permissions, version = 2 });
        Assert.Equal(12.5m, await LimitOf(person, storeId, Limits.DiscountPercent));

        var gone = await store.Owner(0).Put($"/api/access/roles/{roleId}", new { name, permissions = Permissions, version = 3, limits = Array.Empty<object>() });
        Assert.Equal(0m, await LimitOf(person, storeId, Limits.DiscountPercent));
        Assert.Equal((200, 200, 200), (changed.Status, kept.Status, gone.Status));
        var entries = await store.Rows<string>("SELECT NewValue FROM kernel.AuditEntries WHERE Subject = @subject ORDER BY AuditEntryId", new { subject = $"role {name}" });
        Assert.Contains("12.5", entries[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_gives_a_role_limits_beyond_their_own()
    {
        var storeId = await store.GivenStore();
        var manager = await store.WithSession(await store.GivenPerson(BuiltInRoles.Manager, 0));
        var (beyond, within) = (await Role(new RoleLimit(Limits.RefundAmount, 5000.01m)), await Role(new RoleLimit(Limits.RefundAmount, 5000)));

        Assert.Equal("grant.beyond_own", (await Make(manager, new RoleLimit(Limits.DiscountPercent, 50.01m))).Code);
        Assert.Equal(200, (await Make(manager, new RoleLimit(Limits.DiscountPercent, 50))).Status);
        var name = (await Listed(beyond)).GetProperty("name").GetString();
        Assert.Equal("grant.beyond_own", (await manager.Put($"/api/access/roles/{beyond}", new { name, permissions = Permissions, version = 1, limits = Array.Empty<object>() })).Code);
        Assert.Equal("grant.beyond_own", (await Hire(manager, new Grant(beyond, storeId))).Code);
        Assert.Equal(200, (await Hire(manager, new Grant(within, storeId))).Status);
    }

    [Fact]
    public async Task Nonsense_is_refused()
    {
        var owner = store.Owner(0);
        Assert.Equal(400, (await Make(owner, new RoleLimit("checkout.everything", 1))).Status);
        Assert.Equal(400, (await Make(owner, new RoleLimit(Limits.CashOut, -1))).Status);
        Assert.Equal(400, (await Make(owner, new RoleLimit(Limits.CashOut, 1.001m))).Status);
        Assert.Equal(400, (await Make(owner, new RoleLimit(Limits.CashOut, 1_000_000_001))).Status);
        Assert.Equal(400, (await Make(owner, new RoleLimit(Limits.CashOut, 1), new RoleLimit(Limits.CashOut, 2))).Status);
        Assert.Equal(400, (await owner.Post("/api/access/roles", new { name = StoreApp.NewCode("r"), permissions = Permissions, limits = new object?[] { null } })).Status);
    }

    private static readonly string[] Permissions = ["checkout.sell"];

    private async Task<long> Role(params RoleLimit[] limits)
    {
        await store.GivenRole(BuiltInRoles.Owner);
        return (await Make(store.Owner(0), limits)).Ok().GetProperty("roleId").GetInt64();
    }

    private async Task<JsonElement> Listed(long roleId) =>
        (await store.Owner(0).Get("/api/access/roles")).Ok().GetProperty("roles").EnumerateArray().Single(role => role.GetProperty("roleId").GetInt64() == roleId);

    private static Task<StoreApp.Reply> Make(StoreApp.Client client, params RoleLimit[] limits) => client.Post("/api/access/roles", new { name = StoreApp.NewCode("r"), permissions = Permissions, limits });

    private static Task<StoreApp.Reply> Hire(StoreApp.Client client, params Grant[] grants) =>
        client.Post("/api/access/users", new { userName = StoreApp.NewCode("u"), displayName = "新人", password = Person.Password, grants });

    private static async Task<JsonElement> Place(StoreApp.Client client, long storeId) =>
        (await client.Get("/api/access/me")).Ok().GetProperty("stores").EnumerateArray().Single(place => place.GetProperty("storeId").GetInt64() == storeId);

    private static async Task<decimal?> LimitOf(StoreApp.Client client, long storeId, string limit)
    {
        var value = (await Place(client, storeId)).GetProperty("limits").EnumerateArray().Single(each => each.GetProperty("limit").GetString() == limit).GetProperty("value");
        return value.ValueKind == JsonValueKind.Null ? null : value.GetDecimal();
    }
}
