using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Checkout;
using Store.Contracts.Inventory;
using Store.Finance.Journal;
using Store.Kernel.Access;
using Store.Kernel.Database;
using Store.Kernel.Events;
using Store.Tests.Inventory;
using static Store.Tests.Finance.FinanceGivens;

namespace Store.Tests.Finance;

/// <summary>What becomes of events in the books.</summary>
public sealed class PostingTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly DateTime Noon = new(2026, 11, 21, 4, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_sale_and_its_return_are_mirrors()
    {
        var storeId = await store.GivenStore();

        await store.Publish(
            new SaleCompleted(
                NewDocument(), storeId, IsReturn: false, Today, Noon, Yuan(163m), [new TaxShare("VAT13", Yuan(100m), Yuan(13m)), new TaxShare("NONE", Yuan(50m), Yuan(0m))],
                [new TenderShare(Tenders.Cash, Yuan(63m)), new TenderShare(Tenders.Card, Yuan(60m)), new TenderShare(Tenders.Wallet, Yuan(40m))], Yuan(70m)),
            Sale(storeId, -100m, -13m, -70m, Tenders.Wallet),
            Sale(storeId, 1m, 0m, 0m, Tenders.Imported));
        await store.Settle();

        Assert.Equal(
        [
            "Sale: 1001 Dr 63, 1021 Dr 60, 1022 Dr 40, 6001 Cr 150, 2221 Cr 13, 6401 Dr 70, 1405 Cr 70",
            "Return: 1022 Cr 113, 6001 Dr 100, 2221 Dr 13, 6401 Cr 70, 1405 Dr 70",
            "Sale: 1029 Dr 1, 6001 Cr 1",
        ], await store.Journal(storeId));
        Assert.Equal(["1001 63", "1021 60", "1022 -73", "1029 1", "6001 -51"], await store.Balances(storeId));
    }

    [Fact]
    public async Task Shifts_and_stock_make_their_entries_and_nothing_makes_none()
    {
        var storeId = await store.GivenStore();

        await store.Publish(new ShiftClosed(1, storeId, Today, Noon, Yuan(2m)), new ShiftClosed(2, storeId, Today, Noon, Yuan(-3m)), new ShiftClosed(3, storeId, Today, Noon, Yuan(0m)));
        await store.Settle();
        await store.Publish(new StockReceived(4, storeId, Today, Noon, Yuan(80m)), new StockReceived(5, storeId, Today, Noon, Yuan(0m)));
        await store.Settle();
        await store.Publish(new StockAdjusted(6, storeId, Today, Noon, Yuan(-5m)), new StockAdjusted(7, storeId, Today, Noon, Yuan(6m)));
        await store.Settle();
        await store.Publish(new StockRevalued(8, storeId, Today, Noon, Yuan(-4m)));
        await store.Publish(Sale(storeId, 0m, 0m, 0m));
        await store.Settle();

        Assert.Equal(
        [
            "ShiftClosed: 1001 Dr 2, 6701 Cr 2",
            "ShiftClosed: 1001 Cr 3, 6701 Dr 3",
            "Receipt: 1405 Dr 80, 2202 Cr 80",
            "Adjustment: 1405 Cr 5, 6702 Dr 5",
            "Adjustment: 1405 Dr 6, 6702 Cr 6",
            "Revaluation: 1405 Cr 4, 6401 Dr 4",
        ], await store.Journal(storeId));
    }

    [Fact]
    public async Task An_event_that_is_delivered_again_is_posted_once_even_if_its_marks_are_lost()
    {
        var storeId = await store.GivenStore();
        await store.Publish([.. Enumerable.Range(0, 30).Select(_ => Sale(storeId, 10m, 1.3m, 7m))]);
        await store.Settle();

        await store.Spoil("DELETE FROM kernel.OutboxDeliveries WHERE Handler = 'PostSales'", new { });
        await store.Spoil("UPDATE kernel.OutboxMessages SET State = 0, DueAt = @Noon WHERE Kind = 'Checkout.SaleCompleted' AND Payload LIKE @Pattern", new { Noon, Pattern = $"%\"storeId\":{storeId},%" });
        await store.Publish(Sale(storeId, 10m, 1.3m, 7m));
        await store.Settle();

        Assert.Equal(31, (await store.Journal(storeId)).Length);
        Assert.Empty(await store.Rows<long>("SELECT EventId FROM kernel.OutboxMessages WHERE LastError IS NOT NULL AND Payload LIKE @Pattern", new { Pattern = $"%\"storeId\":{storeId},%" }));
        Assert.Equal(["1001 350.3", "1405 -217", "2221 -40.3", "6001 -310", "6401 217"], await store.Balances(storeId));
    }

    [Fact]
    public async Task Several_dispatchers_at_once_post_every_event_once()
    {
        var stores = new[] { await store.GivenStore(), await store.GivenStore() };
        for (var batch = 0; batch < 6; batch++)
            await store.Publish([.. Enumerable.Range(0, 100).Select(i => Sale(stores[i % 2], 1m, 0.13m, 0.5m, date: Today.AddDays(i % 3)))]);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(
            () => ActivatorUtilities.CreateInstance<OutboxDispatcher>(store.Services).DispatchDue(CancellationToken.None))));
        await store.Settle();

        foreach (var storeId in stores)
        {
            Assert.Equal(300, (await store.Journal(storeId)).Length);
            Assert.Equal(["1001 339", "1405 -150", "2221 -39", "6001 -300", "6401 150"], await store.Balances(storeId));
            Assert.Empty(await store.Broken("Daily balances", storeId));
        }
    }

    [Fact]
    public async Task A_poison_event_does_not_stop_the_others()
    {
        var storeId = await store.GivenStore();

        await store.Publish(
            Sale(storeId, 10m, 1.3m, 7m),
            Sale(storeId, 10m, 1.3m, 7m, tender: "Shells"),
            Sale(storeId, 10m, 1.3m, 7m) with { Tenders = [new TenderShare(Tenders.Cash, Yuan(11m))] },
            Sale(storeId, 20m, 2.6m, 14m));
        await store.Settle();

        Assert.Equal(["Sale: 1001 Dr 11.3, 6001 Cr 10, 2221 Cr 1.3, 6401 Dr 7, 1405 Cr 7", "Sale: 1001 Dr 22.6, 6001 Cr 20, 2221 Cr 2.6, 6401 Dr 14, 1405 Cr 14"], await store.Journal(storeId));
        Assert.Equal([1, 1], await store.Rows<int>(
            "SELECT Attempts FROM kernel.OutboxMessages WHERE State = 0 AND LastError IS NOT NULL AND Payload LIKE @Pattern", new { Pattern = $"%\"storeId\":{storeId},%" }));
    }

    [Fact]
    public async Task A_batch_of_two_hundred_and_fifty_sales_costs_a_few_dozen_statements()
    {
        var storeId = await store.GivenStore();
        var counter = new StatementCounter();

        await store.InScope(async services =>
        {
            await using var db = new Db(services.GetRequiredService<DatabaseEngine>(), services.GetRequiredService<Caller>(), [counter]);
            var journal = ActivatorUtilities.CreateInstance<JournalBook>(services, db);
            return await db.Transact(async () =>
            {
                await journal.Post(Enumerable.Range(1, 250).Select(i => new JournalEntry(i, storeId, Today.AddDays(i / 50), Noon, JournalKind.Sale, i)
                    .Debit("1001", Yuan(11.3m)).Credit("6001", Yuan(10m)).Credit("2221", Yuan(1.3m)).Debit("6401", Yuan(7m)).Credit("1405", Yuan(7m))), CancellationToken.None);
                return 0;
            }, CancellationToken.None);
        });

        Assert.InRange(counter.Statements, 6, 50);
        Assert.Empty(await store.Broken("Daily balances", storeId));
    }

    [Fact]
    public async Task The_journal_balances_whatever_is_sold()
    {
        var storeId = await store.GivenStore();
        var amounts =
            from net in Gen.Choose(-100_000, 100_000)
            from tax in Gen.Choose(-13_000, 13_000)
            from cost in Gen.Choose(-70_000, 70_000)
            from cash in Gen.Choose(-50_000, 50_000)
            from date in Gen.Choose(0, 5)
            select new SaleCompleted(
                NewDocument(), storeId, net < 0, Today.AddDays(date), Noon, new Money(net + tax), [new TaxShare("A", new Money(net), new Money(tax))],
                [new TenderShare(Tenders.Cash, new Money(cash)), new TenderShare(Tenders.Card, new Money(net + tax - cash)), new TenderShare(Tenders.Cash, Money.Zero)], new Money(cost));

        await store.Publish([.. amounts.Sample(200, 400)]);
        await store.Settle();

        var trial = (await store.SignedIn(storeId, "finance.view").Get($"/api/finance/trial-balance?storeId={storeId}")).Ok();
        Assert.Equal(0m, trial.GetProperty("difference").GetDecimal());
        Assert.NotEqual(0m, trial.GetProperty("debit").GetDecimal());
        Assert.Empty(await store.Broken("Daily balances", storeId));
        Assert.Empty(await store.Rows<long>("""
            SELECT e.EntryId FROM finance.JournalEntries e JOIN finance.JournalLines l ON l.EntryId = e.EntryId
            WHERE  e.StoreId = @storeId GROUP BY e.EntryId HAVING SUM(l.DebitMinor) <> SUM(l.CreditMinor)
            """, new { storeId }));
    }

    private sealed class StatementCounter : IStatementObserver
    {
        public int Statements { get; private set; }

        public void Executing(string statement) => Statements++;
    }
}
