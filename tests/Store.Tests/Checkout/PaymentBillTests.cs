using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Store.Checkout.Bills;
using Store.Checkout.Payments;
using Store.Kernel.Database;

namespace Store.Tests.Checkout;

/// <summary>Payments that nobody could decide at the till: set aside by a supervisor, and matched with the provider's bill, which has the last word.</summary>
public sealed class PaymentBillTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task While_a_payment_is_open_its_sale_is_neither_parked_nor_voided_nor_charged_again_until_a_supervisor_sets_it_aside()
    {
        var till = await GivenTill();
        var saleUuid = Guid.NewGuid();
        var stuck = await Until(till, await Start(till, saleUuid, 10m, "STUCK"), "Unknown");

        Assert.Equal((409, "attempt.open"), Coded(await Park(till, saleUuid)));
        Assert.Equal((409, "attempt.open"), Coded(await Void(till, saleUuid)));
        Assert.Equal((409, "attempt.open"), Coded(await Try(till, saleUuid, 10m)));
        (await Park(till, Guid.NewGuid())).Ok();
        (await Void(till, saleUuid, alreadyDone: true)).Ok();

        Assert.Equal(403, (await store.SignedIn(till.StoreId, "checkout.sell").Post($"{Path(till, stuck)}/set-aside", new { reason = "顾客已离开" })).Status);
        Assert.Equal(400, (await till.Owner.Post($"{Path(till, stuck)}/set-aside", new { reason = "" })).Status);
        var aside = (await till.Owner.Post($"{Path(till, stuck)}/set-aside", new { reason = "顾客已离开" })).Ok().GetProperty("attempt");
        Assert.Equal(("Suspense", "顾客已离开"), (aside.GetProperty("state").GetString(), aside.GetProperty("reason").GetString()));
        (await till.Owner.Post($"{Path(till, stuck)}/set-aside", new { reason = "再一次" })).Ok();

        Assert.Contains(Number(stuck), (await till.Owner.Get($"{till.Root}/payment-attempts?open=true")).Text, StringComparison.Ordinal);
        (await Park(till, saleUuid)).Ok();
        (await Void(till, saleUuid)).Ok();
        var paid = await Until(till, await Start(till, saleUuid, 10m), "Succeeded");
        Assert.Equal((409, "attempt.decided"), Coded(await till.Owner.Post($"{Path(till, paid)}/set-aside", new { reason = "x" })));
        var other = await GivenTill();
        Assert.Equal(404, (await other.Owner.Post($"{Path(other, paid)}/set-aside", new { reason = "x" })).Status);
    }

    [Fact]
    public async Task A_payment_set_aside_is_given_back_when_the_provider_answers()
    {
        var till = await GivenTill();
        var slow = await Until(till, await Start(till, Guid.NewGuid(), 10m, "TIMEOUT"), "Unknown");

        (await till.Owner.Post($"{Path(till, slow)}/set-aside", new { reason = "顾客赶时间" })).Ok();

        await Until(till, slow, "Reversed");
    }

    [Fact]
    public async Task The_bill_says_what_matches_and_what_does_not_and_is_taken_once()
    {
        var till = await GivenTill();
        var (right, other, missing) = (await Sold(till, 10m), await Sold(till, 20m), await Sold(till, 30m));
        var refunded = await Sold(till, 5m);
        var refundId = await Refund(till, refunded, 2m);
        var declined = await Until(till, await Start(till, Guid.NewGuid(), 7m, "DECLINE"), "Declined");
        var stranger = await GivenTill();
        var strangers = await Sold(stranger, 8m);
        await Yesterday(till);
        var day = Day;
        var bill = Csv(
            ("payment", right, 10m), ("payment", other, 21m), ("payment", refunded, 5m), ("refund", refundId, 2m), ("payment", Number(declined), 7m), ("payment", strangers, 8m),
            ("payment", "987654321", 3m), ("payment", "555", 4m), ("reversal", "555", 4m));

        var done = (await Import(till, day, bill)).Ok();

        Assert.Equal((8, 1, 3, 1, 4), (Int(done, "lines"), Int(done, "otherStores"), Int(done, "matched"), Int(done, "reversed"), Int(done, "differences")));
        Assert.Equal(done.ToString(), (await Import(till, day, bill)).Ok().ToString());
        Assert.Equal((409, "bill.imported"), Coded(await Import(till, day, Csv(("payment", right, 10m)))));
        var differences = await Differences(till);
        Assert.Equal(
            [("AmountDiffers", other, 20m, 21m), ("OursOnly", missing, 30m, 0m), ("ProviderOnly", Number(declined), 0m, 7m), ("ProviderOnly", "987654321", 0m, 3m)],
            differences.Select(one => (one.GetProperty("kind").GetString()!, one.GetProperty("number").GetString()!, one.Amount("ours"), one.Amount("theirs"))).OrderBy(one => one.Item1, StringComparer.Ordinal).ThenByDescending(one => one.Item4));
        Assert.Equal([false, false, true, true], differences.OrderBy(one => one.GetProperty("kind").GetString(), StringComparer.Ordinal).Select(one => one.GetProperty("giveBack").GetBoolean()));
        Assert.Equal(day, (await till.Owner.Get($"{till.Root}/payment-bills")).Ok().GetProperty("items")[0].GetProperty("day").GetString());

        var id = differences[0].GetProperty("differenceId").GetInt64();
        Assert.Equal(400, (await Settle(till, id, "")).Status);
        (await Settle(till, id, "已联系银行")).Ok();
        Assert.Equal((409, "payment_difference.settled"), Coded(await Settle(till, id, "再来")));
        Assert.Equal(404, (await Settle(stranger, id, "别店")).Status);
        Assert.Equal((3, 4), ((await Differences(till)).Count, (await till.Owner.Get($"{till.Root}/payment-differences")).Ok().GetProperty("items").GetArrayLength()));
        Assert.Empty(await Differences(stranger));
    }

    [Fact]
    public async Task What_was_paid_around_midnight_is_explained_by_the_bill_of_the_day_before()
    {
        var till = await GivenTill();
        var early = await Sold(till, 12m);
        await Yesterday(till, minutesAfterMidnight: -10);

        Assert.Equal(1, Int((await Import(till, Day, Csv(("payment", "77", 1m), ("reversal", "77", 1m)))).Ok(), "differences"));
        Assert.Equal("OursOnly", Assert.Single(await Differences(till)).GetProperty("kind").GetString());
        var before = DateOnly.ParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(0, Int((await Import(till, before, Csv(("payment", early, 12m)))).Ok(), "differences"));

        Assert.Empty(await Differences(till));
        Assert.Equal("Explained", (await till.Owner.Get($"{till.Root}/payment-differences")).Ok().GetProperty("items")[0].GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(true, "Succeeded", 1)]
    [InlineData(false, "Reversed", 0)]
    public async Task The_bill_has_the_last_word_on_a_payment_in_suspense(bool taken, string state, int differences)
    {
        var till = await GivenTill();
        var stuck = await Until(till, await Start(till, Guid.NewGuid(), 9m, "STUCK"), "Unknown");
        (await till.Owner.Post($"{Path(till, stuck)}/set-aside", new { reason = "终端坏了" })).Ok();
        await Yesterday(till);

        var done = (await Import(till, Day, taken ? Csv(("payment", Number(stuck), 9m)) : Csv(("payment", "1", 1m), ("reversal", "1", 1m)))).Ok();

        Assert.Equal((1, differences), (Int(done, "decided"), Int(done, "differences")));
        var view = (await till.Owner.Get(Path(till, stuck))).Ok();
        Assert.Equal(state, view.GetProperty("attempt").GetProperty("state").GetString());
        if (taken)
            Assert.True(Assert.Single(await Differences(till)).GetProperty("giveBack").GetBoolean());
        await store.Services.GetRequiredService<PaymentDesk>().Sweep(CancellationToken.None);
        Assert.Equal(state, (await till.Owner.Get(Path(till, stuck))).Ok().GetProperty("attempt").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Of_two_imports_at_once_one_is_taken_and_both_are_answered_alike()
    {
        var till = await GivenTill();
        var number = await Sold(till, 10m);
        await Yesterday(till);

        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Import(till, Day, Csv(("payment", number, 11m)))));

        Assert.Single(replies.Select(reply => reply.Ok().ToString()).Distinct());
        Assert.Single(await Differences(till));
    }

    [Fact]
    public async Task A_refund_without_its_return_is_listed_until_the_return_names_it()
    {
        var till = await GivenTill();
        var number = await Sold(till, 10m);
        var refundId = await Refund(till, number, 4m);

        var listed = Assert.Single((await till.Owner.Get($"{till.Root}/unrecorded-refunds")).Ok().GetProperty("items").EnumerateArray().ToList());
        Assert.Equal((refundId, 4m), (listed.GetProperty("refundId").GetRawText(), listed.Amount("amount")));
        Assert.Equal(403, (await store.SignedIn(till.StoreId, "checkout.sell").Get($"{till.Root}/unrecorded-refunds")).Status);

        var saleId = (await till.Owner.Get($"{till.Root}/payment-attempts/{number}")).Ok().GetProperty("attempt").GetProperty("saleId").GetInt64();
        (await till.Return(saleId, [Till.Back(1, 0.4m)], [new { tender = "Card", amount = 4m, refundId = long.Parse(refundId, CultureInfo.InvariantCulture) }])).Ok();
        Assert.Empty((await till.Owner.Get($"{till.Root}/unrecorded-refunds")).Ok().GetProperty("items").EnumerateArray().ToList());
    }

    [Theory]
    [InlineData("kind,number\npayment,1", 422, "bill.unreadable")]
    [InlineData("kind,number,amount\ncharge,1,1.00", 422, "bill.unreadable")]
    [InlineData("kind,number,amount\npayment,,1.00", 422, "bill.unreadable")]
    [InlineData("kind,number,amount\npayment,1,1.001", 422, "bill.unreadable")]
    [InlineData("kind,number,amount\npayment,1,-1", 422, "bill.unreadable")]
    [InlineData("", 400, "invalid")]
    public async Task A_bill_that_cannot_be_read_is_refused_whole(string csv, int status, string code)
    {
        var till = await GivenTill();

        Assert.Equal((status, code), Coded(await Import(till, Day, csv)));
        Assert.Equal((422, "bill.day_not_over"), Coded(await Import(till, "2999-01-01", "kind,number,amount\npayment,1,1.00")));
        Assert.Equal(400, (await Import(till, Day, "kind,number,amount\npayment,1,1.00", provider: "Nobody")).Status);
        Assert.Equal(403, (await Import(till, Day, csv, by: store.SignedIn(till.StoreId, "checkout.sell"))).Status);
    }

    [Fact]
    public void The_differences_explain_all_that_the_two_sides_are_apart() => Prop.ForAll(
        Gen.Choose(1, 6).Zip(Gen.Elements(BillKinds.Payment, BillKinds.Payment, BillKinds.Refund, BillKinds.Reversal)).Zip(Gen.Choose(1, 300)).ListOf().ToArbitrary(),
        Gen.Choose(1, 6).Zip(Gen.Choose(0, 300)).ListOf().ToArbitrary(),
        (billed, ours) =>
        {
            var lines = billed.Select((one, index) => new BillLine(index + 2, one.Item1.Item2, one.Item1.Item1.ToString(CultureInfo.InvariantCulture), new Money(one.Item2), null)).ToList();
            var payments = ours.GroupBy(one => one.Item1).ToDictionary(one => one.Key.ToString(CultureInfo.InvariantCulture), one => new OurSide(one.Key, one.Key, 1, new Money(one.First().Item2), "Succeeded"));
            var matches = new BillSides(lines, payments, new Dictionary<string, OurSide>(), new Dictionary<(string, string), Money>()).Matches();
            var theirs = lines.Sum(line => line.Signed.Minor);
            return theirs - payments.Values.Sum(one => one.Amount.Minor) == matches.Where(match => match.Difference is not null).Sum(match => match.Theirs.Minor - match.Ours.Minor)
                && matches.All(match => match.Difference is null == (match.Ours == match.Theirs))
                && matches.Select(match => (match.About, match.Number)).Distinct().Count() == matches.Count;
        }).QuickCheckThrowOnFailure();

    /// <summary>The day before, in the store's zone, which is Shanghai's.</summary>
    private string Day => TimeZoneInfo.ConvertTimeFromUtc(store.Clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Makes all that happened at the till happen on the day before; the clock itself may not leap, or the host would lose its lease.</summary>
    private async Task Yesterday(Till till, int minutesAfterMidnight = 600)
    {
        var at = TimeZoneInfo.ConvertTimeToUtc(DateTime.ParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMinutes(minutesAfterMidnight), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        foreach (var change in new[] { "UPDATE checkout.PaymentAttempts SET StartedAt = @at WHERE StoreId = @StoreId", "UPDATE checkout.PaymentRefunds SET ChangedAt = @at WHERE StoreId = @StoreId" })
        {
            await store.InScope(services =>
            {
                var db = services.GetRequiredService<Db>();
                return db.Transact(() => db.Execute(change, new { at, till.StoreId }, CancellationToken.None), CancellationToken.None);
            });
        }
    }

    private async Task<Till> GivenTill()
    {
        var till = await store.GivenTill();
        (await till.Owner.Put($"{till.Root}/tender-settings", new { cashStep = 0m, cashRounding = "Nearest", cardProvider = "Test", walletProvider = "Test", version = 0 })).Ok();
        return till;
    }

    /// <summary>A sale paid through the provider; the number of its payment.</summary>
    private async Task<string> Sold(Till till, decimal amount)
    {
        var saleUuid = Guid.NewGuid();
        var paid = await Until(till, await Start(till, saleUuid, amount), "Succeeded");
        var attemptId = long.Parse(Number(paid), CultureInfo.InvariantCulture);
        (await till.Sell([Till.Line(await till.Product(amount), 1, amount)], [new { tender = "Card", amount, attemptId }], saleUuid)).Ok();
        return Number(paid);
    }

    /// <summary>A refund through the provider that has come through; its number.</summary>
    private static async Task<string> Refund(Till till, string number, decimal amount)
    {
        (await till.Owner.Post($"{till.Root}/payment-attempts/{number}/refunds", new { refundUuid = Guid.NewGuid(), amount })).Ok();
        for (var tries = 0; tries < 200; tries++)
        {
            var refund = (await till.Owner.Get($"{till.Root}/payment-attempts/{number}")).Ok().GetProperty("refunds")[0];
            if (refund.GetProperty("state").GetString() == "Refunded")
                return refund.GetProperty("refundId").GetRawText();
            await Task.Delay(25);
        }

        throw new InvalidOperationException("The refund has not come through.");
    }

    private static Task<StoreApp.Reply> Park(Till till, Guid saleUuid) => till.Owner.Post($"{till.Root}/parked-sales", new
    {
        parkUuid = Guid.NewGuid(), registerId = till.RegisterId, total = 10m, saleUuid,
        basket = new { format = 1, lines = new[] { new { productId = 1, productCode = "P", productName = "P", unit = "P", quantity = 1, unitPrice = 10m, amount = 10m } } },
    });

    private static Task<StoreApp.Reply> Void(Till till, Guid saleUuid, bool alreadyDone = false) => till.Owner.Post($"{till.Root}/voids", new
    {
        voidUuid = Guid.NewGuid(), registerId = till.RegisterId, shiftId = till.ShiftId, kind = "Sale", afterTotal = false, saleUuid, alreadyDone,
        lines = new[] { new { productId = 1, productCode = "P", productName = "P", unit = "P", quantity = 1, unitPrice = 10m, amount = 10m } },
    });

    private async Task<StoreApp.Reply> Import(Till till, string day, string csv, string provider = "Test", StoreApp.Client? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{till.Root}/payment-bills/{provider}/{day}") { Content = new StringContent(csv, null, "text/csv") };
        return await (by ?? till.Owner).Send(request);
    }

    private static string Csv(params (string Kind, string Number, decimal Amount)[] lines) =>
        string.Join('\n', lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Kind},{line.Number},{line.Amount}")).Prepend("kind,number,amount"));

    private static async Task<List<JsonElement>> Differences(Till till) => [.. (await till.Owner.Get($"{till.Root}/payment-differences?open=true")).Ok().GetProperty("items").EnumerateArray()];

    private static Task<StoreApp.Reply> Settle(Till till, long id, string note) => till.Owner.Post($"{till.Root}/payment-differences/{id}/settle", new { note });

    private static Task<StoreApp.Reply> Try(Till till, Guid saleUuid, decimal amount, string? code = null) => till.Owner.Post(
        $"{till.Root}/payment-attempts", new { attemptUuid = Guid.NewGuid(), saleUuid, registerId = till.RegisterId, tender = "Card", amount, code });

    private static async Task<JsonElement> Start(Till till, Guid saleUuid, decimal amount, string? code = null) => (await Try(till, saleUuid, amount, code)).Ok();

    private static async Task<JsonElement> Until(Till till, JsonElement attempt, string state)
    {
        for (var tries = 0; tries < 400; tries++)
        {
            var view = (await till.Owner.Get(Path(till, attempt))).Ok();
            if (view.GetProperty("attempt").GetProperty("state").GetString() == state)
                return view;
            await Task.Delay(25);
        }

        throw new InvalidOperationException($"It never became {state}.");
    }

    private static string Number(JsonElement view) => view.GetProperty("attempt").GetProperty("attemptId").GetRawText();

    private static string Path(Till till, JsonElement view) => $"{till.Root}/payment-attempts/{Number(view)}";

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static (int, string?) Coded(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
