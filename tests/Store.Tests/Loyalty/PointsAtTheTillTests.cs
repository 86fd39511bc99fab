using Store.Tests.Checkout;

namespace Store.Tests.Loyalty;

/// <summary>Points of real sales, from the till to the receipt and the books.</summary>
public sealed class PointsAtTheTillTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Points_are_earned_pay_and_go_back_and_the_receipt_says_so()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var goods = await till.Product(100m);

        var first = (await till.Sell([Till.Line(goods, 2, 100m)], [Till.Cash(200m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal((0, 200, 0, 200), await Points(till, first));

        var second = (await till.Sell([Till.Line(goods, 1, 100m)], [Till.Paid("Points", 1m), Till.Cash(99m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        Assert.Equal((200, 99, 100, 199), await Points(till, second));
        Assert.Contains("积分余额", (await till.Owner.Get($"{till.Root}/sales/{second}/receipt.html?language=zh-Hans")).Text, StringComparison.Ordinal);

        (await till.Return(second, [new { lineNumber = 1, quantity = 1 }], [Till.Paid("Points", 1m), Till.Cash(99m)])).Ok();
        Assert.Equal(200, await Balance(memberId));
        (await till.Return(first, [new { lineNumber = 1, quantity = 2 }], [Till.Cash(200m)])).Ok();
        Assert.Equal(0, await Balance(memberId));

        Assert.Equal((422, "points.short"), Told(await till.Sell([Till.Line(goods, 1, 100m)], [Till.Paid("Points", 100m)], new { memberId })));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());
    }

    private async Task<long> Balance(long memberId) => (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/points")).Ok().GetProperty("balance").GetInt64();

    private static async Task<(long, long, long, long)> Points(Till till, long saleId)
    {
        var points = (await till.Owner.Get($"{till.Root}/sales/{saleId}/receipt")).Ok().GetProperty("points");
        return (points.GetProperty("pointsBefore").GetInt64(), points.GetProperty("pointsEarned").GetInt64(), points.GetProperty("pointsUsed").GetInt64(), points.GetProperty("pointsAfter").GetInt64());
    }

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
