using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Checkout;
using Store.Kernel.Database;
using Store.Kernel.Events;

namespace Store.Tests.Finance;

/// <summary>Test data of the books.</summary>
internal static class FinanceGivens
{
    public static readonly DateOnly Today = new(2026, 11, 21);

    private static readonly DateTime Noon = new(2026, 11, 21, 4, 0, 0, DateTimeKind.Utc);

    private static long documents = 1;

    public static long NewDocument() => Interlocked.Increment(ref documents);

    public static Money Yuan(decimal amount) => Money.FromDecimal(amount);

    /// <summary>A sale at 13 % tax paid in cash; negative amounts are a return.</summary>
    public static SaleCompleted Sale(long storeId, decimal net, decimal tax, decimal cost, string tender = Tenders.Cash, DateOnly? date = null) => new(
        NewDocument(), storeId, net < 0, date ?? Today, Noon, Yuan(net + tax), [new TaxShare("VAT13", Yuan(net), Yuan(tax))], [new TenderShare(tender, Yuan(net + tax))], Yuan(cost));

    /// <summary>Stores events as a command does.</summary>
    public static Task<int> Publish<TEvent>(this StoreApp store, params IReadOnlyList<TEvent> happened)
        where TEvent : IEvent => store.InScope(services => services.GetRequiredService<Db>().Transact(async () =>
    {
        await services.GetRequiredService<Outbox>().Add(happened, CancellationToken.None);
        return happened.Count;
    }, CancellationToken.None));

    /// <summary>Hands events on until none is left that has not been tried; the host's own dispatcher may have some of them in hand.</summary>
    public static async Task Settle(this StoreApp store)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            await store.DispatchEvents();
            if ((await store.Rows<long>("SELECT EventId FROM kernel.OutboxMessages WHERE State = 0 AND Attempts = 0")).Count == 0)
                return;
            await Task.Delay(50);
        }

        throw new InvalidOperationException("Events are left over.");
    }

    /// <summary>The store's journal, oldest entry first: <c>Sale: 1001 Dr 113, 6001 Cr 100, 2221 Cr 13</c>.</summary>
    public static async Task<string[]> Journal(this StoreApp store, long storeId) =>
        [.. (await store.SignedIn(storeId, "finance.view").Get($"/api/finance/journal?storeId={storeId}&limit=500")).Ok().GetProperty("items").EnumerateArray().Reverse().Select(Text)];

    /// <summary>Balances of the accounts that have one: <c>1001 113</c>.</summary>
    public static async Task<string[]> Balances(this StoreApp store, long storeId) =>
        [.. (await store.SignedIn(storeId, "finance.view").Get($"/api/finance/trial-balance?storeId={storeId}")).Ok().GetProperty("rows").EnumerateArray()
            .Where(row => row.GetProperty("balance").GetDecimal() != 0)
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.GetProperty("accountCode").GetString()} {row.GetProperty("balance").GetDecimal():0.##}"))];

    private static string Text(JsonElement entry) => $"{entry.GetProperty("kind").GetString()}: " + string.Join(", ", entry.GetProperty("lines").EnumerateArray().Select(line =>
    {
        var (debit, credit) = (line.GetProperty("debit").GetDecimal(), line.GetProperty("credit").GetDecimal());
        return string.Create(CultureInfo.InvariantCulture, $"{line.GetProperty("accountCode").GetString()} {(debit != 0 ? "Dr" : "Cr")} {debit + credit:0.##}");
    }));
}
