using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Loyalty;
using Store.Kernel.Database;
using Store.Kernel.Identifiers;
using Store.Kernel.Verification;

namespace Store.Tests.Loyalty;

/// <summary>Members with points, and tickets that move them.</summary>
public static class PointsGivens
{
    /// <summary>Sets the chain's program; what is not said is one point for each unit of money and 100 points for each to pay with.</summary>
    public static async Task GivenProgram(
        this StoreApp store, bool active = true, decimal pointsPerUnit = 1, int vestingDays = 0, int? lifetimeDays = 365, decimal payRate = 100, long minPoints = 0, long? maxPoints = null,
        int maxPercent = 100, long[]? excludedGroupIds = null, bool belowZero = true, decimal minOrder = 0,
        bool earnsOnBonus = true, long? maxPointsPerDay = null)
    {
        var owner = store.Owner(0);
        var version = (await owner.Get("/api/loyalty/points/program")).Ok().GetProperty("version").GetInt32();
        (await owner.Put("/api/loyalty/points/program", new
        {
            program = new { active, pointsPerUnit, rounding = "Down", minOrder, vestingDays, lifetimeDays, payRate, minPoints, maxPoints, maxPercent, excludedGroupIds = excludedGroupIds ?? [], belowZero, earnsOnBonus, maxPointsPerDay },
            version,
        })).Ok();
    }

    /// <summary>Settles a ticket as the sale does, in a transaction.</summary>
    public static Task<TicketOutcome> Settle(this StoreApp store, SettleTicket ticket) => store.InScope(services =>
        services.GetRequiredService<Db>().Transact(() => services.GetRequiredService<IMediator>().Send(ticket), CancellationToken.None), ticket.StoreId);

    public static SettleTicket Ticket(this StoreApp store, long storeId, long? memberId, LoyalLine[] lines, params LoyalPayment[] payments)
    {
        var now = store.Clock.GetUtcNow().UtcDateTime;
        return new SettleTicket(storeId, store.Services.GetRequiredService<Ids>().Next(), memberId, LevelId: null, [], DateOnly.FromDateTime(now), now, now.AddHours(8), lines, payments, []);
    }

    /// <summary>A line that sells something.</summary>
    public static LoyalLine Sold(int number, decimal total, decimal quantity = 1, long productId = 1, long? categoryId = null) =>
        new(number, productId, categoryId, Quantity.FromDecimal(quantity), Money.FromDecimal(total));

    /// <summary>A line that comes back.</summary>
    public static LoyalLine Back(int number, long saleId, int originalLine, decimal quantity, decimal total) =>
        new(number, 1, null, -Quantity.FromDecimal(quantity), -Money.FromDecimal(total), OriginalSaleId: saleId, OriginalLineNumber: originalLine);

    public static LoyalPayment Paid(string tender, decimal amount, long? refundsSaleId = null) => new(1, tender, Money.FromDecimal(amount), null, refundsSaleId);

    /// <summary>Buys for cash.</summary>
    public static async Task<SettleTicket> GivenBought(this StoreApp store, long storeId, long memberId, params LoyalLine[] lines)
    {
        var ticket = store.Ticket(storeId, memberId, lines, Paid("Cash", lines.Sum(line => line.Total.ToDecimal())));
        await store.Settle(ticket);
        return ticket;
    }

    public static async Task<long> Points(this StoreApp store, long memberId) => (await store.PointsOf(memberId)).GetProperty("balance").GetInt64();

    public static async Task<JsonElement> PointsOf(this StoreApp store, long memberId) => (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/points")).Ok();

    /// <summary>What does not hold in the ledgers of points.</summary>
    public static Task<List<string>> PointsBreaks(this StoreApp store) => store.InScope(async services =>
    {
        var breaks = new List<string>();
        foreach (var invariant in services.GetServices<IInvariant>().Where(one => one.GetType().Namespace!.StartsWith("Store.Loyalty.Points", StringComparison.Ordinal)))
            breaks.AddRange((await invariant.Breaks(CancellationToken.None)).Select(broken => $"{invariant.Name}: {broken}"));
        return breaks;
    });
}
