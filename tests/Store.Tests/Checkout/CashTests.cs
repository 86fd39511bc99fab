using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Database;
using Store.Kernel.Verification;

namespace Store.Tests.Checkout;

public sealed class CashTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly string[] In = ["FloatIn", "CashIn", "Income"];

    [Fact]
    public async Task The_drawer_should_hold_its_float_the_cash_sold_and_what_was_moved()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        await till.Sell(await till.Product(10m), 3, 10m, cash: 50m);
        (await till.Move("FloatIn", 50m)).Ok();
        (await till.Move("SafeDrop", 120.50m, new { place = "保险柜 1" })).Ok();
        (await till.Move("PettyCash", 9.50m)).Ok();

        Assert.Equal(50m, (await till.Shift()).Amount("expectedCash"));
        var movements = (await till.Owner.Get($"{till.Root}/shifts/{till.ShiftId}/cash-movements")).Ok().GetProperty("items").EnumerateArray();
        Assert.Equal([50m, -120.50m, -9.50m], movements.Select(one => one.Amount("amount")));
        Assert.Equal(0m, (await till.CloseShift(50m)).Ok().Amount("overShort"));
        Assert.Equal((409, "shift.closed"), Coded(await till.Move("CashIn", 1m)));
    }

    [Fact]
    public void Cash_expected_is_the_sum_of_all_movements() => Prop.ForAll(
        Gen.Choose(0, 50_000).ToArbitrary(), Gen.Elements("Sale", "Return", "FloatIn", "CashIn", "CashOut", "SafeDrop", "BankDrop", "PettyCash", "Income").Zip(Gen.Choose(1, 90_000)).ListOf().ToArbitrary(),
        (opening, steps) => Walk(opening / 100m, [.. steps.Take(12)]).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    [Theory]
    [InlineData("Bribe", 1, "x", null, 400)]
    [InlineData("CashIn", 0, "x", null, 400)]
    [InlineData("CashIn", 1.001, "x", null, 400)]
    [InlineData("CashIn", 1, "", null, 400)]
    [InlineData("SafeDrop", 1, "x", null, 400)]
    [InlineData("SafeDrop", 1, "x", "保险柜", 200)]
    public async Task A_movement_says_what_how_much_and_why(string kind, decimal amount, string reason, string? place, int status)
    {
        var till = await store.GivenTill();

        Assert.Equal(status, (await till.Owner.Post($"{till.Root}/shifts/{till.ShiftId}/cash-movements", new { movementUuid = Guid.NewGuid(), kind, amount, reason, place })).Status);
    }

    [Fact]
    public async Task Sent_again_it_is_the_same_movement_and_counts_once()
    {
        var till = await store.GivenTill(openingFloat: 0m);
        var uuid = Guid.NewGuid();

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => till.Move("CashIn", 5m, new { movementUuid = uuid })));

        Assert.Single(replies.Select(reply => reply.Ok().GetProperty("movementId").GetInt64()).Distinct());
        Assert.Equal(5m, (await till.Shift()).Amount("expectedCash"));
    }

    [Theory]
    [InlineData("CashOut")]
    [InlineData("SafeDrop")]
    [InlineData("BankDrop")]
    public async Task Taking_out_more_than_ones_limit_needs_approval(string kind)
    {
        var till = await store.GivenTill();
        var cashier = store.Limited(till.StoreId, new() { ["checkout.cash-out"] = 50m }, "checkout.manage-shifts");
        Task<StoreApp.Reply> Take(decimal amount) => cashier.Post($"{till.Root}/shifts/{till.ShiftId}/cash-movements", new { movementUuid = Guid.NewGuid(), kind, amount, reason = "送存", place = "1" });

        Assert.Equal(200, (await Take(50m)).Status);
        Assert.Equal((403, "approval_required"), Coded(await Take(50.01m)));
    }

    [Fact]
    public async Task Cash_for_another_till_is_on_its_way_until_that_till_has_received_it()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        var other = await store.GivenTillIn(till.StoreId, openingFloat: 0m);
        var sent = (await till.Move("CashOut", 40m, new { toRegisterId = other.RegisterId })).Ok().GetProperty("movementId").GetInt64();

        Assert.Equal((409, "cash.unmatched"), Coded(await till.CloseShift(60m)));
        Assert.Equal((409, "cash.unmatched"), Coded(await other.CloseShift(0m)));
        var incoming = Assert.Single((await other.Owner.Get($"{other.Root}/shifts/{other.ShiftId}/cash-on-its-way")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal((sent, true, 40m), (incoming.GetProperty("movementId").GetInt64(), incoming.GetProperty("incoming").GetBoolean(), incoming.Amount("amount")));
        Assert.Equal((422, "cash.amount_differs"), Coded(await other.Move("FloatIn", 39m, new { fromMovementId = sent })));

        var received = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => other.Move("FloatIn", 40m, new { fromMovementId = sent })));

        Assert.Single(received, reply => reply.Status == 200);
        Assert.All(received.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "cash.received_already"), Coded(reply)));
        Assert.Equal(0m, (await till.CloseShift(60m)).Ok().Amount("overShort"));
        Assert.Equal(0m, (await other.CloseShift(40m)).Ok().Amount("overShort"));
    }

    [Fact]
    public async Task Cash_for_another_till_is_received_there_or_taken_back()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        var (other, third) = (await store.GivenTillIn(till.StoreId), await store.GivenTillIn(till.StoreId));
        var sent = (await till.Move("CashOut", 40m, new { toRegisterId = other.RegisterId })).Ok().GetProperty("movementId").GetInt64();

        Assert.Equal((422, "cash.other_till"), Coded(await third.Move("FloatIn", 40m, new { fromMovementId = sent })));
        Assert.Equal((422, "cash.same_till"), Coded(await till.Move("CashOut", 1m, new { toRegisterId = till.RegisterId })));
        (await till.Move("FloatIn", 40m, new { fromMovementId = sent })).Ok();

        Assert.Equal(0m, (await till.CloseShift(100m)).Ok().Amount("overShort"));
    }

    [Fact]
    public async Task The_books_follow_the_cash()
    {
        var till = await store.GivenTill(openingFloat: 0m);
        var other = await store.GivenTillIn(till.StoreId, openingFloat: 0m);
        (await till.Move("FloatIn", 500m)).Ok();
        (await till.Move("Income", 3m)).Ok();
        (await till.Move("PettyCash", 20m)).Ok();
        (await till.Move("BankDrop", 100m)).Ok();
        (await till.Move("SafeDrop", 50m, new { place = "1" })).Ok();
        (await till.Move("CashOut", 40m, new { toRegisterId = other.RegisterId })).Ok();

        await store.DispatchEvents();

        var balances = (await till.Owner.Get($"/api/finance/trial-balance?storeId={till.StoreId}")).Ok();
        Assert.Equal(0m, balances.Amount("difference"));
        var byAccount = balances.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("accountCode").GetString()!, row => row.Amount("debit") - row.Amount("credit"));
        Assert.Equal((293m, 100m, -450m, 40m), (byAccount["1001"], byAccount["1002"], byAccount["1003"], byAccount["1009"]));
        Assert.Equal((-3m, 20m), (byAccount["6301"], byAccount["6601"]));
    }

    [Theory]
    [InlineData("UPDATE checkout.CashMovements SET AmountMinor = AmountMinor + 1 WHERE ShiftId = @ShiftId AND MovementNumber = 2", "movement 2")]
    [InlineData("UPDATE checkout.CashMovements SET Reason = 'x' WHERE ShiftId = @ShiftId AND MovementNumber = 1", "movement 1")]
    [InlineData("DELETE FROM checkout.CashMovements WHERE ShiftId = @ShiftId AND MovementNumber = 2", "movement 3")]
    [InlineData("DELETE FROM checkout.CashMovements WHERE ShiftId = @ShiftId AND MovementNumber = 3", "number 3")]
    public async Task Verify_names_the_first_movement_that_is_not_what_was_recorded(string change, string named)
    {
        var till = await store.GivenTill();
        foreach (var amount in new[] { 1m, 2m, 3m })
            (await till.Move("CashIn", amount)).Ok();

        Assert.Contains(named, Assert.Single(await Breaks(till, change)), StringComparison.Ordinal);
    }

    /// <summary>What verify says of the shift's cash after a change that does not stay.</summary>
    private async Task<List<string>> Breaks(Till till, string change)
    {
        var broken = new List<string>();
        await Assert.ThrowsAsync<NothingStays>(() => store.InScope(services =>
        {
            var db = services.GetRequiredService<Db>();
            return db.Transact<int>(async () =>
            {
                await db.Execute(change, new { till.ShiftId }, CancellationToken.None);
                var chain = services.GetServices<IInvariant>().Single(one => one.Name.Contains("cash movements is unbroken", StringComparison.Ordinal));
                broken.AddRange((await chain.Breaks(CancellationToken.None)).Where(row => row.Contains($"shift {till.ShiftId}:", StringComparison.Ordinal)));
                throw new NothingStays();
            }, CancellationToken.None);
        }));
        return broken;
    }

    private async Task<bool> Walk(decimal opening, (string Step, int Cents)[] steps)
    {
        var till = await store.GivenTill(opening);
        var expected = opening;
        var sold = new List<(long SaleId, decimal Amount)>();
        foreach (var (step, cents) in steps)
        {
            var amount = cents / 100m;
            switch (step)
            {
                case "Sale":
                    var sale = (await till.Sell(await till.Product(amount), 1, amount, cash: amount + 1m)).Ok();
                    sold.Add((sale.GetProperty("saleId").GetInt64(), amount));
                    expected += amount;
                    break;
                case "Return" when sold.Count > 0:
                    (await till.Return(sold[^1].SaleId, [Till.Back(1, 1)], [Till.Cash(sold[^1].Amount)])).Ok();
                    expected -= sold[^1].Amount;
                    sold.RemoveAt(sold.Count - 1);
                    break;
                case "Return":
                    break;
                default:
                    (await till.Move(step, amount, new { place = "1" })).Ok();
                    expected += In.Contains(step, StringComparer.Ordinal) ? amount : -amount;
                    break;
            }
        }

        var shift = await till.Shift();
        var close = (await till.CloseShift(Math.Max(expected, 0m))).Ok();
        return shift.Amount("expectedCash") == expected && close.Amount("expected") == expected;
    }

    private static (int, string?) Coded(StoreApp.Reply reply) => (reply.Status, reply.Code);

    private sealed class NothingStays : Exception;
}
