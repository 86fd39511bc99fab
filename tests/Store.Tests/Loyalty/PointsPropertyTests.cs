using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Http;
using Store.Loyalty.Points.Ledger;
using Store.Tests.Catalog;
using static Store.Tests.Loyalty.PointsGivens;

namespace Store.Tests.Loyalty;

public sealed class PointsPropertyTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const int Pieces = 3;

    /// <summary>Buying, paying, returning, moving, giving by hand and days that pass, in any order and several at once: ledger, lots and balance stay together, and in the end all has expired.</summary>
    [Fact]
    public async Task Any_mix_of_what_happens_to_points_keeps_ledger_and_balance_together()
    {
        await store.GivenProgram(vestingDays: 1, lifetimeDays: 5, payRate: 10);
        var storeId = await store.GivenStore();
        foreach (var plan in Gen.Sample(Gen.ArrayOf(Gen.Choose(0, 6).Zip(Gen.Choose(1, 999))), 14, 10))
            await Live(new Family(storeId, await store.GivenMember(), await store.GivenMember()), plan);
    }

    private async Task Live(Family family, IReadOnlyList<(int What, int Much)> plan)
    {
        foreach (var (what, much) in plan)
        {
            if (what < 6)
                await Happens(family, what, much);
            else
                await Task.WhenAll(Enumerable.Range(0, 6).Select(each => Task.Run(() => Happens(family, each == 5 ? 3 : each, much + each, daysPass: false))));
        }

        Assert.Empty(await store.PointsBreaks());
        Assert.Equal(0L, (await store.Rows<long>("""
            SELECT COALESCE(SUM(Points), 0) FROM loyalty.PointsEntries WHERE MemberId IN (@One, @Other) AND Kind IN ('TransferIn', 'TransferOut')
            """, family)).Single());

        await store.Later(TimeSpan.FromDays(10));
        await Sweep();
        Assert.Empty(await store.PointsBreaks());
        Assert.True(await store.Points(family.One) <= 0 && await store.Points(family.Other) <= 0);
    }

    private async Task Happens(Family family, int what, int much, bool daysPass = true)
    {
        var (memberId, otherId) = much % 2 == 0 ? (family.One, family.Other) : (family.Other, family.One);
        var at = $"/api/loyalty/stores/{family.StoreId}/members/{memberId}/points";
        try
        {
            switch (what)
            {
                case 0:
                    family.Bought(await store.GivenBought(family.StoreId, memberId, Sold(1, much, Pieces)), memberId);
                    break;
                case 1:
                    await store.Settle(store.Ticket(family.StoreId, memberId, [Sold(1, much)], Paid("Points", much / 10m), Paid("Cash", much - (much / 10m))));
                    break;
                case 2 when family.Return(much) is { } sale:
                    await store.Settle(store.Ticket(family.StoreId, sale.MemberId, [Back(1, sale.SaleId, 1, 1, sale.Price)], Paid("Cash", -sale.Price, sale.SaleId)));
                    break;
                case 3:
                    await store.Owner(family.StoreId).Post($"{at}/transfers", new { toMemberId = otherId, points = much, reason = "家人" });
                    break;
                case 4:
                    await store.Owner(family.StoreId).Post($"{at}/adjustments", new { points = much % 3 == 0 ? -much : much, reason = "更正" });
                    break;
                case 5 when daysPass:
                    await store.Later(TimeSpan.FromHours(much % 60));
                    await Sweep();
                    break;
            }
        }
        catch (Refusal refusal) when (refusal.Code is "points.short")
        {
            // What is not there is not given: that is the point.
        }
    }

    /// <summary>Two hosts look for what is due at once.</summary>
    private async Task Sweep()
    {
        var sweep = store.Services.GetRequiredService<PointsSweep>();
        await Task.WhenAll(sweep.Sweep(CancellationToken.None), sweep.Sweep(CancellationToken.None));
    }

    /// <summary>Two members, and what they have bought and can still bring back.</summary>
    private sealed record Family(long StoreId, long One, long Other)
    {
        private readonly Lock once = new();
        private readonly List<(long SaleId, long MemberId, decimal Price)> pieces = [];

        public void Bought(Contracts.Loyalty.SettleTicket ticket, long memberId)
        {
            lock (once)
                pieces.AddRange(Enumerable.Repeat((ticket.SaleId, memberId, Math.Round(ticket.Lines[0].Total.ToDecimal() / Pieces, 2, MidpointRounding.ToZero)), Pieces));
        }

        public (long SaleId, long MemberId, decimal Price)? Return(int much)
        {
            lock (once)
            {
                if (pieces.Count == 0)
                    return null;
                var piece = pieces[much % pieces.Count];
                pieces.RemoveAt(much % pieces.Count);
                return piece;
            }
        }
    }
}
