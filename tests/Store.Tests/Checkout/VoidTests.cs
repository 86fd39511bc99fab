using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Database;
using Store.Kernel.Verification;
using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

public sealed class VoidTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_voided_line_stays_on_record_with_who_what_and_when()
    {
        var till = await store.GivenTill();
        var milk = await till.Product(6.60m);
        var at = store.Clock.GetUtcNow().UtcDateTime.AddSeconds(-30);

        (await Void(till, [Line(milk, 2, 6.60m)], occurredAt: at, reason: "mistake")).Ok();

        var found = Assert.Single((await List(till)).EnumerateArray());
        Assert.Equal(("Line", "mistake", 13.20m, false, false), (
            found.GetProperty("kind").GetString(), found.GetProperty("reasonCode").GetString(), found.Amount("amount"), found.GetProperty("afterTotal").GetBoolean(), found.GetProperty("overLimit").GetBoolean()));
        Assert.Equal(till.ShiftId, found.GetProperty("shiftId").GetInt64());
        Assert.Equal(at, found.GetProperty("occurredAt").GetDateTime(), TimeSpan.FromMilliseconds(1));
        Assert.StartsWith("user ", found.GetProperty("cashierName").GetString(), StringComparison.Ordinal);
        var line = Assert.Single(found.GetProperty("lines").EnumerateArray());
        Assert.Equal((milk.ProductId, 2m), (line.GetProperty("productId").GetInt64(), line.Amount("quantity")));
    }

    [Fact]
    public async Task However_often_the_till_sends_it_a_void_is_one()
    {
        var till = await store.GivenTill();
        var milk = await till.Product(6.60m);
        var uuid = Guid.NewGuid();

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Void(till, [Line(milk, 1, 6.60m)], uuid)));

        Assert.Single(replies.Select(reply => reply.Ok().GetProperty("voidId").GetInt64()).Distinct());
        Assert.Single((await List(till)).EnumerateArray());
    }

    [Fact]
    public async Task A_line_that_is_put_back_is_marked_and_not_forgotten()
    {
        var till = await store.GivenTill();
        var milk = await till.Product(6.60m);
        var uuid = Guid.NewGuid();
        (await Void(till, [Line(milk, 1, 6.60m)], uuid)).Ok();

        (await Void(till, [Line(milk, 1, 6.60m)], uuid, undone: true)).Ok();

        Assert.NotEqual(default, Assert.Single((await List(till)).EnumerateArray()).GetProperty("undoneAt").GetDateTime());
    }

    [Fact]
    public async Task After_the_total_the_callers_limit_counts()
    {
        var till = await store.GivenTill();
        var milk = await till.Product(6.60m);
        var cashier = store.Limited(till.StoreId, new() { ["checkout.void-amount"] = 10m }, "checkout.sell");

        (await Void(till, [Line(milk, 1, 6.60m)], afterTotal: true, by: cashier)).Ok();
        (await Void(till, [Line(milk, 9, 6.60m)], by: cashier)).Ok();
        var refused = await Void(till, [Line(milk, 2, 6.60m)], afterTotal: true, by: cashier);
        var kept = (await Void(till, [Line(milk, 2, 6.60m)], afterTotal: true, alreadyDone: true, by: cashier)).Ok();

        Assert.Equal((403, "approval_required"), (refused.Status, refused.Code));
        Assert.True(kept.GetProperty("overLimit").GetBoolean());
        Assert.Equal(3, (await List(till)).GetArrayLength());
        Assert.Equal(2, (await List(till, "?afterTotalOnly=true")).GetArrayLength());
    }

    [Fact]
    public async Task A_whole_basket_is_one_void_with_its_lines()
    {
        var till = await store.GivenTill();
        var (milk, rice) = (await till.Product(6.60m), await till.Product(49.90m));

        (await Void(till, [Line(milk, 2, 6.60m), Line(rice, 1, 49.90m)], kind: "Sale")).Ok();

        var found = Assert.Single((await List(till)).EnumerateArray());
        Assert.Equal(("Sale", 63.10m, 2), (found.GetProperty("kind").GetString(), found.Amount("amount"), found.GetProperty("lines").GetArrayLength()));
    }

    [Fact]
    public async Task A_void_that_comes_after_the_close_still_names_its_shift()
    {
        var till = await store.GivenTill();
        var milk = await till.Product(6.60m);
        (await till.CloseShift(100m)).Ok();

        (await Void(till, [Line(milk, 1, 6.60m)])).Ok();

        Assert.Equal(till.ShiftId, Assert.Single((await List(till)).EnumerateArray()).GetProperty("shiftId").GetInt64());
    }

    [Fact]
    public async Task The_list_pages_and_finds_one_cashiers()
    {
        var till = await store.GivenTill();
        var milk = await till.Product(1m);
        var other = store.SignedIn(till.StoreId, "checkout.sell");
        for (var i = 0; i < 3; i++)
            (await Void(till, [Line(milk, 1, 1m)])).Ok();
        (await Void(till, [Line(milk, 1, 1m)], by: other)).Ok();

        var first = (await till.Owner.Get($"{till.Root}/voids?limit=3")).Ok();
        var second = (await till.Owner.Get($"{till.Root}/voids?limit=3&after={first.GetProperty("next").GetString()}")).Ok();
        var cashierId = first.GetProperty("items")[0].GetProperty("cashierId").GetInt64();

        Assert.Equal((3, 1), (first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength()));
        Assert.Single((await List(till, $"?cashierId={cashierId}")).EnumerateArray());
    }

    [Fact]
    public async Task Verify_sees_a_void_that_was_made_smaller_by_hand()
    {
        var till = await store.GivenTill();
        var voidId = (await Void(till, [Line(await till.Product(6.60m), 2, 6.60m)])).Ok().GetProperty("voidId").GetInt64();

        await store.InScope(async services =>
        {
            var (db, books) = (services.GetRequiredService<Db>(), services.GetServices<IInvariant>().Single(one => one.Name.StartsWith("Every void", StringComparison.Ordinal)));
            Assert.Empty(await books.Breaks(CancellationToken.None));
            Task<int> By(int minor) => db.Transact(() => db.Execute("UPDATE checkout.Voids SET AmountMinor = AmountMinor + @minor WHERE VoidId = @voidId", new { minor, voidId }, CancellationToken.None), CancellationToken.None);
            await By(-100);
            Assert.Single(await books.Breaks(CancellationToken.None));
            return await By(100);
        });
    }

    [Theory]
    [InlineData("Basket", 1, 400)]
    [InlineData("Line", 0, 400)]
    [InlineData("Line", 100_001, 400)]
    public async Task A_void_that_says_nothing_is_refused(string kind, decimal quantity, int status)
    {
        var till = await store.GivenTill();
        var milk = await till.Product(1m);

        Assert.Equal(status, (await Void(till, [Line(milk, quantity, 1m)], kind: kind)).Status);
        Assert.Equal(0, (await List(till)).GetArrayLength());
    }

    [Fact]
    public async Task A_till_of_another_store_and_a_cashier_who_may_not_see_are_refused()
    {
        var (till, elsewhere) = (await store.GivenTill(), await store.GivenTill());
        var milk = await till.Product(1m);

        Assert.Equal(404, (await Void(till with { RegisterId = elsewhere.RegisterId }, [Line(milk, 1, 1m)])).Status);
        Assert.Equal(403, (await store.SignedIn(till.StoreId, "checkout.sell").Get($"{till.Root}/voids")).Status);
    }

    [Fact]
    public async Task The_drawer_opens_once_with_a_reason_and_is_on_record()
    {
        var till = await store.GivenTill();
        var uuid = Guid.NewGuid();
        var path = $"{till.Root}/registers/{till.RegisterId}/drawer-openings";

        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => till.Owner.Post(path, new { openingUuid = uuid, reasonCode = "change", note = "换零钱" })));

        Assert.Single(opened, reply => reply.Ok().GetProperty("open").GetBoolean());
        var found = Assert.Single((await till.Owner.Get($"{till.Root}/drawer-openings")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal(("change", "换零钱", till.ShiftId), (found.GetProperty("reasonCode").GetString(), found.GetProperty("note").GetString(), found.GetProperty("shiftId").GetInt64()));
        Assert.Equal(400, (await till.Owner.Post(path, new { openingUuid = Guid.NewGuid(), reasonCode = "" })).Status);
        Assert.Equal(403, (await store.SignedIn(till.StoreId, "checkout.sell").Post(path, new { openingUuid = Guid.NewGuid(), reasonCode = "change" })).Status);
        await till.CloseShift(100m);
        Assert.Equal("shift.not_open", (await till.Owner.Post(path, new { openingUuid = Guid.NewGuid(), reasonCode = "change" })).Code);
    }

    internal static object Line(GivenProduct product, decimal quantity, decimal unitPrice) => new
    {
        productId = product.ProductId, productCode = "P1", productName = "牛奶", unit = "盒", quantity, unitPrice, amount = decimal.Round(quantity * unitPrice, 2, MidpointRounding.AwayFromZero),
    };

    private static Task<StoreApp.Reply> Void(
        Till till, object[] lines, Guid? uuid = null, string kind = "Line", bool afterTotal = false, bool alreadyDone = false, bool undone = false, DateTime? occurredAt = null, string? reason = null,
        StoreApp.Client? by = null) => (by ?? till.Owner).Post($"{till.Root}/voids", new
        {
            voidUuid = uuid ?? Guid.NewGuid(), registerId = till.RegisterId, shiftId = till.ShiftId, kind, afterTotal, occurredAt, reasonCode = reason, lines, alreadyDone, undone,
        });

    private static async Task<System.Text.Json.JsonElement> List(Till till, string query = "") => (await till.Owner.Get($"{till.Root}/voids{query}")).Ok().GetProperty("items");
}
