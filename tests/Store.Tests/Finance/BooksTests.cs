using System.Text.Json;
using Store.Contracts.Checkout;
using static Store.Tests.Finance.FinanceGivens;

namespace Store.Tests.Finance;

/// <summary>Looking at the books.</summary>
public sealed class BooksTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task The_chart_of_accounts_is_the_same_for_everyone()
    {
        var accounts = (await store.SignedIn(await store.GivenStore(), "finance.view").Get("/api/finance/accounts")).Ok().GetProperty("accounts");

        Assert.Equal(13, accounts.GetArrayLength());
        Assert.Equal("""{"accountCode":"1001","name":"Cash on hand","kind":"Asset"}""", accounts[0].GetRawText());
    }

    [Fact]
    public async Task The_trial_balance_adds_up_over_days_and_stores()
    {
        var (first, second, foreign) = (await store.GivenStore(), await store.GivenStore(), await store.GivenStore());
        await store.Publish(
            Sale(first, 100m, 13m, 70m), Sale(first, 10m, 1.3m, 7m, date: Today.AddDays(1)), Sale(second, 1m, 0.13m, 0.7m, Tenders.Card), Sale(foreign, 500m, 65m, 300m));
        await store.Settle();
        var owner = store.Owner(first, second);

        Task<StoreApp.Reply> Trial(string query) => owner.Get($"/api/finance/trial-balance?{query}");
        var all = (await Trial("")).Ok();
        var oneDay = (await Trial($"storeId={first}&from=2026-11-21&to=2026-11-21")).Ok();
        var later = (await Trial("from=2026-11-22")).Ok();

        Assert.Equal((await owner.Get("/api/finance/accounts")).Ok().GetProperty("accounts").GetArrayLength(), all.GetProperty("rows").GetArrayLength());
        Assert.Equal((203.13m, 0m), (all.GetProperty("debit").GetDecimal(), all.GetProperty("difference").GetDecimal()));
        Assert.Equal(183m, oneDay.GetProperty("credit").GetDecimal());
        Assert.Equal(18.3m, later.GetProperty("credit").GetDecimal());
        Assert.Equal("""{"accountCode":"1001","name":"Cash on hand","kind":"Asset","debit":113,"credit":0,"balance":113}""", oneDay.GetProperty("rows")[0].GetRawText());
        Assert.Equal("""{"accountCode":"6001","name":"Sales revenue","kind":"Revenue","debit":0,"credit":100,"balance":-100}""",
            oneDay.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("accountCode").GetString() == "6001").GetRawText());
    }

    [Fact]
    public async Task The_journal_is_paged_latest_day_first_with_its_lines()
    {
        var (storeId, foreign) = (await store.GivenStore(), await store.GivenStore());
        await store.Publish([.. Enumerable.Range(0, 7).Select(i => Sale(storeId, 1m + i, 0m, 0m, date: Today.AddDays(i % 3))), Sale(foreign, 99m, 0m, 0m)]);
        await store.Settle();
        var client = store.SignedIn(storeId, "finance.view");

        var items = new List<JsonElement>();
        var after = "";
        for (var pages = 0; pages < 4; pages++)
        {
            var page = (await client.Get($"/api/finance/journal?limit=2{after}")).Ok();
            items.AddRange(page.GetProperty("items").EnumerateArray());
            after = $"&after={page.GetProperty("next").GetString()}";
            Assert.Equal(pages == 3, page.GetProperty("next").ValueKind == JsonValueKind.Null);
        }

        Assert.Equal([6m, 3m, 5m, 2m, 7m, 4m, 1m], items.Select(item => item.GetProperty("lines")[0].GetProperty("debit").GetDecimal()));
        Assert.All(items, item => Assert.Equal(2, item.GetProperty("lines").GetArrayLength()));
        var oneDay = (await client.Get("/api/finance/journal?from=2026-11-22&to=2026-11-22")).Ok().GetProperty("items").EnumerateArray();
        Assert.Equal([5m, 2m], oneDay.Select(item => item.GetProperty("lines")[0].GetProperty("debit").GetDecimal()));
    }

    [Theory]
    [InlineData("journal?limit=0")]
    [InlineData("journal?after=x")]
    [InlineData("journal?after=2026-11-21.99999999999999999999")]
    [InlineData("journal?from=2026-11-22&to=2026-11-21")]
    [InlineData("journal?from=yesterday")]
    [InlineData("trial-balance?from=2026-11-22&to=2026-11-21")]
    [InlineData("trial-balance?storeId=x")]
    public async Task Bad_input_is_refused(string path) =>
        Assert.Equal(400, (await store.Owner(await store.GivenStore()).Get($"/api/finance/{path}")).Status);

    [Fact]
    public async Task Nobody_looks_into_books_without_the_permission_there()
    {
        var (storeId, foreign) = (await store.GivenStore(), await store.GivenStore());
        foreach (var path in new[] { "accounts", "trial-balance", "journal" })
        {
            Assert.Equal(401, (await store.Anonymous().Get($"/api/finance/{path}")).Status);
            Assert.Equal(403, (await store.SignedIn(storeId, "inventory.view").Get($"/api/finance/{path}")).Status);
        }

        Assert.Equal(403, (await store.SignedIn(storeId, "finance.view").Get($"/api/finance/trial-balance?storeId={foreign}")).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "finance.view").Get($"/api/finance/journal?storeId={foreign}")).Status);
    }
}
