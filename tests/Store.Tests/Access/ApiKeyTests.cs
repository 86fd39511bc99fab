using Store.Access.Roles;

namespace Store.Tests.Access;

public sealed class ApiKeyTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_key_opens_what_its_scopes_name_in_its_stores()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        var (_, key) = await GivenKey([here], ["chain.manage-stores"]);
        var program = store.WithApiKey(key);

        Assert.Equal(200, (await ChangeStore(program, here)).Status);
        Assert.Equal((403, "store.forbidden"), StatusAndCode(await ChangeStore(program, there)));
        Assert.Equal((403, "permission.missing"), StatusAndCode(await program.Get("/api/access/audit")));
        Assert.Equal(here, Assert.Single((await program.Get("/api/chain/stores")).Ok().GetProperty("stores").EnumerateArray()).GetProperty("storeId").GetInt64());
        Assert.Equal(200, (await store.WithBearer(key).Get("/api/access/me")).Status);
    }

    [Fact]
    public async Task A_key_for_every_store_opens_the_one_that_is_made_later()
    {
        var program = store.WithApiKey((await GivenKey([0], ["chain.manage-stores"])).Key);
        Assert.Equal(200, (await program.Get("/api/access/me")).Status);

        Assert.Equal(200, (await ChangeStore(program, await store.GivenStore())).Status);
    }

    [Fact]
    public async Task A_revoked_key_is_worthless_at_once()
    {
        var storeId = await store.GivenStore();
        var (apiKeyId, key) = await GivenKey([storeId], ["access.view-audit"]);
        var program = store.WithApiKey(key);
        Assert.Equal(200, (await program.Get("/api/access/audit")).Status);

        Assert.Equal(403, (await store.SignedIn(await store.GivenStore(), "access.manage-users").Delete($"/api/access/api-keys/{apiKeyId}")).Status);
        Assert.Equal(200, (await program.Get("/api/access/audit")).Status);
        Assert.Equal(200, (await store.Owner(storeId).Delete($"/api/access/api-keys/{apiKeyId}")).Status);

        Assert.Equal(401, (await program.Get("/api/access/audit")).Status);
        Assert.Equal(200, (await store.Owner(storeId).Delete($"/api/access/api-keys/{apiKeyId}")).Status);
        Assert.Equal(404, (await store.Owner(storeId).Delete("/api/access/api-keys/1")).Status);
    }

    [Fact]
    public async Task A_key_ends_when_it_was_to_end()
    {
        var storeId = await store.GivenStore();
        var (_, key) = await GivenKey([storeId], ["access.view-audit"], store.Clock.GetUtcNow().AddDays(1).ToOffset(TimeSpan.FromHours(8)));

        await store.Later(TimeSpan.FromHours(23));
        Assert.Equal(200, (await store.WithApiKey(key).Get("/api/access/audit")).Status);
        await store.Later(TimeSpan.FromHours(2));
        Assert.Equal(401, (await store.WithApiKey(key).Get("/api/access/audit")).Status);
    }

    [Fact]
    public async Task The_list_shows_keys_by_name_and_never_the_key()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        var ids = new List<long>();
        foreach (var storeId in new[] { here, here, there })
            ids.Add((await GivenKey([storeId], ["access.view-audit"])).ApiKeyId);
        var manager = store.SignedIn(here, "access.manage-users");

        var first = await manager.Get("/api/access/api-keys?limit=1");
        var second = await manager.Get($"/api/access/api-keys?limit=1&after={first.Ok().GetProperty("next").GetString()}");

        Assert.Equal([ids[1], ids[0]], new[] { first, second }.Select(page => Assert.Single(page.Ok().GetProperty("items").EnumerateArray()).GetProperty("apiKeyId").GetInt64()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.Ok().GetProperty("next").ValueKind);
        Assert.DoesNotContain("key.", first.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_keys_are_refused()
    {
        var owner = store.Owner(0);
        (int Status, object Body)[] cases =
        [
            (400, new { name = "", storeIds = new[] { 0L }, scopes = new[] { "access.view-audit" } }),
            (400, new { name = "k", storeIds = Array.Empty<long>(), scopes = new[] { "access.view-audit" } }),
            (400, new { name = "k", storeIds = new[] { 0L }, scopes = Array.Empty<string>() }),
            (400, new { name = "k", storeIds = new[] { 0L }, scopes = new string?[] { null } }),
            (400, new { name = "k", storeIds = new[] { 0L }, scopes = new[] { "access.view-audit" }, expiresAt = "soon" }),
            (404, new { name = "k", storeIds = new[] { 5L }, scopes = new[] { "access.view-audit" } }),
            (422, new { name = "k", storeIds = new[] { 0L }, scopes = new[] { "access.view" } }),
            (422, new { name = "k", storeIds = new[] { 0L }, scopes = new[] { "access.view-audit" }, expiresAt = "2026-01-01T00:00:00Z" }),
        ];

        foreach (var (status, body) in cases)
            Assert.Equal(status, (await owner.Post("/api/access/api-keys", body)).Status);
    }

    [Fact]
    public async Task The_key_is_not_kept_for_retries()
    {
        var (storeId, retry) = (await store.GivenStore(), Guid.NewGuid().ToString());
        var owner = store.Owner(storeId);
        var body = new { name = "k", storeIds = new[] { storeId }, scopes = new[] { "access.view-audit" } };

        var first = (await owner.Post("/api/access/api-keys", body, retry)).Ok().GetProperty("key").GetString();
        var second = (await owner.Post("/api/access/api-keys", body, retry)).Ok().GetProperty("key").GetString();

        Assert.NotEqual(first, second);
        Assert.Empty(await store.Rows<string>("SELECT Answer FROM kernel.IdempotencyKeys WHERE IdempotencyKey = @retry", new { retry }));
    }

    private async Task<(long ApiKeyId, string Key)> GivenKey(long[] storeIds, string[] scopes, DateTimeOffset? expiresAt = null)
    {
        await store.GivenRole(BuiltInRoles.Owner);
        var made = (await store.Owner(storeIds).Post("/api/access/api-keys", new { name = "收银助手", storeIds, scopes, expiresAt })).Ok();
        return (made.GetProperty("apiKeyId").GetInt64(), made.GetProperty("key").GetString()!);
    }

    private static Task<StoreApp.Reply> ChangeStore(StoreApp.Client client, long storeId) => client.Put(
        $"/api/chain/stores/{storeId}", new { name = "改名", timeZone = "Asia/Shanghai", currency = "CNY", pricesIncludeTax = true, allowNegativeStock = true, dayEndsMinutes = 0, version = 1 });

    private static (int, string?) StatusAndCode(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
