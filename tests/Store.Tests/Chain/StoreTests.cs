using Store.Contracts.Chain;
using Store.Tests.Access;
using Store.Tests.Inventory;

namespace Store.Tests.Chain;

public sealed class StoreTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static object NewStore(string code, string currency = "CNY", string timeZone = "Asia/Shanghai") =>
        new { code, name = "新店", timeZone, currency, pricesIncludeTax = true, allowNegativeStock = false, dayEndsMinutes = 180 };

    [Fact]
    public async Task A_new_store_is_listed_for_those_who_work_in_it_and_for_nobody_else()
    {
        var code = StoreApp.NewCode("S");
        var storeId = (await store.Owner(0).Post("/api/chain/stores", NewStore(code))).Ok().GetProperty("storeId").GetInt64();

        var own = (await store.SignedIn(storeId, "checkout.sell").Get("/api/chain/stores")).Ok().GetProperty("stores");
        var other = (await store.SignedIn(await store.GivenStore(), "checkout.sell").Get("/api/chain/stores")).Ok().GetProperty("stores");

        Assert.Equal(code, Assert.Single(own.EnumerateArray()).GetProperty("code").GetString());
        Assert.DoesNotContain(other.EnumerateArray(), item => item.GetProperty("code").GetString() == code);
    }

    [Theory]
    [InlineData("JPY", "Asia/Tokyo", 400)]
    [InlineData("CNY", "Mars/Base", 400)]
    [InlineData("cny", "Asia/Shanghai", 400)]
    public async Task Bad_settings_are_refused(string currency, string timeZone, int status) =>
        Assert.Equal(status, (await store.Owner(0).Post("/api/chain/stores", NewStore(StoreApp.NewCode("S"), currency, timeZone))).Status);

    [Fact]
    public async Task What_belongs_to_no_store_has_the_day_of_the_first()
    {
        await store.GivenStore();
        var now = store.Clock.GetUtcNow().UtcDateTime;

        // Four in the morning in Shanghai.
        await store.Later(now.Date.AddHours(now.Hour < 20 ? 20 : 44) - now);

        Assert.Equal(DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime).AddDays(1), await store.Ask(new GetChainDay()));
    }

    [Fact]
    public async Task A_code_is_given_once_whatever_its_case()
    {
        var code = StoreApp.NewCode("S");
        await store.Owner(0).Post("/api/chain/stores", NewStore(code));

        var second = await store.Owner(0).Post("/api/chain/stores", NewStore(code.ToLowerInvariant()));

        Assert.Equal((409, "store.code_taken"), (second.Status, second.Code));
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_that_the_store_has_changed()
    {
        var storeId = await store.GivenStore();
        var change = new { name = "改名", timeZone = "Asia/Shanghai", currency = "CNY", pricesIncludeTax = true, allowNegativeStock = true, dayEndsMinutes = 0, version = 1 };

        var first = await store.Owner(storeId).Put($"/api/chain/stores/{storeId}", change);
        var second = await store.Owner(storeId).Put($"/api/chain/stores/{storeId}", change);

        Assert.Equal(200, first.Status);
        Assert.Equal((409, "store.stale"), (second.Status, second.Code));
        Assert.Single(await store.Rows<string>("SELECT Action FROM kernel.AuditEntries WHERE StoreId = @storeId AND OldValue IS NOT NULL", new { storeId }));
    }

    [Fact]
    public async Task Nobody_changes_a_store_without_the_permission_there()
    {
        var storeId = await store.GivenStore();
        var change = new { name = "改名", timeZone = "Asia/Shanghai", currency = "CNY", pricesIncludeTax = true, allowNegativeStock = true, dayEndsMinutes = 0, version = 1 };

        Assert.Equal(401, (await store.Anonymous().Put($"/api/chain/stores/{storeId}", change)).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "checkout.sell").Put($"/api/chain/stores/{storeId}", change)).Status);
        Assert.Equal(403, (await store.SignedIn(await store.GivenStore(), "chain.manage-stores").Put($"/api/chain/stores/{storeId}", change)).Status);
    }

    [Fact]
    public async Task The_same_request_with_the_same_key_makes_one_store()
    {
        var (code, key, owner) = (StoreApp.NewCode("S"), Guid.NewGuid().ToString(), store.Owner(0));

        var first = await owner.Post("/api/chain/stores", NewStore(code), key);
        var again = await owner.Post("/api/chain/stores", NewStore(code), key);
        var other = await owner.Post("/api/chain/stores", NewStore(StoreApp.NewCode("S")), key);

        Assert.Equal(200, first.Status);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal((422, "idempotency.key_reused"), (other.Status, other.Code));
    }
}
