using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Verification;

namespace Store.Tests.Checkout;

/// <summary>A tender that was rung up wrongly is put right while the shift is open.</summary>
public sealed class TenderCorrectionTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_correction_moves_the_money_in_the_shift_the_books_the_receipt_and_the_return()
    {
        var till = await store.GivenTill(openingFloat: 100m);
        var product = await till.Product(10m);
        var saleId = Id(await till.Sell(product, 3, 10m, cash: 30m));
        var payments = await store.Rows<long>("SELECT AmountMinor FROM checkout.Payments WHERE SaleId = @saleId", new { saleId });

        (await Correct(till, saleId, "Cash", "Card", 30m)).Ok();

        Assert.Equal(payments, await store.Rows<long>("SELECT AmountMinor FROM checkout.Payments WHERE SaleId = @saleId", new { saleId }));
        var shift = (await till.Owner.Get($"{till.Root}/shifts/{till.ShiftId}")).Ok();
        Assert.Equal(100m, shift.Amount("expectedCash"));
        Assert.Equal(["Card 30", "Cash 0"], shift.GetProperty("tenders").EnumerateArray().Select(tender => $"{tender.GetProperty("tender").GetString()} {tender.Amount("amount"):0}"));
        Assert.Contains("Corrected Cash > Card", (await till.Owner.Get($"{till.Root}/sales/{saleId}/receipt.txt?language=en")).Text, StringComparison.Ordinal);
        Assert.Equal(1, (await till.Owner.Get($"{till.Root}/sales/{saleId}")).Ok().GetProperty("corrections").GetArrayLength());
        Assert.Equal("refund.tender", (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(10m)])).Code);
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Paid("Card", 10m)])).Ok();
        Assert.Equal(0m, (await till.CloseShift(100m)).Ok().Amount("overShort"));
        await store.DispatchEvents();
        var trial = (await till.Owner.Get($"/api/finance/trial-balance?storeId={till.StoreId}")).Ok();
        Assert.Equal(0m, trial.Amount("difference"));
        Assert.Equal(20m, trial.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("accountCode").GetString() == "1021").Amount("balance"));
        Assert.Empty(await Breaks());
    }

    [Fact]
    public async Task What_is_corrected_twice_at_once_is_corrected_once()
    {
        var till = await store.GivenTill();
        var saleId = Id(await till.Sell(await till.Product(10m), 1, 10m, cash: 10m));
        var uuid = Guid.NewGuid();

        var same = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Correct(till, saleId, "Cash", "Card", 6m, uuid)));
        var others = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Correct(till, saleId, "Cash", "Wallet", 4m)));

        Assert.Single(same.Select(reply => reply.Ok().ToString()).Distinct());
        Assert.Single(others, reply => reply.Status == 200);
        Assert.All(others.Where(reply => reply.Status != 200), reply => Assert.Equal("correction.too_much", reply.Code));
        Assert.Equal(0, (await store.Rows<long>("SELECT AmountMinor FROM checkout.TenderCorrectionLines WHERE SaleId = @saleId", new { saleId })).Sum());
    }

    [Fact]
    public async Task After_the_close_the_figures_stand()
    {
        var till = await store.GivenTill();
        var saleId = Id(await till.Sell(await till.Product(10m), 1, 10m, cash: 10m));
        (await till.CloseShift(110m)).Ok();

        var refused = await Correct(till, saleId, "Cash", "Card", 10m);

        Assert.Equal((409, "correction.shift_closed"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Corrections_that_race_with_the_close_are_in_its_sum_or_refused()
    {
        var till = await store.GivenTill(openingFloat: 0m);
        var product = await till.Product(10m);
        var sales = new List<long>();
        for (var i = 0; i < 6; i++)
            sales.Add(Id(await till.Sell(product, 1, 10m, cash: 10m)));

        var correcting = sales.Select(saleId => Correct(till, saleId, "Cash", "Card", 10m)).ToList();
        var expected = (await till.CloseShift(60m)).Ok().Amount("expected");
        var corrected = (await Task.WhenAll(correcting)).Count(reply => reply.Status == 200);

        Assert.Equal(60m - (10m * corrected), expected);
        Assert.Empty(await Breaks());
    }

    [Fact]
    public async Task Only_who_may_corrects_with_a_reason_what_is_there()
    {
        var till = await store.GivenTill();
        var saleId = Id(await till.Sell(await till.Product(10m), 1, 10m, cash: 10m));

        Assert.Equal(403, (await Correct(till, saleId, "Cash", "Card", 10m, by: store.SignedIn(till.StoreId, "checkout.sell"))).Status);
        Assert.Equal("approval_required", (await Correct(till, saleId, "Cash", "Card", 10m, by: store.SignedIn(till.StoreId, "checkout.correct-tenders"))).Code);
        Assert.Equal("correction.too_much", (await Correct(till, saleId, "Card", "Cash", 10m)).Code);
        Assert.Equal("invalid", (await Correct(till, saleId, "Cash", "Cash", 10m)).Code);
        Assert.Equal("invalid", (await Correct(till, saleId, "Cash", "Card", 10m, reason: "")).Code);
        Assert.Equal(404, (await Correct(till, 1, "Cash", "Card", 10m)).Status);
        (await Correct(till, saleId, "Cash", "Card", 10m, by: store.Limited(till.StoreId, new() { ["checkout.refund-amount"] = 10m }, "checkout.correct-tenders"))).Ok();
        (await Correct(till, saleId, "Card", "Cash", 10m)).Ok();
    }

    private static Task<StoreApp.Reply> Correct(
        Till till, long saleId, string from, string to, decimal amount, Guid? uuid = null, StoreApp.Client? by = null, string reason = "按错了") =>
        (by ?? till.Owner).Post($"{till.Root}/sales/{saleId}/tender-corrections", new { correctionUuid = uuid ?? Guid.NewGuid(), from, to, amount, reason });

    private static long Id(StoreApp.Reply sale) => sale.Ok().GetProperty("saleId").GetInt64();

    private Task<List<string>> Breaks() => store.InScope(async services =>
    {
        var breaks = new List<string>();
        foreach (var invariant in services.GetServices<IInvariant>())
            breaks.AddRange(await invariant.Breaks(CancellationToken.None));
        return breaks;
    });
}
