using FsCheck.Fluent;
using Store.Tests.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Loyalty;

/// <summary>Change that a member has stored instead of taking it: the drawer keeps it, the books owe it, the receipt says so.</summary>
public sealed class StoredChangeTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Change_becomes_the_members_and_the_drawer_the_receipt_the_report_and_the_books_say_so()
    {
        await ChangeUpTo(50m);
        var till = await store.GivenTill(openingFloat: 100m);
        var memberId = await store.GivenMember();
        var goods = await till.Product(87.5m);

        var sale = (await till.Sell([Till.Line(goods, 1, 87.5m)], [Till.Cash(100m)], new { memberId, storedChange = 12m })).Ok();

        Assert.Equal((0.5m, 12m, 100m), (sale.Amount("change"), sale.Amount("storedChange"), sale.Amount("paid")));
        Assert.Equal((12m, 0m), await store.Value(memberId));
        Assert.Equal(199.5m, (await till.Shift()).Amount("expectedCash"));
        var report = (await till.Owner.Get($"{till.Root}/shifts/{till.ShiftId}/report")).Ok().GetProperty("tenders").EnumerateArray();
        Assert.Equal([("Cash", 99.5m), ("StoredChange", -12m)], report.Select(tender => (tender.GetProperty("tender").GetString()!, tender.Amount("amount"))));
        var receipt = (await till.Owner.Get($"{till.Root}/sales/{sale.GetProperty("saleId").GetInt64()}/receipt.txt?width=80&language=en")).Text;
        Assert.Matches("Change +0\\.50\n", receipt);
        Assert.Matches("Change stored +12\\.00\n", receipt);
        await store.DispatchEvents();
        Assert.Equal(12_00L, Assert.Single(await store.Rows<long>("SELECT CreditMinor - DebitMinor FROM finance.DailyBalances WHERE StoreId = @StoreId AND AccountCode = '2204'", new { till.StoreId })));
        Assert.Empty(await store.Breaks(accounts: true));
    }

    [Fact]
    public async Task The_same_sale_sent_again_stores_nothing_again_and_is_answered_as_before()
    {
        await ChangeUpTo(50m);
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var goods = await till.Product(8m);
        var (lines, payments, more) = (new[] { Till.Line(goods, 1, 8m) }, new[] { Till.Cash(10m) }, new { memberId, storedChange = 2m, saleUuid = Guid.NewGuid() });

        var first = (await till.Sell(lines, payments, more)).Ok();

        Assert.Equal(first.ToString(), (await till.Sell(lines, payments, more)).Ok().ToString());
        Assert.Equal((2m, 0m), await store.Value(memberId));
    }

    [Fact]
    public async Task Only_change_of_cash_is_stored_for_a_member_where_the_chain_wants_it_and_no_more_than_it_wants()
    {
        await ChangeUpTo(5m);
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var goods = await till.Product(8m);

        Assert.Equal("change.less", (await Sell(till, goods, memberId, 8m, [Till.Cash(10m)], 2.01m)).Code);
        Assert.Equal("payment.over", (await Sell(till, goods, memberId, 8m, [Till.Paid("Card", 10m)], 2m)).Code);
        Assert.Equal("value.change_over", (await Sell(till, goods, memberId, 8m, [Till.Cash(20m)], 5.01m)).Code);
        Assert.Equal(400, (await Sell(till, goods, null, 8m, [Till.Cash(10m)], 2m)).Status);
        await ChangeUpTo(null);
        Assert.Equal("value.change_off", (await Sell(till, goods, memberId, 8m, [Till.Cash(10m)], 2m)).Code);
        Assert.Equal((0m, 0m), await store.Value(memberId));
        Assert.Equal(100m, (await till.Shift()).Amount("expectedCash"));
    }

    [Fact]
    public async Task Goods_that_come_back_bring_their_price_and_not_the_stored_change()
    {
        await ChangeUpTo(50m);
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var goods = await till.Product(40m);
        var sale = (await Sell(till, goods, memberId, 40m, [Till.Paid("Card", 10m), Till.Cash(40m)], 10m)).Ok().GetProperty("saleId").GetInt64();

        var offered = (await till.Owner.Post($"{till.Root}/returns/quote", new { originalSaleId = sale, lines = new[] { Till.Back(1, 1) } })).Ok().GetProperty("byTender").EnumerateArray();
        Assert.Equal([("Card", 10m), ("Cash", 30m)], offered.Select(tender => (tender.GetProperty("name").GetString()!, tender.Amount("refundable"))));
        Assert.Equal("refund.tender", (await till.Return(sale, [Till.Back(1, 1)], [Till.Cash(40m)])).Code);
        (await till.Return(sale, [Till.Back(1, 1)], [Till.Paid("Card", 10m), Till.Cash(30m)])).Ok();

        Assert.Equal((10m, 0m), await store.Value(memberId));
        Assert.Equal(110m, (await till.Shift()).Amount("expectedCash"));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks(accounts: true));
    }

    /// <summary>Sales with change stored in part, refunds and coins of any size: drawer, books and balance say the same to the cent.</summary>
    [Fact]
    public async Task Drawer_books_and_balance_add_up_whatever_change_is_stored()
    {
        await ChangeUpTo(100m);
        foreach (var plan in Gen.Sample(Gen.ArrayOf(Gen.Choose(1, 9_999).Zip(Gen.Choose(0, 9_999)).Zip(Gen.Choose(0, 100))), 6, 8))
            await Trade([.. plan.Select(one => (one.Item1.Item1, one.Item1.Item2, one.Item2))]);
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks(accounts: true));
    }

    private async Task Trade((int Price, int More, int Percent)[] plan)
    {
        var till = await store.GivenTill(openingFloat: 0m);
        var step = new[] { 0m, 0.05m, 0.1m, 1m }[plan.Length == 0 ? 0 : plan[0].Percent % 4];
        (await till.Owner.Put($"{till.Root}/tender-settings", new { cashStep = step, cashRounding = "Nearest", version = 0 })).Ok();
        var memberId = await store.GivenMember();
        var (drawer, stored) = (0m, 0m);
        foreach (var (price, more, percent) in plan)
        {
            var (amount, handed) = (price / 100m, decimal.Round((price + more) / 100m, 2) + 1m);
            var change = (await till.Sell(await till.Product(amount), 1, amount, handed)).Ok().Amount("change");
            drawer += handed - change;
            var part = decimal.Round(change * percent / 100m, 2, MidpointRounding.ToZero);
            var sale = (await Sell(till, await till.Product(amount), memberId, amount, [Till.Cash(handed)], part == 0m ? null : part)).Ok();
            Assert.Equal((change - part, part), (sale.Amount("change"), sale.Amount("storedChange")));
            (drawer, stored) = (drawer + handed - (change - part), stored + part);
            if (percent % 3 != 0)
                continue;
            var back = (await till.Return(sale.GetProperty("saleId").GetInt64(), [Till.Back(1, 1)], [Till.Cash(amount)])).Ok();
            drawer += back.Amount("total") + back.Amount("rounding");
        }

        Assert.Equal(drawer, (await till.Shift()).Amount("expectedCash"));
        Assert.Equal((stored, 0m), await store.Value(memberId));
        await store.DispatchEvents();
        foreach (var (account, amount) in new[] { ("1001", drawer), ("2204", -stored) })
            Assert.Equal((long)(amount * 100), (await store.Rows<long>("SELECT DebitMinor - CreditMinor FROM finance.DailyBalances WHERE StoreId = @StoreId AND AccountCode = @account", new { till.StoreId, account })).Sum());
    }

    private static Task<StoreApp.Reply> Sell(Till till, GivenProduct goods, long? memberId, decimal price, object[] payments, decimal? storedChange) =>
        till.Sell([Till.Line(goods, 1, price)], payments, new { memberId, storedChange });

    private async Task ChangeUpTo(decimal? changeUpTo)
    {
        var settings = (await store.Owner(0).Get("/api/loyalty/value-settings")).Ok();
        (await store.Owner(0).Put("/api/loyalty/value-settings", new { spendOrder = "PrincipalFirst", pinAbove = (decimal?)null, holdMinutes = 10, version = settings.GetProperty("version").GetInt32(), changeUpTo })).Ok();
    }
}
