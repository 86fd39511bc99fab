namespace Store.Tests.Access;

public sealed class SetupTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Of_two_who_set_up_at_once_one_becomes_the_owner_and_opens_the_first_store()
    {
        Assert.True((await store.Anonymous().Get("/api/access/setup")).Ok().GetProperty("needed").GetBoolean());

        var replies = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => store.Anonymous().Post(
            "/api/access/setup", new { userName = $"owner{i}", displayName = "店主", password = "a good password" })));

        var first = Assert.Single(replies, reply => reply.Status == 200).Json.GetProperty("userName").GetString()!;
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "setup.done"), (reply.Status, reply.Code)));
        Assert.False((await store.Anonymous().Get("/api/access/setup")).Ok().GetProperty("needed").GetBoolean());
        Assert.Equal(["auditor", "cashier", "manager", "owner", "stock-clerk"], await store.Rows<string>("SELECT Name FROM access.Roles ORDER BY Name"));

        // From nothing to the first store, without waiting for what the host remembers to grow old.
        var owner = store.WithBearer((await store.Anonymous().SignIn(first, "a good password")).Ok().GetProperty("token").GetString());
        var none = (await owner.Get("/api/access/me")).Ok();
        var storeId = (await owner.Post("/api/chain/stores", new
        {
            code = StoreApp.NewCode("S"), name = "一号店", timeZone = "Asia/Shanghai", currency = "CNY", pricesIncludeTax = true, allowNegativeStock = true,
        })).Ok().GetProperty("storeId").GetInt64();
        var one = (await owner.Get("/api/access/me")).Ok();

        Assert.Empty(none.GetProperty("stores").EnumerateArray());
        Assert.Equal("*", Assert.Single(none.GetProperty("chainPermissions").EnumerateArray()).GetString());
        Assert.Equal(storeId, Assert.Single(one.GetProperty("stores").EnumerateArray()).GetProperty("storeId").GetInt64());
    }
}

public sealed class SetupRulesTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Theory]
    [InlineData("owner", "too short", 400)]
    [InlineData("o", "long enough", 400)]
    [InlineData("two words", "long enough", 400)]
    [InlineData("the.owner.himself", "The.Owner.Himself", 422)]
    [InlineData("owner", null, 400)]
    [InlineData(null, "long enough", 400)]
    public async Task A_weak_start_is_refused(string? userName, string? password, int status) =>
        Assert.Equal(status, (await store.Anonymous().Post("/api/access/setup", new { userName, displayName = "店主", password })).Status);
}
