using Store.Kernel.Http;
using Store.Tests.Catalog;
using static Store.Tests.Loyalty.LoyaltyGivens;

namespace Store.Tests.Loyalty;

public sealed class ValuePinTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Above_the_limit_a_payment_needs_a_hold_for_which_the_pin_was_given()
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        var version = (await store.Owner(0).Get("/api/loyalty/value-settings")).Ok().GetProperty("version").GetInt32();
        (await store.Owner(0).Put("/api/loyalty/value-settings", new { spendOrder = "PrincipalFirst", pinAbove = 50m, holdMinutes = 10, version })).Ok();
        await store.TopUp(storeId, memberId, 1000m);
        var till = store.SignedIn(storeId, "loyalty.use-value");
        var holds = $"/api/loyalty/stores/{storeId}/value-holds";

        await store.Settle(storeId, memberId, payments: Paid("StoredValue", 50m));
        Assert.Equal("value.pin_needed", (await Assert.ThrowsAsync<RuleBroken>(() => store.Settle(storeId, memberId, payments: Paid("StoredValue", 51m)))).Code);
        Assert.Equal("value.pin_needed", (await till.Post(holds, new { memberId, amount = 200m })).Code);
        Assert.Equal("value.pin_missing", (await till.Post(holds, new { memberId, amount = 200m, pin = "1234" })).Code);

        (await till.Put($"/api/loyalty/members/{memberId}/value/pin", new { pin = "1234" })).Ok();
        Assert.Equal("value.pin_needed", (await till.Put($"/api/loyalty/members/{memberId}/value/pin", new { pin = "9999" })).Code);
        Assert.Equal(400, (await till.Put($"/api/loyalty/members/{memberId}/value/pin", new { pin = "12a4" })).Status);
        Assert.Equal("value.pin_wrong", (await till.Post(holds, new { memberId, amount = 200m, pin = "4321" })).Code);
        var unchecked1 = (await till.Post(holds, new { memberId, amount = 50m })).Ok().GetProperty("holdId").GetInt64();
        Assert.Equal("value.pin_needed", (await Assert.ThrowsAsync<RuleBroken>(() => store.Settle(storeId, memberId, payments: Paid("StoredValue", 51m, holdId: unchecked1)))).Code);
        var hold = (await till.Post(holds, new { memberId, amount = 200m, pin = "1234", holdId = unchecked1 })).Ok().GetProperty("holdId").GetInt64();
        Assert.Equal("value.pin_needed", (await Assert.ThrowsAsync<RuleBroken>(() => store.Settle(storeId, memberId, payments: Paid("StoredValue", 201m, holdId: hold)))).Code);
        await store.Settle(storeId, memberId, payments: Paid("StoredValue", 200m, holdId: hold));
        Assert.Equal("value.pin_needed", (await Assert.ThrowsAsync<RuleBroken>(() => store.Settle(storeId, memberId, payments: Paid("StoredValue", 200m, holdId: hold)))).Code);
        Assert.Equal((750m, 0m), await store.Value(memberId));

        (await till.Put($"/api/loyalty/members/{memberId}/value/pin", new { pin = "5678", oldPin = "1234" })).Ok();
        for (var guess = 0; guess < 5; guess++)
            Assert.Equal("value.pin_wrong", (await till.Post(holds, new { memberId, amount = 200m, pin = "0000" })).Code);
        Assert.Equal("value.pin_locked", (await till.Post(holds, new { memberId, amount = 200m, pin = "5678" })).Code);
        await store.Later(TimeSpan.FromMinutes(16));
        (await till.Post(holds, new { memberId, amount = 200m, pin = "5678" })).Ok();
        (await store.Owner(0).Put($"/api/loyalty/members/{memberId}/value/pin", new { pin = "1111" })).Ok();
        Assert.DoesNotContain("1111", string.Concat(await store.Rows<string>("SELECT PinHash FROM loyalty.ValuePins WHERE MemberId = @memberId", new { memberId })), StringComparison.Ordinal);
    }
}
