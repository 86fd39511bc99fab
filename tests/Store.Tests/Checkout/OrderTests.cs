using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Checkout.Orders;
using Store.Kernel.Database;
using Store.Kernel.Verification;
using Store.Tests.Catalog;
using Store.Tests.Loyalty;

namespace Store.Tests.Checkout;

public sealed class OrderTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_deposit_is_owed_to_the_customer_until_the_pick_up_makes_it_revenue()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        var sofa = await till.Product(1000m, await store.GivenTaxCode(13m));
        var order = (await Order(till, sofa, 1000m)).Ok();
        var orderId = order.GetProperty("orderId").GetInt64();

        Assert.Equal(("Open", 1000m, 200m), (order.GetProperty("state").GetString(), order.Amount("total"), order.Amount("depositRequired")));
        var paid = (await Pay(till, orderId, 200m, cash: 250m)).Ok();
        Assert.Equal(("Confirmed", 200m, 800m, 50m), (paid.GetProperty("state").GetString(), paid.Amount("paid"), paid.Amount("balance"), paid.Amount("change")));
        await store.DispatchEvents();
        Assert.Equal((200m, 0m), (await Owed(till), await Revenue(till)));
        Assert.Equal(300m, (await till.Owner.Get($"{till.Root}/shifts/{till.ShiftId}")).Ok().Amount("expectedCash"));

        (await till.Owner.Post($"{till.Root}/orders/{orderId}/ready", null)).Ok();
        var sale = (await PickUp(till, orderId, [Till.Paid("Card", 800m)])).Ok();
        await store.DispatchEvents();

        Assert.Equal(1000m, sale.Amount("total"));
        Assert.Equal((0m, 884.96m), (await Owed(till), await Revenue(till)));
        var receipt = (await till.Owner.Get($"{till.Root}/sales/{sale.GetProperty("saleId").GetInt64()}/receipt.txt?language=en")).Text;
        Assert.Contains("Deposit", receipt, StringComparison.Ordinal);
        Assert.Equal("Completed", (await Get(till, orderId)).GetProperty("state").GetString());
        Assert.Equal(300m, (await till.CloseShift(300m)).Ok().Amount("expected"));
        await NothingBroken();
    }

    [Fact]
    public async Task Verify_sees_an_order_that_holds_other_money_than_was_paid()
    {
        var till = await store.GivenTill();
        var orderId = (await Order(till, await till.Product(100m), 100m)).Ok().GetProperty("orderId").GetInt64();
        (await Pay(till, orderId, 40m, cash: 40m)).Ok();

        await store.InScope(async services =>
        {
            var (db, books) = (services.GetRequiredService<Db>(), services.GetServices<IInvariant>().Single(one => one.Name.StartsWith("Every order", StringComparison.Ordinal)));
            Task<int> By(int minor) => db.Transact(() => db.Execute("UPDATE checkout.Orders SET PaidMinor = PaidMinor + @minor WHERE OrderId = @orderId", new { minor, orderId }, CancellationToken.None), CancellationToken.None);
            Assert.Empty(await books.Breaks(CancellationToken.None));
            await By(1);
            Assert.Single(await books.Breaks(CancellationToken.None));
            return await By(-1);
        });
    }

    [Fact]
    public async Task The_agreed_price_stands_whatever_the_shelf_says_and_whoever_sells()
    {
        var till = await store.GivenTill();
        var sofa = await till.Product(1000m);
        var orderId = (await Order(till, sofa, 1000m, discount: new { percent = 10m, reason = "老顾客" })).Ok().GetProperty("orderId").GetInt64();
        (await till.Owner.Put($"/api/catalog/products/{sofa.ProductId}/price", new { storeId = till.StoreId, price = 1300m, reason = "涨价" })).Ok();
        var cashier = store.SignedIn(till.StoreId, "checkout.sell");

        var sale = (await PickUp(till, orderId, [Till.Cash(900m)], by: cashier)).Ok();

        Assert.Equal(900m, sale.Amount("total"));
    }

    [Fact]
    public async Task A_cancelled_order_keeps_the_fee_and_gives_the_rest_back_by_the_tenders_it_was_paid_with()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        (await till.Owner.Put($"{till.Root}/order-settings", new { depositPercent = 30m, cancelFeePercent = 10m, quotationDays = 7, version = 0 })).Ok();
        var sofa = await till.Product(1000m);
        var orderId = (await Order(till, sofa, 1000m)).Ok().GetProperty("orderId").GetInt64();
        (await Pay(till, orderId, 100.05m, cash: 100.05m)).Ok();
        (await Pay(till, orderId, 200m, tender: "Card")).Ok();

        Assert.Equal(30.01m, (await Get(till, orderId)).Amount("cancelFee"));
        Assert.Equal("refund.differs", (await Cancel(till, orderId, [Till.Cash(300m)])).Code);
        Assert.Equal("refund.tender", (await Cancel(till, orderId, [Till.Cash(270.04m)])).Code);
        var limited = store.Limited(till.StoreId, new() { ["checkout.refund-amount"] = 50m }, "checkout.take-orders", "checkout.sell");
        Assert.Equal("approval_required", (await Cancel(till, orderId, [Till.Cash(100.05m), Till.Paid("Card", 169.99m)], by: limited)).Code);
        Assert.Equal(403, (await Cancel(till, orderId, [Till.Cash(100.05m), Till.Paid("Card", 200m)], fee: 0m, by: limited)).Status);
        (await Cancel(till, orderId, [Till.Cash(100.05m), Till.Paid("Card", 169.99m)])).Ok();
        await store.DispatchEvents();

        Assert.Equal((0m, 0m), (await Owed(till), await Revenue(till)));
        Assert.Equal(30.01m, -await Balance(till, "6051"));
        Assert.Equal("order.state", (await PickUp(till, orderId, [Till.Cash(1000m)])).Code);
        Assert.Equal("order.state", (await Pay(till, orderId, 1m, cash: 1m)).Code);
        Assert.Equal(100m, (await till.CloseShift(100m)).Ok().Amount("expected"));
        await NothingBroken();
    }

    [Theory]
    [InlineData("Special")]
    [InlineData("Layaway")]
    [InlineData("Quotation")]
    public async Task A_membership_and_other_value_is_sold_at_once_and_not_ordered(string kind)
    {
        var till = await store.GivenTill();
        var plan = await store.GivenPlan(till, 100m, days: 10);
        var memberId = await store.GivenMember();
        Task<StoreApp.Reply> Ask(GivenProduct product, decimal price) => till.Owner.Post($"{till.Root}/orders", new
        {
            orderUuid = Guid.NewGuid(), kind, customerName = "顾客", memberId, lines = new[] { Till.Line(product, 1, price) },
        });

        var refused = await Ask(plan.Product, 100m);
        Assert.Equal((422, "order.value", "特别商品"), (refused.Status, refused.Code, refused.Json.GetProperty("name").GetString()));
        Assert.Equal("order.value", (await Ask(await till.ValueProduct(50m, "GiftCard"), 50m)).Code);
        (await Ask(await till.Product(50m), 50m)).Ok();
        Assert.Empty(await store.Terms(memberId));
    }

    [Fact]
    public async Task What_is_sent_twice_is_done_once()
    {
        var till = await store.GivenTill(openingFloat: 0m);
        var sofa = await till.Product(100m);
        var (orderUuid, paymentUuid, saleUuid) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

        var orders = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Order(till, sofa, 100m, uuid: orderUuid)));
        var orderId = Assert.Single(orders.Select(order => order.Ok().GetProperty("orderId").GetInt64()).Distinct());
        var payments = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Pay(till, orderId, 40m, cash: 50m, uuid: paymentUuid)));
        Assert.All(payments, payment => Assert.Equal((40m, 10m), (payment.Ok().Amount("paid"), payment.Ok().Amount("change"))));
        var sales = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PickUp(till, orderId, [Till.Cash(60m)], uuid: saleUuid)));

        Assert.Single(sales.Select(sale => sale.Ok().GetProperty("saleId").GetInt64()).Distinct());
        Assert.Equal(100m, (await till.CloseShift(100m)).Ok().Amount("expected"));
        await NothingBroken();
    }

    [Fact]
    public async Task Of_payments_pick_up_and_cancelling_at_once_the_money_is_moved_once()
    {
        var till = await store.GivenTill(openingFloat: 0m);
        var other = await store.GivenTillIn(till.StoreId, openingFloat: 0m);
        var sofa = await till.Product(100m);
        var orderId = (await Order(till, sofa, 100m)).Ok().GetProperty("orderId").GetInt64();
        (await Pay(till, orderId, 50m, cash: 50m)).Ok();

        var replies = await Task.WhenAll(
            Pay(till, orderId, 50m, cash: 50m), Pay(other, orderId, 50m, cash: 50m), PickUp(other, orderId, [Till.Cash(50m)]), PickUp(till, orderId, [Till.Cash(50m)]), Cancel(other, orderId, [Till.Cash(50m)]));
        await store.DispatchEvents();

        var left = (await Get(till, orderId)).Amount("paid");
        Assert.Equal(left, await Owed(till));
        Assert.True(replies.Count(reply => reply.Status == 200) is 1 or 2, string.Join(", ", replies.Select(reply => reply.Text)));
        await NothingBroken();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whatever_is_paid_and_in_whatever_order_nothing_is_owed_in_the_end(int seed)
    {
        var random = new Random(seed);
        var till = await store.GivenTill(openingFloat: 500m, pricesIncludeTax: seed % 2 == 0);
        (await till.Owner.Put($"{till.Root}/order-settings", new { depositPercent = random.Next(0, 50), cancelFeePercent = random.Next(0, 40), quotationDays = 7, version = 0 })).Ok();
        var goods = await till.Product(33.33m, await store.GivenTaxCode(13m));
        for (var i = 0; i < 6; i++)
        {
            var orderId = (await Order(till, goods, 33.33m, quantity: random.Next(1, 5), discount: random.Next(2) == 0 ? null : new { percent = 7.5m, reason = "议价" })).Ok().GetProperty("orderId").GetInt64();
            for (var step = random.Next(0, 4); step > 0; step--)
            {
                var balance = (int)(100 * (await Get(till, orderId)).Amount("balance"));
                if (balance > 0)
                    (await Pay(till, orderId, random.Next(1, balance + 1) / 100m, tender: random.Next(2) == 0 ? "Cash" : "Card")).Ok();
            }

            var order = await Get(till, orderId);
            if (random.Next(2) == 0)
                (await PickUp(till, orderId, order.Amount("balance") == 0 ? [] : [Till.Paid("Wallet", order.Amount("balance"))])).Ok();
            else
                (await Cancel(till, orderId, Refunds(order))).Ok();
        }

        await store.DispatchEvents();
        Assert.Equal(0m, await Owed(till));
        Assert.Equal(0m, (await till.Owner.Get($"/api/finance/trial-balance?storeId={till.StoreId}")).Ok().Amount("difference"));
        await NothingBroken();
    }

    [Fact]
    public async Task A_quotation_keeps_its_price_while_it_is_valid()
    {
        var till = await store.GivenTill();
        var sofa = await till.Product(1000m);
        var quoted = (await Order(till, sofa, 1000m, kind: "Quotation")).Ok();
        var orderId = quoted.GetProperty("orderId").GetInt64();
        var paper = (await till.Owner.Get($"{till.Root}/orders/{orderId}/paper.html?language=zh-Hant")).Text;
        Assert.Equal("Quoted", quoted.GetProperty("state").GetString());
        Assert.Contains("報價單", paper, StringComparison.Ordinal);
        Assert.Contains($"CO{orderId}", paper, StringComparison.Ordinal);
        Assert.Contains(quoted.GetProperty("validUntil").GetString()!, paper, StringComparison.Ordinal);
        Assert.Equal("order.state", (await Pay(till, orderId, 10m, cash: 10m)).Code);
        Assert.Equal(403, (await PickUp(till, orderId, [Till.Cash(1000m)], by: store.SignedIn(till.StoreId, "checkout.sell"))).Status);

        var other = (await Order(till, sofa, 1000m, kind: "Quotation")).Ok().GetProperty("orderId").GetInt64();
        Assert.Equal("Open", (await till.Owner.Post($"{till.Root}/orders/{other}/accept", new { kind = "Special" })).Ok().GetProperty("state").GetString());
        Assert.Equal(200m, (await Get(till, other)).Amount("depositRequired"));
        Assert.Equal(1000m, (await PickUp(till, orderId, [Till.Cash(1000m)])).Ok().Amount("total"));

        var late = (await Order(till, sofa, 1000m, kind: "Quotation")).Ok().GetProperty("orderId").GetInt64();
        await Age(late);
        Assert.Equal("quotation.expired", (await PickUp(till, late, [Till.Cash(1000m)])).Code);
        Assert.Equal("quotation.expired", (await till.Owner.Post($"{till.Root}/orders/{late}/accept", new { kind = "Special" })).Code);
    }

    [Fact]
    public async Task Less_than_the_usual_deposit_takes_a_limit_and_more_than_the_total_is_refused()
    {
        var till = await store.GivenTill();
        var sofa = await till.Product(1000m);
        var cashier = store.Limited(till.StoreId, new() { ["checkout.deposit-cut-percent"] = 50m }, "checkout.take-orders");

        Assert.Equal("approval_required", (await Order(till, sofa, 1000m, deposit: 99m, by: cashier)).Code);
        Assert.Equal("Open", (await Order(till, sofa, 1000m, deposit: 100m, by: cashier)).Ok().GetProperty("state").GetString());
        Assert.Equal("Confirmed", (await Order(till, sofa, 1000m, deposit: 0m)).Ok().GetProperty("state").GetString());
        Assert.Equal("order.deposit_too_great", (await Order(till, sofa, 1000m, deposit: 1001m)).Code);
        var orderId = (await Order(till, sofa, 1000m)).Ok().GetProperty("orderId").GetInt64();
        Assert.Equal("order.too_much", (await Pay(till, orderId, 1000.01m, cash: 1001m)).Code);
    }

    [Fact]
    public async Task A_sale_is_not_paid_with_a_deposit_that_is_none()
    {
        var till = await store.GivenTill();
        var sofa = await till.Product(10m);

        Assert.Equal(400, (await till.Sell([Till.Line(sofa, 1, 10m)], [Till.Paid("Deposit", 10m)])).Status);
    }

    [Fact]
    public async Task What_was_paid_with_a_deposit_is_returned_in_cash()
    {
        var till = await store.GivenTill(openingFloat: 0m);
        var sofa = await till.Product(100m);
        var orderId = (await Order(till, sofa, 100m)).Ok().GetProperty("orderId").GetInt64();
        (await Pay(till, orderId, 100m, cash: 100m)).Ok();
        var saleId = (await PickUp(till, orderId, [])).Ok().GetProperty("saleId").GetInt64();

        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(100m)])).Ok();
        await store.DispatchEvents();

        Assert.Equal((0m, 0m), (await Owed(till), await Revenue(till)));
        Assert.Equal(0m, (await till.CloseShift(0m)).Ok().Amount("expected"));
    }

    [Fact]
    public async Task Orders_are_found_by_state_name_and_number()
    {
        var till = await store.GivenTill();
        var sofa = await till.Product(100m);
        var order = (await Order(till, sofa, 100m, customer: "王小明")).Ok();
        (await Order(till, sofa, 100m, customer: "李四", kind: "Quotation")).Ok();

        async Task<int> Found(string query) => (await till.Owner.Get($"{till.Root}/orders{query}")).Ok().GetProperty("items").GetArrayLength();
        Assert.Equal(2, await Found(""));
        Assert.Equal(1, await Found("?state=Quoted"));
        foreach (var text in new[] { "王小", order.GetProperty("number").GetString() })
            Assert.Equal(1, (await till.Owner.Post($"{till.Root}/orders/search", new { text })).Ok().GetProperty("items").GetArrayLength());
        Assert.Equal(400, (await till.Owner.Get($"{till.Root}/orders?state=Lost")).Status);
    }

    [Fact]
    public async Task Goods_with_numbers_are_ordered_without_and_handed_over_with_them()
    {
        var till = await store.GivenTill();
        var (phone, milk) = (await till.Special(999.99m, new { flags = new[] { "Serial" }, ageLimit = 18 }), await till.Special(5m, new { flags = new[] { "Batch" } }));
        var orderId = (await till.Owner.Post($"{till.Root}/orders", new
        {
            orderUuid = Guid.NewGuid(), kind = "Special", customerName = "王先生", depositRequired = 0m, discount = new { amount = 100m, reason = "老顾客" },
            lines = new[] { Till.Line(phone, 3, 999.99m), Till.Line(milk, 1.5m, 5m) },
        })).Ok().GetProperty("orderId").GetInt64();
        var order = await Get(till, orderId);
        Assert.Equal([(true, false), (false, true)], order.GetProperty("lines").EnumerateArray().Select(line => (line.GetProperty("hasSerial").GetBoolean(), line.GetProperty("hasBatch").GetBoolean())));
        var balance = order.Amount("balance");
        Task<StoreApp.Reply> PickUp(params object[] goods) => till.Owner.Post(
            $"{till.Root}/orders/{orderId}/pick-up", new { saleUuid = Guid.NewGuid(), registerId = till.RegisterId, payments = new[] { Till.Cash(balance) }, ageConfirmed = 18, goods });
        object Phone(string? serial, decimal quantity = 1) => new { lineNumber = 1, quantity, serialNumber = serial };
        object batch = new { lineNumber = 2, batchNumber = "B7" };

        Assert.Equal("line.serial_missing", (await PickUp()).Code);
        Assert.Equal("order.goods_differ", (await PickUp(Phone("S1"), Phone("S2"), batch)).Code);
        Assert.Equal("order.goods_differ", (await PickUp(Phone("S1"), Phone("S2"), Phone("S3", 0.5m), Phone("S4", 0.5m), batch)).Code);
        Assert.Equal("order.goods_differ", (await PickUp(Phone("S1", 3), batch, new { lineNumber = 7, serialNumber = "S9" })).Code);
        Assert.Equal("line.batch_missing", (await PickUp(Phone("S1"), Phone("S2"), Phone("S3"))).Code);
        Assert.Equal("age.unconfirmed", (await till.Owner.Post($"{till.Root}/orders/{orderId}/pick-up", new
        {
            saleUuid = Guid.NewGuid(), registerId = till.RegisterId, payments = new[] { Till.Cash(balance) }, goods = new[] { Phone("S1", 3), batch },
        })).Code);
        var sale = (await PickUp(Phone("S1"), Phone("S2"), Phone("S3"), batch)).Ok();
        Assert.Equal(balance, sale.Amount("total"));
        Assert.Equal([("S1", null), ("S2", null), ("S3", null), (null, "B7")], await store.Rows<(string?, string?)>(
            "SELECT SerialNumber, BatchNumber FROM checkout.SaleLines WHERE SaleId = @saleId ORDER BY LineNumber", new { saleId = sale.GetProperty("saleId").GetInt64() }));
    }

    [Fact]
    public void Every_state_leads_somewhere_or_is_an_end()
    {
        Assert.Equal(OrderStates.All, OrderStates.Moves.Keys);
        Assert.All(OrderStates.Moves.Values.SelectMany(moves => moves), to => Assert.Contains(to, OrderStates.All));
        Assert.Equal(["Completed", "Cancelled"], OrderStates.Moves.Where(move => move.Value.Count == 0).Select(move => move.Key));
    }

    /// <summary>As if its last day had gone by.</summary>
    private Task<int> Age(long orderId) => store.InScope(services =>
    {
        var db = services.GetRequiredService<Db>();
        return db.Transact(() => db.Execute("UPDATE checkout.Orders SET ValidUntil = @gone WHERE OrderId = @orderId", new { gone = new DateOnly(2026, 1, 1), orderId }, CancellationToken.None), CancellationToken.None);
    });

    private static Task<StoreApp.Reply> Order(
        Till till, GivenProduct product, decimal price, decimal quantity = 1, string kind = "Special", decimal? deposit = null, object? discount = null, string customer = "王先生", Guid? uuid = null,
        StoreApp.Client? by = null) => (by ?? till.Owner).Post($"{till.Root}/orders", new
        {
            orderUuid = uuid ?? Guid.NewGuid(), kind, customerName = customer, customerPhone = "13800000000", depositRequired = deposit, discount,
            lines = new[] { Till.Line(product, quantity, price) },
        });

    private static Task<StoreApp.Reply> Pay(Till till, long orderId, decimal amount, decimal? cash = null, string tender = "Cash", Guid? uuid = null) => till.Owner.Post(
        $"{till.Root}/orders/{orderId}/payments",
        new { paymentUuid = uuid ?? Guid.NewGuid(), registerId = till.RegisterId, amount, payments = new[] { Till.Paid(tender, cash ?? amount) } });

    private static Task<StoreApp.Reply> PickUp(Till till, long orderId, object[] payments, Guid? uuid = null, StoreApp.Client? by = null) =>
        (by ?? till.Owner).Post($"{till.Root}/orders/{orderId}/pick-up", new { saleUuid = uuid ?? Guid.NewGuid(), registerId = till.RegisterId, payments });

    private static Task<StoreApp.Reply> Cancel(Till till, long orderId, object[] refunds, decimal? fee = null, StoreApp.Client? by = null) =>
        (by ?? till.Owner).Post($"{till.Root}/orders/{orderId}/cancel", new { paymentUuid = Guid.NewGuid(), registerId = till.RegisterId, reasonCode = "customer", fee, refunds });

    private static async Task<JsonElement> Get(Till till, long orderId) => (await till.Owner.Get($"{till.Root}/orders/{orderId}")).Ok();

    /// <summary>What goes back after the fee, by the tenders it came in with.</summary>
    private static object[] Refunds(JsonElement order)
    {
        var due = order.Amount("paid") - order.Amount("cancelFee");
        var refunds = new List<object>();
        foreach (var tender in order.GetProperty("payments").EnumerateArray().GroupBy(payment => payment.GetProperty("tender").GetString()!))
        {
            var amount = Math.Min(due, tender.Sum(payment => payment.Amount("amount")));
            due -= amount;
            if (amount > 0)
                refunds.Add(Till.Paid(tender.Key, amount));
        }

        return [.. refunds];
    }

    private static Task<decimal> Owed(Till till) => Balance(till, "2203").ContinueWith(balance => -balance.Result, TaskScheduler.Default);

    private static Task<decimal> Revenue(Till till) => Balance(till, "6001").ContinueWith(balance => -balance.Result, TaskScheduler.Default);

    /// <summary>Debits less credits.</summary>
    private static async Task<decimal> Balance(Till till, string account)
    {
        var trial = (await till.Owner.Get($"/api/finance/trial-balance?storeId={till.StoreId}")).Ok();
        return trial.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("accountCode").GetString() == account)
            .Sum(row => row.Amount("debit") - row.Amount("credit"));
    }

    private Task<bool> NothingBroken() => store.InScope(async services =>
    {
        await store.DispatchEvents();
        foreach (var invariant in services.GetServices<IInvariant>())
            Assert.Empty(await invariant.Breaks(CancellationToken.None));
        return true;
    });
}
