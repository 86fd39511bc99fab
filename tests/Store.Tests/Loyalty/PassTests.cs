using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Http;
using Store.Loyalty.Passes;
using Store.Tests.Catalog;
using Store.Tests.Checkout;
using Store.Tests.Inventory;
using static Store.Tests.Loyalty.LoyaltyGivens;

namespace Store.Tests.Loyalty;

public sealed class PassTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_pass_for_goods_hands_a_piece_over_with_each_use_and_takes_it_back_with_a_mistake()
    {
        var (storeId, memberId) = (await store.GivenStore(allowNegativeStock: false), await store.GivenMember());
        var goods = await store.GivenProduct(storeId, 20m);
        (await store.Owner(storeId).Receive(storeId, Guid.NewGuid(), (goods.ProductId, 3m, 7m))).Ok();
        var (received, worth) = await store.StockOf(storeId, goods.ProductId);
        var productId = await store.GivenValueProduct("Pass", uses: 5);
        Assert.Equal(400, (await store.Owner(0).Put($"/api/loyalty/value-products/{productId}", new { kind = "GiftCard", name = "x", uses = 0, goodsId = goods.ProductId })).Status);
        (await store.Owner(0).Put($"/api/loyalty/value-products/{productId}", new { kind = "Pass", name = "咖啡五杯", uses = 5, goodsId = goods.ProductId })).Ok();
        await store.Settle(storeId, memberId, [Sold(productId, 100m)], Paid("Cash", 100m));
        await Pass(storeId, memberId, uses: 3, paid: 30m);
        var goodsName = (await store.Rows<string>("SELECT Name FROM catalog.Products WHERE ProductId = @ProductId", new { goods.ProductId }))[0];
        Assert.Equal([null, goodsName], (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/value")).Ok().GetProperty("passes").EnumerateArray().Select(pass => pass.GetProperty("goodsName").GetString()));
        var passId = (await store.Rows<long>("SELECT PassId FROM loyalty.Passes WHERE MemberId = @memberId", new { memberId }))[0];
        var uses = $"/api/loyalty/stores/{storeId}/passes/{passId}/uses";
        var till = store.SignedIn(storeId, "loyalty.use-value");

        var first = (await till.Post(uses, new { uses = 2 })).Ok().GetProperty("entryId").GetInt64();
        Assert.Equal(1m, (await store.StockOf(storeId, goods.ProductId)).Quantity);
        Assert.Equal("stock.insufficient", (await till.Post(uses, new { uses = 2 })).Code);
        (await till.Delete($"{uses}/{first}")).Ok();
        Assert.Equal((received, worth), await store.StockOf(storeId, goods.ProductId));
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => till.Post(uses, new { uses = 1 })));
        Assert.Equal(3, answers.Count(answer => answer.Status == 200));
        Assert.Equal((0m, 0m), await store.StockOf(storeId, goods.ProductId));
        Assert.Equal(2, (await store.Rows<long>("SELECT UsesLeft FROM loyalty.Passes WHERE PassId = @passId", new { passId }))[0]);
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_pass_is_used_visit_by_visit_and_what_is_owed_for_it_ends_at_nothing()
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        var (passId, _, _) = await Pass(storeId, memberId, uses: 3, paid: 100m);
        var till = store.SignedIn(storeId, "loyalty.use-value", "loyalty.view");
        var uses = $"/api/loyalty/stores/{storeId}/passes/{passId}/uses";

        var first = (await till.Post(uses, new { uses = 1 })).Ok();
        Assert.Equal(2, first.GetProperty("usesLeft").GetInt32());
        (await till.Post(uses, new { uses = 2 })).Ok();
        Assert.Equal("pass.used_up", (await till.Post(uses, new { uses = 1 })).Code);
        Assert.Empty(await store.Breaks());

        var entryId = first.GetProperty("entryId").GetInt64();
        Assert.Equal(1, (await till.Delete($"{uses}/{entryId}")).Ok().GetProperty("usesLeft").GetInt32());
        Assert.Equal("pass.undone", (await till.Delete($"{uses}/{entryId}")).Code);
        (await till.Post(uses, new { uses = 1 })).Ok();
        var entries = (await till.Get($"/api/loyalty/passes/{passId}/entries")).Ok().GetProperty("items");
        Assert.Equal(["Used", "Undone", "Used", "Used", "Bought"], entries.EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Of_two_tills_one_enters_the_last_visit()
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        var (passId, _, _) = await Pass(storeId, memberId, uses: 1, paid: 10m);
        var till = store.SignedIn(storeId, "loyalty.use-value");

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => till.Post($"/api/loyalty/stores/{storeId}/passes/{passId}/uses", new { uses = 1 }))));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal("pass.used_up", reply.Code));
    }

    [Fact]
    public async Task An_unused_pass_goes_back_and_a_used_or_expired_one_is_refused()
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        var (_, saleId, product) = await Pass(storeId, memberId, uses: 5, paid: 50m);
        await store.Settle(storeId, memberId, [Back(product, 50m, saleId)], Paid("Cash", -50m, refunds: saleId));
        Assert.Equal("value.spent", (await Assert.ThrowsAsync<RuleBroken>(() => store.Settle(storeId, memberId, [Back(product, 50m, saleId)], Paid("Cash", -50m, refunds: saleId)))).Code);

        var (used, usedSale, usedProduct) = await Pass(storeId, memberId, uses: 5, paid: 50m, validDays: 10);
        var uses = $"/api/loyalty/stores/{storeId}/passes/{used}/uses";
        (await store.Owner(storeId).Post(uses, new { uses = 1 })).Ok();
        Assert.Equal("value.spent", (await Assert.ThrowsAsync<RuleBroken>(() => store.Settle(storeId, memberId, [Back(usedProduct, 50m, usedSale)], Paid("Cash", -50m, refunds: usedSale)))).Code);
        await store.Later(TimeSpan.FromDays(11));
        Assert.Equal("pass.expired", (await store.Owner(storeId).Post(uses, new { uses = 1 })).Code);
        Assert.Equal(404, (await store.Owner(storeId).Post($"/api/loyalty/stores/{storeId}/passes/1/uses", new { uses = 1 })).Status);
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Visits_and_expiry_release_what_is_owed_to_revenue_and_an_undone_visit_takes_it_back()
    {
        var till = await store.GivenTill();
        var (storeId, memberId) = (till.StoreId, await store.GivenMember());
        var product = await till.Special(100m, new { flags = new[] { "Value" } });
        (await store.Owner(0).Put($"/api/loyalty/value-products/{product.ProductId}", new { kind = "Pass", name = "洗车", uses = 3, validDays = 30 })).Ok();
        var saleId = (await till.Sell([Till.Line(product, 1, 100m)], [Till.Cash(100m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        var passId = (await store.Rows<long>("SELECT PassId FROM loyalty.Passes WHERE SaleId = @saleId", new { saleId }))[0];
        var owner = store.Owner(storeId);
        var uses = $"/api/loyalty/stores/{storeId}/passes/{passId}/uses";

        await Told(storeId, owed: 100m, earned: 0m);
        (await owner.Post(uses, new { uses = 1 })).Ok();
        await Told(storeId, owed: 66.67m, earned: 33.33m);
        var second = (await owner.Post(uses, new { uses = 1 })).Ok().GetProperty("entryId").GetInt64();
        await Told(storeId, owed: 33.33m, earned: 66.67m);
        (await owner.Delete($"{uses}/{second}")).Ok();
        await Told(storeId, owed: 66.67m, earned: 33.33m);

        await store.Later(TimeSpan.FromDays(31));
        var sweeps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => store.Services.GetRequiredService<PassExpiry>().Sweep(CancellationToken.None))));
        Assert.True(sweeps.Sum() >= 1);
        await Told(storeId, owed: 0m, earned: 100m);
        Assert.Equal("Expired", (await owner.Get($"/api/loyalty/passes/{passId}/entries")).Ok().GetProperty("items")[0].GetProperty("kind").GetString());
        Assert.Equal(0, await store.Services.GetRequiredService<PassExpiry>().Sweep(CancellationToken.None));
    }

    /// <summary>What the trial balance says of passes, with nothing off anywhere.</summary>
    private async Task Told(long storeId, decimal owed, decimal earned)
    {
        await store.DispatchEvents();
        var trial = (await store.Owner(storeId).Get($"/api/finance/trial-balance?storeId={storeId}")).Ok();
        decimal Of(string account) => -trial.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("accountCode").GetString() == account).GetProperty("balance").GetDecimal();
        Assert.Equal((owed, earned, 0m), (Of("2207"), Of("6012"), trial.GetProperty("difference").GetDecimal()));
        Assert.Empty(await store.Breaks());
    }

    private async Task<(long PassId, long SaleId, long ProductId)> Pass(long storeId, long memberId, int uses, decimal paid, int? validDays = null)
    {
        var product = await store.GivenValueProduct("Pass", uses, validDays);
        var (saleId, _) = await store.Settle(storeId, memberId, [Sold(product, paid)], Paid("Cash", paid));
        return ((await store.Rows<long>("SELECT PassId FROM loyalty.Passes WHERE SaleId = @saleId", new { saleId }))[0], saleId, product);
    }
}
