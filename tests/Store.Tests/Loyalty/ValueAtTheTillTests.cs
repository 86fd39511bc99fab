using Store.Tests.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Loyalty;

/// <summary>Stored value and gift cards as tenders and as goods of real sales, from the till to the books.</summary>
public sealed class ValueAtTheTillTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_top_up_pays_a_later_sale_in_part_and_what_comes_back_is_stored_again()
    {
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var topUp = await till.ValueProduct(100m, "TopUp");
        var goods = await till.Product(30m);

        (await till.Sell([Till.Line(topUp, 1, 100m)], [Till.Cash(100m)], new { memberId })).Ok();
        Assert.Equal((100m, 0m), await store.Value(memberId));

        var sale = (await till.Sell([Till.Line(goods, 2, 30m)], [Till.Paid("StoredValue", 45m), Till.Cash(15m)], new { memberId })).Ok();
        Assert.Equal((55m, 0m), await store.Value(memberId));

        (await till.Return(sale.GetProperty("saleId").GetInt64(), [new { lineNumber = 1, quantity = 1 }], [Till.Paid("StoredValue", 30m)])).Ok();
        Assert.Equal((85m, 0m), await store.Value(memberId));
        Assert.Equal((422, "refund.tender"), Told(await till.Return(sale.GetProperty("saleId").GetInt64(), [new { lineNumber = 1, quantity = 1 }], [Till.Paid("StoredValue", 30m)])));

        await store.DispatchEvents();
        Assert.Empty(await store.Breaks(accounts: true));
    }

    [Fact]
    public async Task What_is_not_there_sells_nothing_and_a_retry_takes_it_once()
    {
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        await store.TopUp(till.StoreId, memberId, 50m);
        var goods = await till.Product(30m);
        var saleUuid = Guid.NewGuid();

        Assert.Equal((422, "value.short"), Told(await till.Sell([Till.Line(goods, 2, 30m)], [Till.Paid("StoredValue", 60m)], new { memberId })));
        Assert.Equal((422, "value.no_member"), Told(await till.Sell([Till.Line(goods, 1, 30m)], [Till.Paid("StoredValue", 30m)])));
        var sales = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => till.Sell([Till.Line(goods, 1, 30m)], [Till.Paid("StoredValue", 30m)], new { memberId, saleUuid })));

        Assert.Single(sales.Select(sale => sale.Ok().GetProperty("saleId").GetInt64()).Distinct());
        Assert.Equal((20m, 0m), await store.Value(memberId));
    }

    [Fact]
    public async Task Of_many_tills_that_spend_the_same_balance_exactly_one_wins()
    {
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        await store.TopUp(till.StoreId, memberId, 30m);
        var goods = await till.Product(30m);
        var tills = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => store.GivenTillIn(till.StoreId)));

        var sales = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => tills[i % 10].Sell([Till.Line(goods, 1, 30m)], [Till.Paid("StoredValue", 30m)], new { memberId })));

        Assert.Equal(1, sales.Count(sale => sale.Status == 200));
        Assert.All(sales.Where(sale => sale.Status != 200), sale => Assert.Equal((422, "value.short"), Told(sale)));
        Assert.Equal((0m, 0m), await store.Value(memberId));
    }

    [Fact]
    public async Task A_gift_card_is_sold_used_up_and_refilled_by_a_return_and_its_code_is_kept_nowhere()
    {
        var till = await store.GivenTill();
        var product = await till.ValueProduct(50m, "GiftCard");
        var goods = await till.Product(20m);
        var code = (await store.GivenGiftCards())[0];
        Assert.NotEqual(200, (await Pay(till, goods, code)).Status);

        (await till.Sell([new { productId = product.ProductId, quantity = 1, unitPrice = 50m, cardCode = code }], [Till.Cash(50m)])).Ok();
        var sale = (await Pay(till, goods, code)).Ok().GetProperty("saleId").GetInt64();
        (await Pay(till, goods, code)).Ok();
        Assert.Equal((422, "card.short"), Told(await Pay(till, goods, code)));

        (await till.Return(sale, [new { lineNumber = 1, quantity = 1 }], [Till.Paid("GiftCard", 20m)])).Ok();
        Assert.Equal(30m, (await store.Owner(0).Post("/api/loyalty/gift-cards/look-up", new { code })).Ok().Amount("balance"));
        Assert.All(
            await store.Rows<string>("SELECT Reference FROM checkout.Payments WHERE SaleId = @sale", new { sale }), reference => Assert.Equal($"****{code[^4..]}", reference));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks(accounts: true));
    }

    [Fact]
    public async Task Value_is_no_revenue_until_it_is_spent_and_needs_to_be_told_what_it_is()
    {
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var unknown = await till.Special(100m, new { flags = new[] { "Value" } });
        var topUp = await till.ValueProduct(100m, "TopUp");

        Assert.Equal((422, "value.unknown_product"), Told(await till.Sell([Till.Line(unknown, 1, 100m)], [Till.Cash(100m)], new { memberId })));
        (await till.Sell([Till.Line(topUp, 1, 100m)], [Till.Cash(100m)], new { memberId })).Ok();
        await store.DispatchEvents();

        Assert.Empty(await store.Rows<string>("SELECT AccountCode FROM finance.DailyBalances WHERE StoreId = @StoreId AND AccountCode = '6001'", new { till.StoreId }));
        Assert.Equal([100_00L], await store.Rows<long>("SELECT CreditMinor FROM finance.DailyBalances WHERE StoreId = @StoreId AND AccountCode = '2204'", new { till.StoreId }));
    }

    [Fact]
    public async Task Without_a_receipt_money_can_become_store_credit_and_value_does_not_come_back()
    {
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var goods = await till.Product(40m);
        var topUp = await till.ValueProduct(100m, "TopUp");

        (await Unverified(till, goods, 40m, memberId, storeCredit: true)).Ok();

        Assert.Equal((40m, 0m), await store.Value(memberId));
        Assert.Equal(400, (await Unverified(till, goods, 40m, null, storeCredit: true)).Status);
        Assert.Equal((422, "return.value"), Told(await Unverified(till, topUp, 100m, memberId, storeCredit: false)));
    }

    private static Task<StoreApp.Reply> Pay(Till till, GivenProduct goods, string code) =>
        till.Sell([Till.Line(goods, 1, 20m)], [new { tender = "GiftCard", amount = 20m, reference = code }]);

    private static Task<StoreApp.Reply> Unverified(Till till, GivenProduct goods, decimal unitPrice, long? memberId, bool storeCredit) => till.Owner.Post($"{till.Root}/returns/without-receipt", new
    {
        saleUuid = Guid.NewGuid(), registerId = till.RegisterId, reason = "无小票", lines = new[] { new { productId = goods.ProductId, quantity = 1, unitPrice } }, identityHint = "1234", memberId, storeCredit,
    });

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
