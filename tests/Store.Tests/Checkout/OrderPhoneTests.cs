using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Store.Checkout.Orders;
using Store.Kernel.Database;
using Store.Tests.Catalog;
using Store.Tests.Members;

namespace Store.Tests.Checkout;

/// <summary>How customers are reached about their orders, which nobody reads in the database.</summary>
public sealed class OrderPhoneTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_phone_is_unreadable_in_the_database_and_finds_the_order_however_it_is_typed()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var orderId = (await Order(till, product, "+86 139-0000-4321")).Ok().GetProperty("orderId").GetInt64();
        (await Order(till, product, "微信 tea")).Ok();

        Assert.Empty(await store.Rows<long>("SELECT OrderId FROM checkout.Orders WHERE StoreId = @StoreId AND (CustomerPhone IS NOT NULL OR PhoneSealed LIKE '%4321%' OR PhoneIndex LIKE '%4321%')", new { till.StoreId }));
        var found = Assert.Single(await Found("13900004321"));
        Assert.Equal((orderId, "139****4321"), (found.GetProperty("orderId").GetInt64(), found.GetProperty("customerPhone").GetString()));
        Assert.Equal("****", Assert.Single(await Found("微信 tea")).GetProperty("customerPhone").GetString());
        Assert.Empty(await Found("4321"));
        Assert.Equal("+86 139-0000-4321", (await till.Owner.Get($"{till.Root}/orders/{orderId}")).Ok().GetProperty("customerPhone").GetString());
        Assert.Empty(await store.Rows<string>("SELECT IdempotencyKey FROM kernel.IdempotencyKeys WHERE Operation = 'CreateOrder'"));

        async Task<JsonElement[]> Found(string text) => [.. (await till.Owner.Post($"{till.Root}/orders/search", new { text })).Ok().GetProperty("items").EnumerateArray()];
    }

    [Fact]
    public async Task Phones_from_before_they_were_sealed_are_sealed_when_the_host_starts()
    {
        var till = await store.GivenTill();
        var orderId = (await Order(till, await till.Product(100m), "13800000000")).Ok().GetProperty("orderId").GetInt64();
        await store.InScope(services => services.GetRequiredService<Db>().Transact(() => services.GetRequiredService<Db>().Execute(
            "UPDATE checkout.Orders SET CustomerPhone = '13700001234', PhoneSealed = NULL, PhoneIndex = NULL WHERE OrderId = @orderId", new { orderId }, CancellationToken.None), CancellationToken.None));

        await store.Services.GetServices<IHostedService>().OfType<SealOrderPhones>().Single().StartAsync(CancellationToken.None);

        Assert.Equal("13700001234", (await till.Owner.Get($"{till.Root}/orders/{orderId}")).Ok().GetProperty("customerPhone").GetString());
        Assert.Equal(1, (await till.Owner.Post($"{till.Root}/orders/search", new { text = "137 0000 1234" })).Ok().GetProperty("items").GetArrayLength());
        Assert.Empty(await store.Rows<long>("SELECT OrderId FROM checkout.Orders WHERE CustomerPhone IS NOT NULL"));
    }

    [Fact]
    public async Task An_order_under_no_member_is_told_and_forgotten_with_the_person_whose_phone_it_carries()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var (phone, further) = (NewPhone(), NewPhone());
        var (memberId, otherId) = (await store.GivenMember(new { name = "王先生", phone }), await store.GivenMember(new { name = "王先生", phone = further }));
        (await store.Owner(0).Post($"/api/members/members/{memberId}/merge", new { otherId, version = 1, otherVersion = 1 })).Ok();
        var mine = (await Order(till, product, $"+86 {phone}")).Ok().GetProperty("orderId").GetInt64();
        var before = (await Order(till, product, further)).Ok().GetProperty("orderId").GetInt64();
        var others = (await Order(till, product, NewPhone())).Ok().GetProperty("orderId").GetInt64();

        var parts = (await store.Owner(0).Post($"/api/members/members/{memberId}/export", new { })).Ok().GetProperty("parts");
        Assert.Equal([mine, before], parts.GetProperty("orders").EnumerateArray().Select(order => order.GetProperty("orderId").GetInt64()));
        Assert.Equal(2, parts.GetProperty("orderLines").GetArrayLength());

        (await store.Owner(0).Post($"/api/members/members/{memberId}/erase", new { version = (await store.LevelOf(memberId)).Version })).Ok();

        foreach (var (orderId, name) in new[] { (mine, ""), (before, ""), (others, "王先生") })
        {
            var order = (await till.Owner.Get($"{till.Root}/orders/{orderId}")).Ok();
            Assert.Equal((name, name.Length == 0), (order.GetProperty("customerName").GetString(), order.GetProperty("customerPhone").ValueKind == JsonValueKind.Null));
        }

        Assert.Equal(0, (await till.Owner.Post($"{till.Root}/orders/search", new { text = phone })).Ok().GetProperty("items").GetArrayLength());
    }

    private static string NewPhone() => $"1{Random.Shared.NextInt64(3_000_000_000, 9_999_999_999)}";

    private static Task<StoreApp.Reply> Order(Till till, GivenProduct product, string customerPhone) => till.Owner.Post(
        $"{till.Root}/orders", new { orderUuid = Guid.NewGuid(), kind = "Quotation", customerName = "王先生", customerPhone, lines = new[] { Till.Line(product, 1, 100m) } }, Guid.NewGuid().ToString());
}
