using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Checkout.Payments;

namespace Store.Tests.Checkout;

/// <summary>Payments by card and wallet through a provider: never taken twice, never lost, never guessed.</summary>
public sealed class PaymentAttemptTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task An_approved_payment_pays_one_sale_and_no_other()
    {
        var till = await GivenTill();
        var product = await till.Product(10m);
        var saleUuid = Guid.NewGuid();
        var paid = await Decided(till, await Start(till, saleUuid, 10m));
        Assert.Equal(("Succeeded", 10m), (State(paid), paid.GetProperty("attempt").Amount("approved")));

        Assert.Equal("attempt.not_usable", (await till.Sell([Till.Line(product, 1, 10m)], [By(paid, 10m)])).Code);
        var sale = (await till.Sell([Till.Line(product, 1, 10m)], [By(paid, 10m)], saleUuid)).Ok();
        Assert.Equal(Id(sale, "saleId"), Id((await View(till, paid)).GetProperty("attempt"), "saleId"));
        Assert.Equal(sale.ToString(), (await till.Sell([Till.Line(product, 1, 10m)], [By(paid, 10m)], saleUuid)).Ok().ToString());
        Assert.Equal("attempt.not_usable", (await till.Sell([Till.Line(product, 1, 10m)], [By(paid, 10m)])).Code);
        Assert.Equal("attempt.sale_recorded", (await Try(till, saleUuid, 10m)).Code);
        Assert.Equal("attempt.in_sale", (await till.Owner.Post($"{Path(till, paid)}/cancel", null)).Code);
    }

    [Fact]
    public async Task Two_sales_never_share_a_payment_however_many_try_at_once()
    {
        var till = await GivenTill();
        var product = await till.Product(10m);
        var saleUuid = Guid.NewGuid();
        var paid = await Decided(till, await Start(till, saleUuid, 10m));

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => till.Sell([Till.Line(product, 1, 10m)], [By(paid, 10m)], i < 4 ? saleUuid : Guid.NewGuid())));

        Assert.Single(replies.Where(reply => reply.Status == 200).Select(reply => reply.Text).Distinct());
        Assert.Single(await store.Rows<long>("SELECT SaleId FROM checkout.Sales WHERE RegisterId = @RegisterId", till));
    }

    [Fact]
    public async Task The_same_attempt_sent_again_is_one_and_a_sale_is_asked_for_money_once_at_a_time()
    {
        var till = await GivenTill();
        var saleUuid = Guid.NewGuid();
        var attemptUuid = Guid.NewGuid();

        var same = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Try(till, saleUuid, 10m, "SLOW", attemptUuid)));
        var other = await Try(till, saleUuid, 10m);

        Assert.Single(same.Select(reply => Id(reply.Ok().GetProperty("attempt"), "attemptId")).Distinct());
        Assert.Equal((409, "attempt.open"), (other.Status, other.Code));
        Assert.Equal("attempt.uuid_taken", (await Try(till, saleUuid, 11m, "SLOW", attemptUuid)).Code);
        Assert.Equal("attempt.in_flight", (await till.Owner.Post($"{Path(till, same[0].Json)}/cancel", null)).Code);
        Assert.Equal("Succeeded", State(await Decided(till, same[0].Json)));
        Assert.Single(await store.Rows<long>("SELECT AmountMinor FROM checkout.TestBankPayments WHERE PaymentNumber = @Number", new { Number = Number(same[0].Json) }));
    }

    [Theory]
    [InlineData("DECLINE", "Declined")]
    [InlineData("AWAIT", "Succeeded")]
    [InlineData("LOST", "Succeeded")]
    public async Task What_the_provider_says_in_the_end_counts(string code, string state)
    {
        var till = await GivenTill();

        var decided = await Decided(till, await Start(till, Guid.NewGuid(), 10m, code));

        Assert.Equal(state, State(decided));
        Assert.Equal(state == "Succeeded" ? 10m : 0m, decided.GetProperty("attempt").Amount("approved"));
    }

    [Fact]
    public async Task A_part_that_was_approved_pays_its_part_and_no_more()
    {
        var till = await GivenTill();
        var product = await till.Product(10m);
        var saleUuid = Guid.NewGuid();
        var half = await Decided(till, await Start(till, saleUuid, 10m, "PARTIAL"));
        Assert.Equal(5m, half.GetProperty("attempt").Amount("approved"));

        Assert.Equal("attempt.not_usable", (await till.Sell([Till.Line(product, 1, 10m)], [By(half, 10m)], saleUuid)).Code);
        (await till.Sell([Till.Line(product, 1, 10m)], [By(half, 5m), Till.Cash(5m)], saleUuid)).Ok();
    }

    [Fact]
    public async Task A_payment_that_never_arrives_is_called_off_and_nothing_is_kept()
    {
        var till = await GivenTill();
        var attempt = await Until(till, await Start(till, Guid.NewGuid(), 10m, "TIMEOUT"), "Unknown");

        var cancelled = (await till.Owner.Post($"{Path(till, attempt)}/cancel", null)).Ok();

        Assert.Contains(State(cancelled), new[] { "Reversing", "Reversed" });
        await Until(till, attempt, "Reversed");
        Assert.Equal("Reversed", Assert.Single(await store.Rows<string>("SELECT State FROM checkout.TestBankPayments WHERE PaymentNumber = @Number", new { Number = Number(attempt) })));
    }

    [Fact]
    public async Task A_payment_without_its_sale_is_listed_and_given_back_after_a_while_by_one_host_only()
    {
        var till = await GivenTill();
        var saleUuid = Guid.NewGuid();
        var left = await Decided(till, await Start(till, saleUuid, 10m));
        Assert.Contains(Number(left), (await till.Owner.Get($"{till.Root}/payment-attempts?open=true")).Text, StringComparison.Ordinal);
        Assert.Contains(Number(left), (await till.Owner.Get($"{till.Root}/payment-attempts?saleUuid={saleUuid}")).Text, StringComparison.Ordinal);

        await Age(left, PaymentDesk.AttachWithin + TimeSpan.FromMinutes(1));
        await Task.WhenAll(Desk.Sweep(CancellationToken.None), Desk.Sweep(CancellationToken.None), Desk.Sweep(CancellationToken.None));

        await Until(till, left, "Reversed");
        var product = await till.Product(10m);
        Assert.Equal("attempt.not_usable", (await till.Sell([Till.Line(product, 1, 10m)], [By(left, 10m)], saleUuid)).Code);
        Assert.DoesNotContain(Number(left), (await till.Owner.Get($"{till.Root}/payment-attempts?open=true")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sale_paid_another_way_gives_its_late_payment_back_at_once()
    {
        var till = await GivenTill();
        var product = await till.Product(10m);
        var saleUuid = Guid.NewGuid();
        var lost = await Start(till, saleUuid, 10m);
        await Decided(till, lost);
        (await till.Sell([Till.Line(product, 1, 10m)], [Till.Cash(10m)], saleUuid)).Ok();

        await Age(lost, TimeSpan.FromMinutes(2));
        await Desk.Sweep(CancellationToken.None);

        await Until(till, lost, "Reversed");
    }

    [Theory]
    [InlineData("Created", null, "Declined")]
    [InlineData("Submitted", null, "Unknown")]
    [InlineData("Submitted", "Taken", "Succeeded")]
    [InlineData("Submitted", "Declined", "Declined")]
    [InlineData("Unknown", "Taken", "Succeeded")]
    [InlineData("Reversing", "Taken", "Reversed")]
    [InlineData("Reversing", null, "Reversed")]
    [InlineData("Suspense", "Taken", "Reversed")]
    public async Task Wherever_a_host_died_the_next_one_goes_on(string died, string? atTheBank, string becomes)
    {
        var till = await GivenTill();
        var attemptId = Random.Shared.NextInt64(1, 1L << 50);
        var now = store.Clock.GetUtcNow().UtcDateTime;
        var row = new
        {
            attemptId, Uuid = Guid.NewGuid(), till.StoreId, till.RegisterId, Sale = Guid.NewGuid(), died, now, Number = attemptId.ToString(System.Globalization.CultureInfo.InvariantCulture), atTheBank,
        };
        await Change("""
            INSERT INTO checkout.PaymentAttempts (AttemptId, AttemptUuid, StoreId, RegisterId, SaleUuid, Tender, Provider, AmountMinor, ApprovedMinor, RefundedMinor, State,
                   StartedBy, StartedByName, StartedAt, ChangedAt, DueAt, Tries)
            VALUES (@attemptId, @Uuid, @StoreId, @RegisterId, @Sale, 'Card', 'Test', 1000, 0, 0, @died, 1, 'x', @now, @now, @now, 0)
            """, row);
        if (atTheBank is not null)
        {
            await Change("""
                INSERT INTO checkout.TestBankPayments (PaymentNumber, AmountMinor, ApprovedMinor, State, Script, Asked) VALUES (@Number, 1000, 1000, @atTheBank, 'APPROVE', 0)
                """, row);
        }

        store.Clock.Advance(TimeSpan.FromMilliseconds(5));
        await Task.WhenAll(Desk.Sweep(CancellationToken.None), Desk.Sweep(CancellationToken.None));

        for (var tries = 0; tries < 50; tries++)
        {
            if ((await store.Rows<string>("SELECT State FROM checkout.PaymentAttempts WHERE AttemptId = @attemptId", row))[0] == becomes)
                return;
            await Task.Delay(50);
        }

        Assert.Equal(becomes, (await store.Rows<string>("SELECT State FROM checkout.PaymentAttempts WHERE AttemptId = @attemptId", row))[0]);
    }

    [Fact]
    public async Task A_refund_goes_back_once_and_never_more_than_was_taken()
    {
        var till = await GivenTill();
        var product = await till.Product(10m);
        var saleUuid = Guid.NewGuid();
        var paid = await Decided(till, await Start(till, saleUuid, 30m));
        var saleId = Id((await till.Sell([Till.Line(product, 3, 10m)], [By(paid, 30m)], saleUuid)).Ok(), "saleId");
        var refundUuid = Guid.NewGuid();

        var same = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => till.Owner.Post($"{Path(till, paid)}/refunds", new { refundUuid, amount = 10m })));
        Assert.All(same, reply => reply.Ok());
        var others = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => till.Owner.Post($"{Path(till, paid)}/refunds", new { refundUuid = Guid.NewGuid(), amount = 10m })));
        Assert.Equal(2, others.Count(reply => reply.Status == 200));
        Assert.All(others.Where(reply => reply.Status != 200), reply => Assert.Equal("refund.tender", reply.Code));

        var refundId = await RefundDone(till, paid, refundUuid);
        object refund = new { tender = "Card", amount = 10m, refundId };
        (await till.Return(saleId, [Till.Back(1, 1)], [refund])).Ok();
        Assert.Equal("refund.not_usable", (await till.Return(saleId, [Till.Back(1, 1)], [refund])).Code);
        Assert.Equal(10m * 3, (await store.Rows<long>("SELECT AmountMinor FROM checkout.TestBankRefunds WHERE PaymentNumber = @Number", new { Number = Number(paid) })).Sum() / 100m);
    }

    [Fact]
    public async Task An_exchange_gives_the_rest_back_through_the_provider_that_took_it()
    {
        var till = await GivenTill();
        var (coat, sock) = (await till.Product(30m), await till.Product(10m));
        var saleUuid = Guid.NewGuid();
        var paid = await Decided(till, await Start(till, saleUuid, 30m));
        var saleId = Id((await till.Sell([Till.Line(coat, 1, 30m)], [By(paid, 30m)], saleUuid)).Ok(), "saleId");
        var refundUuid = Guid.NewGuid();
        (await till.Owner.Post($"{Path(till, paid)}/refunds", new { refundUuid, amount = 20m })).Ok();
        var refundId = await RefundDone(till, paid, refundUuid);
        Task<StoreApp.Reply> Exchange(object refund, StoreApp.Client? by = null) => till.Sell([Till.Line(sock, 1, 10m)], [], new
        {
            returns = new[] { new { originalSaleId = saleId, lineNumber = 1, quantity = 1 } }, returnReason = "换", refunds = new[] { refund },
        }, by);
        var cashier = store.Limited(till.StoreId, new() { ["checkout.refund-amount"] = 1000m }, "checkout.sell", "checkout.return");

        Assert.Equal("refund.unlinked", (await Exchange(new { tender = "Card", amount = 20m }, cashier)).Code);
        Assert.Equal("refund.tender", (await Exchange(new { tender = "Card", amount = 20m, refundId = 1 })).Code);
        var exchangeId = Id((await Exchange(new { tender = "Card", amount = 20m, refundId }, cashier)).Ok(), "saleId");
        Assert.Equal([exchangeId], await store.Rows<long>("SELECT SaleId FROM checkout.PaymentRefunds WHERE RefundId = @refundId", new { refundId }));
    }

    [Fact]
    public async Task A_refused_refund_may_be_given_another_way()
    {
        var till = await GivenTill();
        var saleUuid = Guid.NewGuid();
        var paid = await Decided(till, await Start(till, saleUuid, 10m, "NOREFUND"));
        (await till.Sell([Till.Line(await till.Product(10m), 1, 10m)], [By(paid, 10m)], saleUuid)).Ok();

        (await till.Owner.Post($"{Path(till, paid)}/refunds", new { refundUuid = Guid.NewGuid(), amount = 10m })).Ok();

        for (var tries = 0; (await View(till, paid)).GetProperty("refunds")[0].GetProperty("state").GetString() != "Failed"; tries++)
        {
            Assert.True(tries < 100);
            await Task.Delay(50);
        }

        Assert.Equal(0m, (await View(till, paid)).GetProperty("attempt").Amount("refunded"));
    }

    [Fact]
    public async Task Without_a_provider_without_the_right_or_in_another_store_nobody_is_asked_for_money()
    {
        var till = await store.GivenTill();
        Assert.Equal("attempt.no_provider", (await Try(till, Guid.NewGuid(), 10m)).Code);
        await SetProviders(till);
        var body = new { attemptUuid = Guid.NewGuid(), saleUuid = Guid.NewGuid(), registerId = till.RegisterId, tender = "Card", amount = 1m };
        Assert.Equal(403, (await store.SignedIn(till.StoreId, "checkout.return").Post($"{till.Root}/payment-attempts", body)).Status);
        Assert.Equal(404, (await till.Owner.Post($"{till.Root}/payment-attempts", body with { registerId = 1 })).Status);
        Assert.Equal(400, (await till.Owner.Post($"{till.Root}/payment-attempts", body with { tender = "Cash" })).Status);
        var other = await GivenTill();
        var paid = await Start(other, Guid.NewGuid(), 1m);
        Assert.Equal(404, (await till.Owner.Get($"{till.Root}/payment-attempts/{Number(paid)}")).Status);
        Assert.Equal(404, (await till.Owner.Post($"{till.Root}/payment-attempts/{Number(paid)}/cancel", null)).Status);
        Assert.Equal(404, (await till.Owner.Post($"{till.Root}/payment-attempts/{Number(paid)}/resolve", null)).Status);
        Assert.Equal("invalid", (await till.Owner.Put($"{till.Root}/tender-settings", new { cashStep = 0m, cashRounding = "Down", cardProvider = "Shells", version = 1 })).Code);
    }

    [Fact]
    public void The_moves_are_those_of_the_table()
    {
        var states = Enum.GetValues<AttemptState>();
        Assert.Equal(states.Order(), AttemptMoves.Allowed.Keys.Order());
        string[] allowed =
        [
            "Created>Submitted", "Created>Declined", "Submitted>Succeeded", "Submitted>Declined", "Submitted>AwaitingPayer", "Submitted>Unknown",
            "AwaitingPayer>Succeeded", "AwaitingPayer>Declined", "AwaitingPayer>Unknown", "AwaitingPayer>Reversing", "AwaitingPayer>Suspense",
            "Unknown>Succeeded", "Unknown>Declined", "Unknown>AwaitingPayer", "Unknown>Reversing", "Unknown>Suspense",
            "Succeeded>Reversing", "Reversing>Reversed", "Reversing>Suspense", "Suspense>Reversed", "Suspense>Succeeded", "Reversed>Reversing",
        ];
        Assert.Equal(
            allowed.Order(StringComparer.Ordinal),
            states.SelectMany(from => states.Where(to => AttemptMoves.May(from, to)).Select(to => $"{from}>{to}")).Order(StringComparer.Ordinal));
    }

    private PaymentDesk Desk => store.Services.GetRequiredService<PaymentDesk>();

    private Task<int> Change(string sql, object row) => store.InScope(services =>
    {
        var db = services.GetRequiredService<Store.Kernel.Database.Db>();
        return db.Transact(() => db.Execute(sql, row, CancellationToken.None), CancellationToken.None);
    });

    /// <summary>Makes it long ago; the clock itself may not leap, or the host would lose its lease.</summary>
    private Task<int> Age(JsonElement attempt, TimeSpan by) => Change(
        "UPDATE checkout.PaymentAttempts SET ChangedAt = @Then, DueAt = @Then WHERE AttemptId = @Id",
        new { Then = store.Clock.GetUtcNow().UtcDateTime - by, Id = Id(attempt.GetProperty("attempt"), "attemptId") });

    private async Task<Till> GivenTill()
    {
        var till = await store.GivenTill();
        await SetProviders(till);
        return till;
    }

    private static async Task SetProviders(Till till) => (await till.Owner.Put($"{till.Root}/tender-settings", new
    {
        cashStep = 0m, cashRounding = "Nearest", cardProvider = "Test", walletProvider = "Test", version = 0,
    })).Ok();

    private static Task<StoreApp.Reply> Try(Till till, Guid saleUuid, decimal amount, string? code = null, Guid? attemptUuid = null) => till.Owner.Post(
        $"{till.Root}/payment-attempts", new { attemptUuid = attemptUuid ?? Guid.NewGuid(), saleUuid, registerId = till.RegisterId, tender = "Card", amount, code });

    private static async Task<JsonElement> Start(Till till, Guid saleUuid, decimal amount, string? code = null) => (await Try(till, saleUuid, amount, code)).Ok();

    private static object By(JsonElement paid, decimal amount) => new { tender = "Card", amount, attemptId = Id(paid.GetProperty("attempt"), "attemptId") };

    private static long Id(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static string Number(JsonElement view) => view.GetProperty("attempt").GetProperty("attemptId").GetRawText();

    private static string State(JsonElement view) => view.GetProperty("attempt").GetProperty("state").GetString()!;

    private static string Path(Till till, JsonElement view) => $"{till.Root}/payment-attempts/{Number(view)}";

    private static async Task<JsonElement> View(Till till, JsonElement attempt) => (await till.Owner.Get(Path(till, attempt))).Ok();

    private static Task<JsonElement> Decided(Till till, JsonElement attempt) => Until(till, attempt, "Succeeded", "Declined", "Reversed");

    private static async Task<JsonElement> Until(Till till, JsonElement attempt, params string[] states)
    {
        for (var tries = 0; tries < 400; tries++)
        {
            var view = await View(till, attempt);
            if (states.Contains(State(view), StringComparer.Ordinal))
                return view;
            await Task.Delay(25);
        }

        throw new InvalidOperationException($"Still {State(await View(till, attempt))}.");
    }

    private static async Task<long> RefundDone(Till till, JsonElement paid, Guid refundUuid)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var refund = (await View(till, paid)).GetProperty("refunds").EnumerateArray().Single(one => one.GetProperty("refundUuid").GetGuid() == refundUuid);
            if (refund.GetProperty("state").GetString() == "Refunded")
                return Id(refund, "refundId");
            await Task.Delay(25);
        }

        throw new InvalidOperationException("The refund has not come through.");
    }
}
