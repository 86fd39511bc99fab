using Store.Contracts.Inventory;
using Store.Tests.Catalog;
using Store.Tests.Inventory;
using static Store.Tests.Finance.FinanceGivens;

namespace Store.Tests.Finance;

/// <summary>The books against the shelves and against themselves.</summary>
public sealed class BooksAgreeTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task The_inventory_account_is_the_value_of_the_stock()
    {
        var storeId = await store.GivenStore();
        var product = (await store.GivenProduct(storeId)).ProductId;
        (await store.Owner(storeId).Receive(storeId, Guid.NewGuid(), (product, 3, 10m))).Ok();
        (await store.Owner(storeId).Adjust(storeId, Guid.NewGuid(), (product, -1))).Ok();
        (await store.Owner(storeId).Adjust(storeId, Guid.NewGuid(), (product, -4))).Ok();
        (await store.Owner(storeId).Receive(storeId, Guid.NewGuid(), (product, 10, 41m))).Ok();
        Assert.Empty(await store.Broken("inventory account", storeId));

        await store.Settle();

        Assert.Empty(await store.Broken("inventory account", storeId));
        Assert.Equal((8m, 32.8m), await store.StockOf(storeId, product));
        Assert.Contains("1405 32.8", await store.Balances(storeId));
    }

    [Fact]
    public async Task Books_that_do_not_agree_are_found()
    {
        var (storeId, other) = (await store.GivenStore(), await store.GivenStore());
        await store.Publish(Sale(storeId, 100m, 13m, 70m), Sale(storeId, 100m, 13m, 70m));
        await store.Settle();
        Assert.Single(await store.Broken("inventory account", storeId));
        Assert.Empty(await store.Broken("Daily balances", storeId));

        await store.Spoil("UPDATE finance.DailyBalances SET DebitMinor = DebitMinor + 1 WHERE StoreId = @storeId AND AccountCode = '1001'", new { storeId });
        await store.Spoil("DELETE FROM finance.DailyBalances WHERE StoreId = @storeId AND AccountCode = '6001'", new { storeId });
        Assert.Equal(2, (await store.Broken("Daily balances", storeId)).Length);

        // While something is on its way, stock and books may differ; what was given up is not on its way.
        await SetState(storeId, 0);
        Assert.Empty(await store.Broken("inventory account", storeId));
        await SetState(storeId, 2);
        Assert.Single(await store.Broken("inventory account", storeId));
        Assert.Equal(0m, (await store.Ask(new GetStockValue(other))).ToDecimal());
    }

    [Fact]
    public async Task An_entry_that_does_not_balance_is_found()
    {
        var storeId = await store.GivenStore();
        await store.Publish(Sale(storeId, 100m, 13m, 70m));
        await store.Settle();
        var entryId = Assert.Single(await store.Rows<long>("SELECT EntryId FROM finance.JournalEntries WHERE StoreId = @storeId", new { storeId }));
        await store.Spoil("UPDATE finance.JournalLines SET DebitMinor = DebitMinor + 1 WHERE EntryId = @entryId AND AccountCode = '1001'", new { entryId });

        Assert.Contains(await store.Breaks("journal entry"), one => one.StartsWith($"Entry {entryId}:", StringComparison.Ordinal));
    }

    private Task<int> SetState(long storeId, int state) => store.Spoil(
        "UPDATE kernel.OutboxMessages SET State = @state, DueAt = @Later WHERE Payload LIKE @Pattern", new { state, Later = new DateTime(2099, 1, 1), Pattern = $"%\"storeId\":{storeId},%" });
}
