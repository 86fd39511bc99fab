using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Database;
using Store.Kernel.Verification;
using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

public sealed class CloseTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_blind_closed_shift_frees_the_register_is_counted_later_and_never_resumed()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        var product = await till.Product(10m);
        (await till.Sell(product, 1, 10m, cash: 10m)).Ok();

        (await till.Owner.Post($"{till.Root}/shifts/{till.ShiftId}/blind-close", null)).Ok();
        var next = (await till.Owner.Post($"{till.Root}/shifts", new { registerId = till.RegisterId, @float = 20m })).Ok().GetProperty("shiftId").GetInt64();
        (await till.Sell(product, 1, 10m, cash: 10m)).Ok();

        Assert.Equal((409, "shift.ended"), Coded(await till.Owner.Post($"{till.Root}/shifts/{till.ShiftId}/blind-close", null)));
        Assert.Equal((409, "shift.ended"), Coded(await till.Move("CashIn", 1m)));
        (await till.Owner.Post($"{till.Root}/shifts/{next}/blind-close", null)).Ok();
        Assert.Equal((409, "shift.ended"), Coded(await till.Owner.Post($"{till.Root}/shifts/{till.ShiftId}/resume", new { registerId = till.RegisterId })));
        Assert.Equal(110m, (await till.CloseShift(110m)).Ok().Amount("expected"));
    }

    [Fact]
    public async Task Every_count_is_kept_and_the_last_one_closes()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        Assert.Equal((422, "shift.not_counted"), Coded(await till.Owner.Post($"{till.Root}/shifts/{till.ShiftId}/close", new { counted = (decimal?)null })));

        (await Count(till, till.Owner, 98m, (50m, 1), (20m, 2), (1m, 8))).Ok();
        var second = (await Count(till, till.Owner, 100m, (50m, 2))).Ok();
        var closed = (await till.Owner.Post($"{till.Root}/shifts/{till.ShiftId}/close", new { counted = (decimal?)null })).Ok();

        Assert.Equal((2, 100m, 0m), (second.GetProperty("countNumber").GetInt32(), second.Amount("expected"), closed.Amount("overShort")));
        var z = (await till.Owner.Get($"{till.Root}/z-reports/{closed.GetProperty("zReportId").GetInt64()}")).Ok().GetProperty("report");
        Assert.Equal([98m, 100m], z.GetProperty("counts").EnumerateArray().Select(count => count.Amount("counted")));
        Assert.Equal((409, "shift.closed"), Coded(await Count(till, till.Owner, 100m)));
    }

    [Fact]
    public async Task The_pieces_make_up_the_sum()
    {
        var till = await store.GivenTill();

        Assert.Equal(400, (await Count(till, till.Owner, 100m, (50m, 1))).Status);
        Assert.Equal(400, (await Count(till, till.Owner, 100m, (50m, 1), (50m, 1))).Status);
        Assert.Equal((422, "count.own_currency_missing"), Coded(await till.Owner.Post(
            $"{till.Root}/shifts/{till.ShiftId}/counts", new { counts = new[] { new { currency = "USD", counted = 5m } } })));
        (await till.Owner.Post($"{till.Root}/shifts/{till.ShiftId}/counts", new { counts = new[] { new { currency = "CNY", counted = 100m }, new { currency = "USD", counted = 5m } } })).Ok();
    }

    [Fact]
    public async Task Who_counts_blind_is_not_told_what_should_be_there()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        var cashier = store.Limited(till.StoreId, new() { ["checkout.over-short"] = 5m }, "checkout.manage-shifts");

        var counted = (await Count(till, cashier, 98m)).Ok();
        var shift = (await cashier.Get($"{till.Root}/shifts/{till.ShiftId}")).Ok();
        Assert.Equal(403, (await cashier.Get($"{till.Root}/shifts/{till.ShiftId}/report")).Status);
        var closed = (await cashier.Post($"{till.Root}/shifts/{till.ShiftId}/close", new { counted = (decimal?)null })).Ok();

        Assert.All([counted, closed], reply => Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (reply.GetProperty("expected").ValueKind, reply.GetProperty("overShort").ValueKind)));
        Assert.Equal((JsonValueKind.Null, 0), (shift.GetProperty("expectedCash").ValueKind, shift.GetProperty("tenders").GetArrayLength()));
        Assert.Equal(-2m, (await till.Shift()).Amount("overShort"));
    }

    [Fact]
    public async Task A_difference_above_ones_limit_needs_approval_and_the_count_stays()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        var cashier = store.Limited(till.StoreId, new() { ["checkout.over-short"] = 5m }, "checkout.manage-shifts");
        (await Count(till, cashier, 94.99m)).Ok();

        Assert.Equal((403, "approval_required"), Coded(await cashier.Post($"{till.Root}/shifts/{till.ShiftId}/close", new { counted = (decimal?)null })));

        Assert.Equal("Open", (await till.Shift()).GetProperty("state").GetString());
        (await till.Sell(await till.Product(1m), 1, 1m, cash: 1m)).Ok();
        (await Count(till, cashier, 96m)).Ok();
        (await cashier.Post($"{till.Root}/shifts/{till.ShiftId}/close", new { counted = (decimal?)null })).Ok();
    }

    [Fact]
    public async Task The_z_report_is_numbered_frozen_and_says_it_all()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        var product = await till.Product(11.30m, await store.GivenTaxCode(13m));
        var saleId = (await till.Sell(product, 3, 11.30m, cash: 50m)).Ok().GetProperty("saleId").GetInt64();
        (await till.Sell([Till.Line(product, 1, 11.30m)], [Till.Paid("Card", 11.30m)])).Ok();
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(11.30m)])).Ok();
        (await till.Move("SafeDrop", 50m, new { place = "1" })).Ok();
        var x = (await till.Owner.Get($"{till.Root}/shifts/{till.ShiftId}/report")).Ok();
        var closed = (await till.CloseShift(72.60m)).Ok();
        var again = (await till.Owner.Post($"{till.Root}/shifts", new { registerId = till.RegisterId, @float = 0m })).Ok().GetProperty("shiftId").GetInt64();
        var next = (await till.Owner.Post($"{till.Root}/shifts/{again}/close", new { counted = 0m })).Ok();

        var frozen = (await till.Owner.Get($"{till.Root}/z-reports/{closed.GetProperty("zReportId").GetInt64()}")).Ok();
        var z = frozen.GetProperty("report");

        Assert.Equal((1L, 2L), (closed.GetProperty("zNumber").GetInt64(), next.GetProperty("zNumber").GetInt64()));
        Assert.Equal((2, 1, 45.20m, -11.30m, 33.90m), (z.GetProperty("sales").GetInt32(), z.GetProperty("returns").GetInt32(), z.Amount("salesTotal"), z.Amount("returnsTotal"), z.Amount("total")));
        Assert.Equal((30m, 3.90m), (z.Amount("net"), z.Amount("tax")));
        Assert.Equal(3.90m, Assert.Single(z.GetProperty("taxes").EnumerateArray()).Amount("tax"));
        Assert.Equal((72.60m, 0m), (z.Amount("expectedCash"), z.Amount("overShort")));
        Assert.Equal((72.60m, JsonValueKind.Null), (x.Amount("expectedCash"), x.GetProperty("counted").ValueKind));
        var register = Assert.Single(z.GetProperty("registers").EnumerateArray());
        Assert.Equal((1L, 3L), (register.GetProperty("firstReceipt").GetInt64(), register.GetProperty("lastReceipt").GetInt64()));
        Assert.Equal(2, (await till.Owner.Get($"{till.Root}/z-reports?registerId={till.RegisterId}")).Ok().GetProperty("items").GetArrayLength());
        foreach (var (language, word) in new[] { ("zh-Hans", "长短款"), ("zh-Hant", "長短款"), ("en", "Over/short") })
        {
            var page = (await till.Owner.Get($"{till.Root}/z-reports/{closed.GetProperty("zReportId").GetInt64()}/report.html?language={language}")).Text;
            Assert.Contains(word, page, StringComparison.Ordinal);
            Assert.Contains("33.90", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("UPDATE checkout.ZReports SET Snapshot = '{}' WHERE ShiftId = @ShiftId", "not what was frozen")]
    [InlineData("DELETE FROM checkout.ZReports WHERE ShiftId = @ShiftId", "not there as it was frozen")]
    public async Task Verify_sees_that_somebody_has_edited_a_z_report(string change, string why)
    {
        var till = await store.GivenTill(openingFloat: 1m);
        (await till.CloseShift(1m)).Ok();
        var broken = new List<string>();

        await Assert.ThrowsAsync<NothingStays>(() => store.InScope(services =>
        {
            var db = services.GetRequiredService<Db>();
            return db.Transact<int>(async () =>
            {
                await db.Execute(change, new { till.ShiftId }, CancellationToken.None);
                foreach (var invariant in services.GetServices<IInvariant>().Where(one => one.Name.StartsWith("Z reports", StringComparison.Ordinal)))
                    broken.AddRange(await invariant.Breaks(CancellationToken.None));
                throw new NothingStays();
            }, CancellationToken.None);
        }));

        Assert.Contains(broken, row => row.Contains(why, StringComparison.Ordinal));
    }

    private static Task<StoreApp.Reply> Count(Till till, StoreApp.Client by, decimal counted, params (decimal Denomination, int Pieces)[] pieces) => by.Post(
        $"{till.Root}/shifts/{till.ShiftId}/counts",
        new { counts = new[] { new { currency = "CNY", counted, pieces = pieces.Select(one => new { denomination = one.Denomination, pieces = one.Pieces }) } } });

    private static (int, string?) Coded(StoreApp.Reply reply) => (reply.Status, reply.Code);

    private sealed class NothingStays : Exception;
}
