using FsCheck.Fluent;
using Store.Tests.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Loyalty;

public sealed class MembershipPropertyTests(StoreApp store) : IClassFixture<StoreApp>
{
    /// <summary>
    /// Purchases, renewals, upgrades, refunds, merged files, sweeps and days that pass, in any order: what was paid is always what was earned, given back and is owed, to the cent; one
    /// runs at a time, and a merge takes neither a day nor a cent from any.
    /// </summary>
    [Fact]
    public async Task Any_mix_of_what_happens_to_memberships_adds_up()
    {
        var till = await store.GivenTill();
        var gold = await store.GivenPlan(till, 333.31m, days: 50, refundDays: 2);
        var silver = await store.GivenPlan(till, 99.97m, days: 31, upgradesTo: gold);
        var bronze = await store.GivenPlan(till, 10.01m, days: 7, refundDays: 1, upgradesTo: [silver, gold]);
        foreach (var plan in Gen.Sample(Gen.ArrayOf(Gen.Choose(0, 5).Zip(Gen.Choose(0, 9_999))), 14, 14))
            await Live(till, [bronze, silver, gold], plan);
    }

    private async Task Live(Till till, GivenPlan[] plans, IReadOnlyList<(int What, int Much)> happenings)
    {
        var memberId = await store.GivenMember();
        var (sales, paid, refunded) = (new List<long>(), 0m, 0m);
        foreach (var (what, much) in happenings)
        {
            switch (what)
            {
                case 0 or 1:
                    await Buy(memberId, plans[much % 3]);
                    break;
                case 2 when sales.Count > 0:
                    var quote = await till.Quote(sales[much % sales.Count]);
                    if (quote.Status == 200)
                    {
                        var back = quote.Json.Amount("total");
                        (await till.GiveBack(sales[much % sales.Count], back)).Ok();
                        refunded += back;
                    }

                    break;
                case 3:
                    await store.Later(TimeSpan.FromDays(much % 25));
                    break;
                case 4:
                    await store.Sweep();
                    break;
                case 5:
                    var other = await store.GivenMember();
                    await Buy(other, plans[much % 3]);
                    await Buy(other, plans[much / 3 % 3]);
                    await store.Later(TimeSpan.FromDays(much % 6));
                    var (mine, theirs) = (await Left(memberId), await Left(other));
                    await store.Merge(other, memberId);
                    Assert.Equal((mine.Days + theirs.Days, mine.Owed + theirs.Owed), await Left(memberId));
                    break;
            }

            await Check(memberId, paid, refunded);
        }

        async Task Buy(long buyer, GivenPlan plan)
        {
            var total = (await till.PriceOf(new { lines = new[] { Till.Line(plan.Product, 1, plan.Price) }, memberId = buyer })).Ok().Amount("total");
            var sale = await till.Buy(plan, buyer, total);
            if (sale.Status == 200)
            {
                paid += total;
                sales.Add(sale.Json.GetProperty("saleId").GetInt64());
            }
            else
            {
                Assert.StartsWith("membership.", sale.Code, StringComparison.Ordinal);
            }
        }

        await store.Later(TimeSpan.FromDays((await Left(memberId)).Days + 1));
        await store.Sweep();
        await store.DispatchEvents();
        Assert.Equal(0, (await Check(memberId, paid, refunded)).Owed);
        Assert.Empty(await store.Breaks());
    }

    private async Task<Sums> Check(long memberId, decimal paid, decimal refunded)
    {
        var sums = (await store.Rows<Sums>("""
            SELECT COALESCE(SUM(CASE WHEN e.Kind = 'Bought' THEN e.AmountMinor ELSE 0 END), 0) AS Paid, COALESCE(SUM(CASE WHEN e.Kind = 'Used' THEN -e.AmountMinor ELSE 0 END), 0) AS Used,
                   COALESCE(SUM(CASE WHEN e.Kind = 'Refunded' THEN -e.AmountMinor ELSE 0 END), 0) AS Refunded, COALESCE(SUM(e.AmountMinor), 0) AS Owed
            FROM   loyalty.MembershipEntries e
            JOIN   loyalty.Memberships m ON m.MembershipId = e.MembershipId
            WHERE  m.MemberId = @memberId
            """, new { memberId }))[0];
        Assert.Equal((paid, refunded), (sums.Paid / 100m, sums.Refunded / 100m));
        Assert.Equal(sums.Paid, sums.Used + sums.Refunded + sums.Owed);
        Assert.True(sums is { Used: >= 0, Owed: >= 0 } && sums.Refunded <= sums.Paid, sums.ToString());

        var terms = await store.Rows<Term>("SELECT FromDate, ToDate, Days FROM loyalty.Memberships WHERE MemberId = @memberId AND State = 'Running' ORDER BY FromDate", new { memberId });
        Assert.All(terms, term => Assert.InRange(term.ToDate.DayNumber - term.FromDate.DayNumber + 1, 1, term.Days));
        Assert.All(terms.Zip(terms.Skip(1)), pair => Assert.True(pair.First.ToDate < pair.Second.FromDate));
        return sums;
    }

    /// <summary>The days that are paid for from today on, and what is owed for them.</summary>
    private async Task<(int Days, decimal Owed)> Left(long memberId)
    {
        var today = DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime.AddHours(8));
        var open = (await store.Memberships(memberId)).GetProperty("items").EnumerateArray().Where(item => item.GetProperty("state").GetString() is "Running" or "ToCome").ToList();
        return (open.Sum(item => MembershipGivens.Day(item, "toDate").DayNumber - Math.Max(today.DayNumber, MembershipGivens.Day(item, "fromDate").DayNumber) + 1), open.Sum(item => item.Amount("owed")));
    }

    private sealed record Sums(long Paid, long Used, long Refunded, long Owed);

    private sealed record Term(DateOnly FromDate, DateOnly ToDate, int Days);
}
