using System.Text.Json;
using Store.Tests.Catalog;
using Store.Tests.Members;

namespace Store.Tests.Checkout;

public sealed class ParkingTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_parked_basket_is_taken_up_at_another_till_as_it_was()
    {
        var till = await store.GivenTill();
        var other = await store.GivenTillIn(till.StoreId);
        var milk = await till.Product(6.60m);
        var parkedId = await Parked(till, milk, note: "穿红衣服的顾客", state: """{"lines":[1]}""");

        var listed = Assert.Single((await other.Owner.Get($"{other.Root}/parked-sales")).Ok().GetProperty("items").EnumerateArray());
        var recalled = (await Recall(other, parkedId)).Ok();

        Assert.Equal((parkedId, 13.20m, "穿红衣服的顾客", $"PK{parkedId}"), (
            listed.GetProperty("parkedSaleId").GetInt64(), listed.Amount("total"), listed.GetProperty("note").GetString(), listed.GetProperty("code").GetString()));
        var basket = recalled.GetProperty("basket");
        Assert.Equal("""{"lines":[1]}""", basket.GetProperty("tillState").GetString());
        var line = Assert.Single(basket.GetProperty("lines").EnumerateArray());
        Assert.Equal((milk.ProductId, 2m, 6.60m, 10m), (line.GetProperty("productId").GetInt64(), line.Amount("quantity"), line.Amount("unitPrice"), line.Amount("discountPercent")));
        Assert.Equal(0, (await other.Owner.Get($"{other.Root}/parked-sales")).Ok().GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_basket_is_taken_up_for_the_file_that_goes_on_or_for_nobody_who_was_forgotten()
    {
        var till = await store.GivenTill();
        var milk = await till.Product(6.60m);
        var (goesOn, ends, leaves) = (await store.GivenMember(), await store.GivenMember(), await store.GivenMember());
        var (merged, erased) = (await Parked(till, milk, memberId: ends, state: "{}"), await Parked(till, milk, memberId: leaves, state: "{}"));
        (await store.Owner(0).Post($"/api/members/members/{goesOn}/merge", new { otherId = ends, version = 1, otherVersion = 1 })).Ok();
        (await store.Owner(0).Post($"/api/members/members/{leaves}/erase", new { version = 1 })).Ok();
        var later = await Parked(till, milk, memberId: leaves, state: "{}");

        var basket = (await Recall(till, merged)).Ok().GetProperty("basket");
        Assert.Equal((goesOn, "{}"), (basket.GetProperty("memberId").GetInt64(), basket.GetProperty("tillState").GetString()));
        foreach (var parkedId in new[] { erased, later })
        {
            basket = (await Recall(till, parkedId)).Ok().GetProperty("basket");
            Assert.Equal(
                (JsonValueKind.Null, JsonValueKind.Null, 1), (basket.GetProperty("memberId").ValueKind, basket.GetProperty("tillState").ValueKind, basket.GetProperty("lines").GetArrayLength()));
        }
    }

    [Fact]
    public async Task Of_many_tills_at_once_one_gets_the_basket_and_the_others_hear_who_has_it()
    {
        var till = await store.GivenTill();
        var parkedId = await Parked(till, await till.Product(6.60m));

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Recall(till, parkedId)));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply =>
        {
            Assert.Equal((409, "parked.taken"), (reply.Status, reply.Code));
            Assert.StartsWith("user ", reply.Json.GetProperty("by").GetString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_till_that_got_no_answer_asks_again_and_gets_the_basket()
    {
        var till = await store.GivenTill();
        var parkedId = await Parked(till, await till.Product(6.60m));
        var uuid = Guid.NewGuid();

        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Recall(till, parkedId, uuid)));

        Assert.All(replies, reply => Assert.Equal(1, reply.Ok().GetProperty("basket").GetProperty("lines").GetArrayLength()));
    }

    [Fact]
    public async Task Parked_sales_outlive_the_shift_and_touch_neither_stock_nor_sales()
    {
        var till = await store.GivenTill();
        var milk = await till.Product(6.60m);
        var uuid = Guid.NewGuid();
        var twice = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Park(till, milk, uuid)));
        var parkedId = twice[0].Ok().GetProperty("parkedSaleId").GetInt64();

        (await till.CloseShift(100m)).Ok();

        Assert.Single(twice.Select(reply => reply.Ok().GetProperty("parkedSaleId").GetInt64()).Distinct());
        Assert.Empty((await till.Owner.Get($"{till.Root}/sales")).Ok().GetProperty("items").EnumerateArray());
        Assert.Empty(await store.Rows<long>("SELECT MovementId FROM inventory.StockMovements WHERE ProductId = @ProductId", new { milk.ProductId }));
        Assert.Equal(200, (await Recall(till, parkedId)).Status);
    }

    [Fact]
    public async Task Giving_a_parked_basket_up_is_a_void_after_the_total_held_to_the_limit()
    {
        var till = await store.GivenTill();
        var parkedId = await Parked(till, await till.Product(6.60m));
        var cashier = store.Limited(till.StoreId, new() { ["checkout.void-amount"] = 5m }, "checkout.sell");
        Task<StoreApp.Reply> Void(StoreApp.Client by) => by.Post($"{till.Root}/parked-sales/{parkedId}/void", new { registerId = till.RegisterId, reasonCode = "left" });

        var refused = await Void(cashier);
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Void(till.Owner)));

        Assert.Equal((403, "approval_required"), (refused.Status, refused.Code));
        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "parked.gone"), (reply.Status, reply.Code)));
        Assert.Equal("parked.voided", (await Recall(till, parkedId)).Code);
        var voided = Assert.Single((await till.Owner.Get($"{till.Root}/voids")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal(("Parked", 13.20m, true, "left"), (
            voided.GetProperty("kind").GetString(), voided.Amount("amount"), voided.GetProperty("afterTotal").GetBoolean(), voided.GetProperty("reasonCode").GetString()));
    }

    [Fact]
    public async Task A_slip_carries_the_code_and_says_that_it_is_no_receipt()
    {
        var till = await store.GivenTill();
        var parkedId = await Parked(till, await till.Product(6.60m), note: "<b>");

        var slip = (await till.Owner.Get($"{till.Root}/parked-sales/{parkedId}/slip.html?language=en")).Text;

        Assert.Contains($"PK{parkedId}", slip, StringComparison.Ordinal);
        Assert.Contains("Not paid", slip, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", slip, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_stores_till_neither_sees_nor_takes_it()
    {
        var (till, elsewhere) = (await store.GivenTill(), await store.GivenTill());
        var parkedId = await Parked(till, await till.Product(6.60m));

        Assert.Equal(404, (await Recall(elsewhere, parkedId)).Status);
        Assert.Equal(404, (await elsewhere.Owner.Post($"{elsewhere.Root}/parked-sales/{parkedId}/void", new { registerId = elsewhere.RegisterId, reasonCode = "left" })).Status);
        Assert.Equal(0, (await elsewhere.Owner.Get($"{elsewhere.Root}/parked-sales")).Ok().GetProperty("items").GetArrayLength());
        Assert.Equal(400, (await till.Owner.Post($"{till.Root}/parked-sales", new { parkUuid = Guid.NewGuid(), registerId = till.RegisterId, total = 1m, basket = new { format = 1, lines = Array.Empty<object>() } })).Status);
    }

    private static async Task<long> Parked(Till till, GivenProduct product, string? note = null, string? state = null, long? memberId = null) =>
        (await Park(till, product, note: note, state: state, memberId: memberId)).Ok().GetProperty("parkedSaleId").GetInt64();

    private static Task<StoreApp.Reply> Park(Till till, GivenProduct product, Guid? uuid = null, string? note = null, string? state = null, long? memberId = null) => till.Owner.Post($"{till.Root}/parked-sales", new
    {
        parkUuid = uuid ?? Guid.NewGuid(), registerId = till.RegisterId, total = 13.20m, note, basket = new
        {
            format = 1, tillState = state, memberId, lines = new[]
            {
                new { productId = product.ProductId, productCode = "P1", productName = "牛奶", unit = "盒", quantity = 2m, unitPrice = 6.60m, amount = 13.20m, discountPercent = 10m },
            },
        },
    });

    private static Task<StoreApp.Reply> Recall(Till till, long parkedId, Guid? uuid = null) =>
        till.Owner.Post($"{till.Root}/parked-sales/{parkedId}/recall", new { recallUuid = uuid ?? Guid.NewGuid(), registerId = till.RegisterId });
}
