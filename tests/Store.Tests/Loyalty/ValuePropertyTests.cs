using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Http;
using Store.Loyalty.Value;
using Store.Tests.Catalog;
using static Store.Tests.Loyalty.LoyaltyGivens;

namespace Store.Tests.Loyalty;

public sealed class ValuePropertyTests(StoreApp store) : IClassFixture<StoreApp>
{
    /// <summary>Below what brings a bonus.</summary>
    private const decimal LittleEnough = 19.99m;

    /// <summary>Top-ups, payments, refunds, returned top-ups, holds, days that pass and two tills at once, in any order: the ledger is the balance, nothing falls below zero, and all refunds of a sale end at what it took.</summary>
    [Fact]
    public async Task Any_mix_of_what_happens_to_stored_value_keeps_ledger_and_balance_together()
    {
        var stores = new[] { await store.GivenStore(), await store.GivenStore() };
        foreach (var storeId in stores)
        {
            await store.GivenTopUpRule(storeId, 50m, 7.77m, instalments: 3, every: "Day");
            await store.GivenTopUpRule(storeId, 20m, 3.33m);
        }

        var product = await store.GivenValueProduct("TopUp");
        foreach (var plan in Gen.Sample(Gen.ArrayOf(Gen.Choose(0, 6).Zip(Gen.Choose(1, 9_999))), 12, 12))
            await Live(stores, product, plan);
    }

    /// <summary>Two tills top up, pay and refund half of the same payment each, all at the same moment: what they were told is what the account then has.</summary>
    private async Task AtOnce(
        long[] stores, long product, long memberId, decimal amount, List<(long SaleId, decimal Amount)> topUps, List<(long SaleId, decimal Left)> payments)
    {
        var before = await store.Value(memberId);
        var at = payments.FindIndex(payment => payment.Left > 0.01m);
        var half = at < 0 ? 0 : decimal.Round(payments[at].Left / 2, 2);
        var done = await Task.WhenAll(stores.SelectMany(storeId => new (string What, Func<Task<long>> Do)[]
        {
            ("top-up", async () => (await store.Settle(storeId, memberId, [Sold(product, amount)], Paid("Cash", amount))).SaleId),
            ("payment", async () => (await store.Settle(storeId, memberId, payments: Paid("StoredValue", amount))).SaleId),
            ("refund", async () => at < 0 ? 0 : (await store.Settle(storeId, memberId, payments: Paid("StoredValue", storeId == stores[0] ? -half : half - payments[at].Left, refunds: payments[at].SaleId))).SaleId),
        }).Select(one => Task.Run(async () => (one.What, SaleId: await Sale(one.Do)))));
        List<long> Of(string what) => [.. done.Where(one => one.What == what && one.SaleId > 0).Select(one => one.SaleId)];

        var (refunds, after) = (Of("refund").Count, await store.Value(memberId));
        Assert.Equal((2, at < 0 ? 0 : 2), (Of("top-up").Count, refunds));
        Assert.Equal(
            before.Principal + before.Bonus + (2 * amount) - (Of("payment").Count * amount) + (refunds == 0 ? 0 : payments[at].Left), after.Principal + after.Bonus);
        topUps.AddRange(Of("top-up").Select(saleId => (saleId, amount)));
        if (at >= 0)
            payments[at] = (payments[at].SaleId, 0);
        payments.AddRange(Of("payment").Select(saleId => (saleId, amount)));
    }

    /// <summary>The sale of what was done; 0 for what was refused for want of value.</summary>
    private static async Task<long> Sale(Func<Task<long>> settle)
    {
        try
        {
            return await settle();
        }
        catch (Refusal refusal) when (refusal.Code is "value.short")
        {
            return 0;
        }
    }

    private async Task Live(long[] stores, long product, IReadOnlyList<(int What, int Much)> plan)
    {
        var memberId = await store.GivenMember();
        var (topUps, payments) = (new List<(long SaleId, decimal Amount)>(), new List<(long SaleId, decimal Left)>());
        foreach (var (what, much) in plan)
        {
            var (storeId, amount) = (stores[much % 2], much / 100m);
            try
            {
                switch (what)
                {
                    case 0:
                        topUps.Add(((await store.Settle(storeId, memberId, [Sold(product, amount)], Paid("Cash", amount))).SaleId, amount));
                        break;
                    case 1:
                        payments.Add(((await store.Settle(storeId, memberId, payments: Paid("StoredValue", amount))).SaleId, amount));
                        break;
                    case 2 when payments.Count > 0:
                        var (paid, left) = payments[much % payments.Count];
                        var back = Math.Min(left, amount);
                        payments[much % payments.Count] = (paid, left - back);
                        if (back > 0)
                            await store.Settle(storeId, memberId, payments: Paid("StoredValue", -back, refunds: paid));
                        break;
                    case 3 when topUps.Count > 0:
                        var (sold, whole) = topUps[much % topUps.Count];
                        await store.Settle(storeId, memberId, [Back(product, whole, sold)], Paid("Cash", -whole, refunds: sold));
                        break;
                    case 4:
                        await store.Owner(storeId).Post($"/api/loyalty/stores/{storeId}/value-holds", new { memberId, amount });
                        break;
                    case 5:
                        await store.Later(TimeSpan.FromHours(much % 36));
                        await store.Services.GetRequiredService<TopUpInstalments>().Sweep(CancellationToken.None);
                        break;
                    case 6:
                        await AtOnce(stores, product, memberId, Math.Min(amount, LittleEnough), topUps, payments);
                        break;
                }
            }
            catch (Refusal refusal) when (refusal.Code is "value.short" or "value.spent")
            {
                // What is not there is not given: that is the point.
            }
        }

        Assert.Empty(await store.Breaks());
        var (principal, bonus) = await store.Value(memberId);
        Assert.True(principal >= 0 && bonus >= 0, $"{principal} and {bonus}");
        foreach (var (saleId, left) in payments)
        {
            if (left > 0)
                await store.Settle(stores[0], memberId, payments: Paid("StoredValue", -left, refunds: saleId));
            Assert.Equal((0L, 0L), (await store.Rows<Sums>("""
                SELECT COALESCE(SUM(PrincipalMinor), 0) AS Principal, COALESCE(SUM(BonusMinor), 0) AS Bonus FROM loyalty.ValueEntries WHERE SaleId = @saleId OR RefundsSaleId = @saleId
                """, new { saleId })).Select(sums => (sums.Principal, sums.Bonus)).Single());
        }

        Assert.Empty(await store.Breaks());
    }

    private sealed record Sums(long Principal, long Bonus);
}
