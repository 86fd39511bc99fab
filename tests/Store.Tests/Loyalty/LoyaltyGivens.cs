using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Loyalty;
using Store.Finance.Journal;
using Store.Kernel.Database;
using Store.Kernel.Identifiers;
using Store.Kernel.Time;
using Store.Kernel.Verification;
using Store.Tests.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Loyalty;

/// <summary>Members, value products and tickets as a till would settle them.</summary>
public static class LoyaltyGivens
{
    public static async Task<long> GivenMember(this StoreApp store) =>
        (await store.Owner(0).Post("/api/members/members", new { number = (string?)null, name = "会员" })).Ok().GetProperty("memberId").GetInt64();

    /// <summary>A product that sells value; its id alone matters here.</summary>
    public static async Task<long> GivenValueProduct(this StoreApp store, string kind, int uses = 0, int? validDays = null)
    {
        var productId = store.Services.GetRequiredService<Ids>().Next();
        (await store.Owner(0).Put($"/api/loyalty/value-products/{productId}", new { kind, name = "储值", uses, validDays })).Ok();
        return productId;
    }

    /// <summary>A product that sells value at a till.</summary>
    public static async Task<GivenProduct> ValueProduct(this Till till, decimal price, string kind, int uses = 0)
    {
        var product = await till.Special(price, new { flags = new[] { "Value" } });
        (await till.Store.Owner(0).Put($"/api/loyalty/value-products/{product.ProductId}", new { kind, name = "储值", uses, validDays = (int?)null })).Ok();
        return product;
    }

    /// <summary>A rule that counts in one store alone, so that tests do not meet each other's.</summary>
    public static async Task<long> GivenTopUpRule(
        this StoreApp store, long storeId, decimal paidAtLeast, decimal bonus, int instalments = 1, string every = "Month", int passUses = 0, int bonusPoints = 0) =>
        (await store.Owner(storeId).Post("/api/loyalty/top-up-rules", Rule(storeId, paidAtLeast, bonus, instalments, every, passUses, bonusPoints))).Ok().GetProperty("ruleId").GetInt64();

    public static object Rule(long storeId, decimal paidAtLeast, decimal bonus, int instalments = 1, string every = "Month", int passUses = 0, int bonusPoints = 0) => new
    {
        name = "充值送", active = true, paidAtLeast, bonus, bonusPoints, passName = passUses > 0 ? "洗车" : "", passUses, passDays = (int?)null, instalments, every,
        fromDate = (string?)null, toDate = (string?)null, storeIds = new[] { storeId },
    };

    /// <summary>Settles a ticket in a transaction of its own, as the sale would; says with which sale.</summary>
    public static async Task<(long SaleId, TicketOutcome Outcome)> Settle(
        this StoreApp store, long storeId, long? memberId, IReadOnlyList<LoyalLine>? lines = null, params IReadOnlyList<LoyalPayment> payments)
    {
        var saleId = store.Services.GetRequiredService<Ids>().Next();
        var now = store.Clock.UtcNow();
        var ticket = new SettleTicket(storeId, saleId, memberId, null, [], DateOnly.FromDateTime(now), now, now.AddHours(8), lines ?? [], payments, []);
        return (saleId, await store.InScope(services => services.GetRequiredService<Db>()
            .Transact(() => services.GetRequiredService<IMediator>().Send(ticket), CancellationToken.None)));
    }

    public static LoyalLine Sold(long productId, decimal total, string? code = null, int number = 1, decimal quantity = 1) =>
        new(number, productId, null, Quantity.FromDecimal(quantity), Money.FromDecimal(total), EarnsNothing: true, Value: true, code);

    public static LoyalLine Back(long productId, decimal total, long saleId, int number = 1, decimal quantity = 1) =>
        new(1, productId, null, -Quantity.FromDecimal(quantity), -Money.FromDecimal(total), EarnsNothing: true, Value: true, null, saleId, number);

    public static LoyalPayment Paid(string tender, decimal amount, string? reference = null, long? refunds = null, long? holdId = null) =>
        new(1, tender, Money.FromDecimal(amount), reference, refunds, holdId);

    /// <summary>Tops a member up; says with which sale.</summary>
    public static async Task<long> TopUp(this StoreApp store, long storeId, long memberId, decimal paid) =>
        (await store.Settle(storeId, memberId, [Sold(await store.GivenValueProduct("TopUp"), paid)], Paid("Cash", paid))).SaleId;

    /// <summary>New gift cards of one batch, not sold yet.</summary>
    public static async Task<string[]> GivenGiftCards(this StoreApp store, int cards = 1) =>
        [.. (await store.Owner(0).Post("/api/loyalty/gift-card-batches", new { name = "春节", cards })).Ok().GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)];

    /// <summary>A gift card that has been sold.</summary>
    public static async Task<string> GivenGiftCard(this StoreApp store, long storeId, decimal amount, int? validDays = null)
    {
        var code = (await store.GivenGiftCards())[0];
        await store.Settle(storeId, null, [Sold(await store.GivenValueProduct("GiftCard", validDays: validDays), amount, code)], Paid("Cash", amount));
        return code;
    }

    public static async Task<(decimal Principal, decimal Bonus)> Value(this StoreApp store, long memberId)
    {
        var value = (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/value")).Ok();
        return (value.GetProperty("principal").GetDecimal(), value.GetProperty("bonus").GetDecimal());
    }

    /// <summary>What does not hold in the whole database.</summary>
    /// <param name="store">The store.</param>
    /// <param name="accounts">Also whether the accounts of value are what is owed: only where no ticket was settled without its sale, of which the books never hear.</param>
    public static Task<List<string>> Breaks(this StoreApp store, bool accounts = false) => store.InScope(async services =>
    {
        var breaks = new List<string>();
        foreach (var invariant in services.GetServices<IInvariant>().Where(one => accounts || one is not ValueAccountsAreWhatIsOwed))
            breaks.AddRange(await invariant.Breaks(CancellationToken.None));
        return breaks;
    });

    /// <summary>The invariants that would be broken by a statement; nothing of it stays.</summary>
    public static async Task<IReadOnlyList<string>> BrokenBy(this StoreApp store, string change, object parameters)
    {
        var names = new List<string>();
        await Assert.ThrowsAsync<NothingStays>(() => store.InScope(services =>
        {
            var db = services.GetRequiredService<Db>();
            return db.Transact<int>(async () =>
            {
                await db.Execute(change, parameters, CancellationToken.None);
                foreach (var one in services.GetServices<IInvariant>())
                {
                    if ((await one.Breaks(CancellationToken.None)).Count > 0)
                        names.Add(one.Name);
                }

                throw new NothingStays();
            }, CancellationToken.None);
        }));
        return names;
    }

    private sealed class NothingStays : Exception;
}
